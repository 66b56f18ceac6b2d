import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { removeOldScratch, removeStaleServers } from './leftovers.mjs';

/** @param {import('node:test').TestContext} t */
function scratchFolder(t) {
  const folder = mkdtempSync(join(tmpdir(), 'leftovers-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('the files of servers that are gone are removed, those of one that runs are not', async (t) => {
  const runtime = scratchFolder(t);
  const server = createServer().listen(0, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const write = (/** @type {number} */ pid, /** @type {unknown} */ info) => {
    writeFileSync(join(runtime, `jpserver-${pid}.json`), JSON.stringify(info));
    writeFileSync(join(runtime, `jpserver-${pid}-open.html`), 'token');
  };
  write(process.pid, { port });
  write(999_999_999, { port }); // no such process, although something answers at the port
  write(process.ppid, { port: 1 }); // the number is another's by now: nothing answers
  writeFileSync(join(runtime, 'jpserver-999999998-open.html'), 'token'); // of which only this is left
  writeFileSync(join(runtime, 'jupyter_cookie_secret'), 'kept');
  await removeStaleServers(runtime);
  const kept = [`jpserver-${process.pid}-open.html`, `jpserver-${process.pid}.json`, 'jupyter_cookie_secret'];
  assert.deepEqual(readdirSync(runtime).sort(), kept.sort());
  await removeStaleServers(join(runtime, 'none'));
});

test('scratch of yesterday goes; what is younger, or no scratch, stays', (t) => {
  const cache = scratchFolder(t);
  const scratch = [
    'tasks-test-a1B2c3/good.ipynb',
    'tfjs_binding-0.node.part',
    'libtensorflow-0.part/lib/half.so',
    'downloads/tensorflow_cpu-2.15.1.whl',
    'executed/01-clip.77.0.ipynb',
    'answers/01-clip.ipynb',
    'figures/01-clip-a1B2c3/clip.json',
    'node/20.19.0.part/package/node',
    'builds/ppo-lib.77.part',
    'jupyter/runtime/kernel-1.json',
  ];
  const kept = ['libtensorflow-0/lib/whole.so', 'builds/ppo-lib', 'node/20.19.0/package/node', 'jupyter/data/secret'];
  const longAgo = new Date('2020-01-01');
  for (const name of [...scratch, ...kept]) {
    mkdirSync(dirname(join(cache, name)), { recursive: true });
    writeFileSync(join(cache, name), '');
  }
  removeOldScratch(cache);
  assert.deepEqual(filesUnder(cache), [...scratch, ...kept].sort(), 'all of it may be in use');
  for (const name of readdirSync(cache, { recursive: true, encoding: 'utf8' }))
    utimesSync(join(cache, name), longAgo, longAgo);
  removeOldScratch(cache);
  assert.deepEqual(filesUnder(cache), [...kept].sort());
  removeOldScratch(join(cache, 'none'));
});

/** @param {string} folder @returns {string[]} */
const filesUnder = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1))
    .sort();
