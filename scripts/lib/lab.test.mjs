// JupyterLab as npm start runs it: who is let in, and what the programs that it starts are told.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { jupyterEnv } from './jupyter.mjs';
import { notebooks, scripts, venvPython } from './paths.mjs';

const skip = existsSync(venvPython) ? false : 'no .venv: run npm start once';
const onLinux = process.platform === 'linux' ? false : 'reads /proc';
const runtime = String(jupyterEnv().JUPYTER_RUNTIME_DIR);

/**
 * @param {import('node:test').TestContext} t
 * @returns {Promise<{ process: import('node:child_process').ChildProcess, url: string, token: string }>} once it listens
 */
async function startLab(t) {
  const lab = JSON.stringify(pathToFileURL(join(scripts, 'lib', 'lab.mjs')).href);
  const program = `import { runLab } from ${lab}; process.exit(await runLab({ browser: false, folder: ${JSON.stringify(notebooks)} }));`;
  const env = { ...process.env, JUPYTER_TOKEN: 'from-outside' };
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.after(() => child.kill());
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => (said += text));
  for await (const line of createInterface({ input: child.stdout })) {
    const found = /^\s*(http:\/\/127\.0\.0\.1:\d+\/)lab\/tree\/notebooks\/00-start-here\.ipynb\?token=(\w+)$/.exec(
      line,
    );
    if (found) return { process: child, url: found[1], token: found[2] };
  }
  return assert.fail(`it ended without an address: ${said}`);
}

/**
 * The environments of a process's descendants.
 * @param {number} pid
 * @returns {string[]}
 */
function environmentsBelow(pid) {
  const read = (/** @type {string} */ path) => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return ''; // it has ended meanwhile, as what a shell starts at first may
    }
  };
  const below = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return below.flatMap((child) => [read(`/proc/${child}/environ`), ...environmentsBelow(child)]);
}

test(
  'the token of npm start opens the door, and no kernel and no terminal inherits it',
  { skip: skip || onLinux },
  async (t) => {
    mkdirSync(runtime, { recursive: true, mode: 0o700 });
    const dead = ['jpserver-999999999.json', 'jpserver-999999999-open.html'];
    for (const name of dead) writeFileSync(join(runtime, name), '{}');
    const lab = await startLab(t);
    assert.deepEqual(
      dead.filter((name) => existsSync(join(runtime, name))),
      [],
      'what a killed server left is gone',
    );
    assert.match(lab.token, /^[0-9a-f]{48}$/);

    const authorization = { Authorization: `token ${lab.token}` };
    const api = (/** @type {string} */ path, /** @type {RequestInit} */ options = {}) =>
      fetch(`${lab.url}api/${path}`, options);
    assert.equal((await api('status')).status, 403);
    assert.equal((await api('status', { headers: { Authorization: 'token from-outside' } })).status, 403);
    assert.equal((await api('status', { headers: authorization })).status, 200);

    const page = await fetch(`${lab.url}lab?token=${lab.token}`, { redirect: 'manual' });
    const headers = /** @type {Headers & { getSetCookie(): string[] }} */ (page.headers);
    const session = headers.getSetCookie().find((cookie) => cookie.startsWith('username-'));
    assert.match(session ?? 'no cookie', /HttpOnly/i);
    assert.match(session ?? 'no cookie', /SameSite=Lax/i);

    for (const file of ['notebooks/00-start-here.ipynb', 'README.md', 'notebooks/solutions']) {
      const found = await api(`contents/${file}?content=0`, { headers: authorization });
      assert.equal(found.status, 200, `a lesson's link to ${file} leads somewhere`);
    }
    assert.equal((await api('contents/.cache?content=0', { headers: authorization })).status, 404, 'hidden as before');

    for (const kind of ['terminals', 'kernels']) {
      const made = await api(kind, { method: 'POST', headers: authorization, body: '{}' });
      assert.ok(made.ok, `${kind}: ${made.status}`);
    }
    const environments = environmentsBelow(/** @type {number} */ (lab.process.pid)).filter(Boolean);
    assert.ok(environments.length >= 3, 'the server, a terminal and a kernel');
    assert.deepEqual(
      environments.filter((text) => text.includes(lab.token) || text.includes('from-outside')),
      [],
    );

    const ended = once(lab.process, 'close');
    lab.process.kill('SIGTERM');
    await ended;
    assert.deepEqual(
      readdirSync(runtime).filter((name) => readFileSync(join(runtime, name), 'utf8').includes(lab.token)),
      [],
    );
  },
);
