// What Jupyter trusts after npm start, asked of Jupyter itself.
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { code, display, notebook } from './notebooks/sample.mjs';
import { scripts, venv, venvPython } from './paths.mjs';
import { run } from './run.mjs';
import { trustNotice } from './trust.mjs';

const skip = existsSync(venvPython) ? false : 'no .venv: run npm start once';

const noGit = (await run('git', ['--version']).catch(() => ({ code: 1 }))).code === 0 ? false : 'no git';

/** A project of its own with two lessons, in a folder that has something of everything; no git anywhere. */
class HandOut {
  /** @param {import('node:test').TestContext} t */
  constructor(t) {
    const outside = mkdtempSync(join(tmpdir(), 'trust-test-'));
    t.after(() => rmSync(outside, { recursive: true, force: true }));
    this.root = join(outside, "Übung #1 (50% $& 'x')");
    for (const name of ['lib', 'trust_notebooks.py']) {
      cpSync(join(scripts, name), join(this.root, 'scripts', name), { recursive: true });
    }
    symlinkSync(venv, join(this.root, '.venv'));
    mkdirSync(join(this.root, 'notebooks'));
    this.write('01-clip.ipynb', 'clip');
    this.write('02-gae.ipynb', 'gae');
  }

  /** @param {string} name @param {string} says */
  write(name, says, end = '\n', folder = 'notebooks') {
    const page = display({ 'text/html': `<script>say(${JSON.stringify(says)})</script>` });
    const text = JSON.stringify(notebook([code('only', 'show();', [page])]), null, 1);
    mkdirSync(join(this.root, folder), { recursive: true });
    writeFileSync(join(this.root, folder, name), text.replaceAll('\n', end));
  }

  /**
   * Runs a program there that has the modules `shipped` and `trust`, and `here`, which makes a path of a notebook's name.
   * @param {string} program that returns something
   */
  async do(program) {
    const module = (/** @type {string} */ name) =>
      JSON.stringify(pathToFileURL(join(this.root, 'scripts/lib', name)).href);
    const text = `
      const [shipped, trust, paths, { join }] = await Promise.all(
        [${module('shipped.mjs')}, ${module('trust.mjs')}, ${module('paths.mjs')}, 'node:path'].map((name) => import(name)));
      const here = (name) => join(paths.notebooks, name);
      console.log(JSON.stringify((await (async () => { ${program} })()) ?? null));`;
    const done = await run(process.execPath, ['--input-type=module', '-e', text]);
    assert.equal(done.code, 0, done.output);
    return JSON.parse(done.stdout);
  }

  record() {
    return this.do(`shipped.recordLessons(['01-clip.ipynb', '02-gae.ipynb'].map(here));`);
  }

  start() {
    return this.do(`
      const { signed, untrusted } = await trust.trustLessons();
      return { signed, says: trust.trustNotice(untrusted).slice(1) };`);
  }

  /**
   * Asks the notary that JupyterLab asks.
   * @param {...string} names
   * @returns {Promise<boolean[]>}
   */
  async trusted(...names) {
    const program = `
import json, os, sys, nbformat
from nbformat.sign import NotebookNotary
notary = NotebookNotary(data_dir=os.environ["DATA"])
print(json.dumps([notary.check_signature(nbformat.read(path, as_version=4)) for path in sys.argv[1:]]))`;
    const paths = names.map((name) => join(this.root, name.includes('/') ? '' : 'notebooks', name));
    const env = { ...process.env, DATA: join(this.root, '.cache', 'jupyter', 'data') };
    const done = await run(venvPython, ['-c', program, ...paths], { env });
    assert.equal(done.code, 0, done.output);
    return JSON.parse(done.stdout);
  }
}

test(
  'a hand-out: its lessons are trusted, whatever was added or changed is not, and it says why',
  { skip },
  async (t) => {
    const project = new HandOut(t);
    await project.record();
    project.write('02-gae.ipynb', 'changed');
    project.write('evil.ipynb', 'evil');
    writeFileSync(join(project.root, 'notebooks', 'broken.ipynb'), 'no JSON');
    const says = [
      '  notebooks/02-gae.ipynb  changed since it was shipped',
      "  notebooks/broken.ipynb  not one of this project's lessons",
      "  notebooks/evil.ipynb    not one of this project's lessons",
    ];
    assert.deepEqual(await project.start(), { signed: 1, says });
    assert.deepEqual(await project.trusted('01-clip.ipynb', '02-gae.ipynb', 'evil.ipynb'), [true, false, false]);
    assert.deepEqual(await project.start(), { signed: 0, says }, 'signed once, said at every start');
  },
);

test("in a reader's own copies a lesson as it was shipped is trusted, and nothing else", { skip }, async (t) => {
  const project = new HandOut(t);
  await project.record();
  project.write('01-clip.ipynb', 'clip', '\n', 'my-lessons');
  project.write('02-gae.ipynb', 'sent by somebody', '\n', 'my-lessons');
  project.write('bonus.ipynb', 'evil', '\n', 'my-lessons');
  const { signed, says } = await project.start();
  assert.equal(signed, 2);
  assert.deepEqual(
    says.map((/** @type {string} */ line) => line.trim().split(/\s+/)[0]),
    ['my-lessons/02-gae.ipynb', 'my-lessons/bonus.ipynb'],
  );
  const own = ['01-clip.ipynb', '02-gae.ipynb', 'bonus.ipynb'].map((name) => `my-lessons/${name}`);
  assert.deepEqual(await project.trusted(...own), [true, false, false]);
});

test(
  'a repository around the project, with a lesson committed there, changes nothing',
  { skip: skip || noGit },
  async (t) => {
    const project = new HandOut(t);
    await project.record();
    project.write('evil.ipynb', 'evil');
    const git = (/** @type {string[]} */ ...args) => run('git', ['-C', join(project.root, '..'), ...args]);
    for (const args of [
      ['init', '-q'],
      ['add', '-A', '.'],
      ['-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '-qm', 'all of it'],
    ])
      assert.equal((await git(...args)).code, 0, args.join(' '));
    const { signed, says } = await project.start();
    assert.deepEqual([signed, says.length], [2, 1]);
    assert.deepEqual(await project.trusted('01-clip.ipynb', 'evil.ipynb'), [true, false]);
  },
);

test('CRLF line ends take no trust away', { skip }, async (t) => {
  const project = new HandOut(t);
  await project.record();
  project.write('01-clip.ipynb', 'clip', '\r\n');
  assert.deepEqual(await project.start(), { signed: 2, says: [] });
  assert.deepEqual(await project.trusted('01-clip.ipynb', '02-gae.ipynb'), [true, true]);
});

test('what Jupyter itself has signed stays trusted and is not complained about', { skip }, async (t) => {
  const project = new HandOut(t);
  await project.record();
  project.write('02-gae.ipynb', "the reader's own");
  await project.do(`await trust.signNotebooks([here('02-gae.ipynb')]);`);
  assert.deepEqual(await project.start(), { signed: 1, says: [] });
  assert.deepEqual(await project.trusted('02-gae.ipynb'), [true]);
});

test('the notice names each notebook and its reason, and is silent if there is none', () => {
  assert.deepEqual(trustNotice([]), []);
  const lines = trustNotice([{ path: '/n/a.ipynb', reason: 'changed since it was shipped' }], '/n');
  assert.match(lines[0], /^Notice: not trusted/);
  assert.equal(lines[1], '  a.ipynb  changed since it was shipped');
});
