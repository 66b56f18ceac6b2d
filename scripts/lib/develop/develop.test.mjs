// What npm run unit and npm run dev choose to run.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { closureOf, testsOf } from './affected.mjs';
import { choose } from './unit.mjs';

/** @param {string} source */
const testFile = (source) => ({ source, file: `/dist/${source}`, group: 'lib/ppo', workspace: 'ppo-lib' });
const all = [
  'lib/ppo/src/numbers/surrogate.test.ts',
  'lib/ppo/src/tfjs/losses.test.ts',
  'scripts/lib/run.test.mjs',
].map(testFile);

test('a part of a name chooses files, whatever its case; a path chooses by path', async () => {
  const chosen = async (/** @type {string[]} */ ...names) => (await choose(names, all)).map(({ source }) => source);
  assert.deepEqual(await chosen('SURRO'), ['lib/ppo/src/numbers/surrogate.test.ts']);
  assert.deepEqual(await chosen('run', 'losses'), ['lib/ppo/src/tfjs/losses.test.ts', 'scripts/lib/run.test.mjs']);
  assert.deepEqual(await chosen('ppo/src/tfjs'), ['lib/ppo/src/tfjs/losses.test.ts']);
});

test('a name that nothing has is an error with the nearest names', async () => {
  await assert.rejects(choose(['surogate'], all), {
    message: `No test file's name contains "surogate". The nearest names are surrogate, losses, run.`,
  });
  await assert.rejects(choose([], all), /npm run unit -- surrogate/);
});

test('a change runs the quick tests that use the file, and a slow one only beside it', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'affected-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  /** @type {Record<string, string>} */
  const files = {
    'numbers/stats.js': '',
    'numbers/stats.test.js': 'require("./stats")',
    'tfjs/losses.js': 'const s = require("../numbers/stats");',
    'tfjs/losses.test.js': 'const { l } = require("./losses"); require("node:test")',
    'training/train.js': 'import("../tfjs/losses.js")',
    'training/train.test.js': 'require("./train")',
    'config/config.test.js': '',
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const tests = Object.keys(files)
    .filter((name) => name.endsWith('.test.js'))
    .map((name) => ({ ...testFile(`lib/ppo/src/${name.replace(/js$/, 'ts')}`), file: join(folder, name) }));
  const after = (/** @type {string} */ name) =>
    testsOf([join(folder, name)], tests).map(({ file }) => file.slice(folder.length + 1));
  assert.equal(closureOf(join(folder, 'training/train.test.js')).size, 4);
  assert.deepEqual(after('numbers/stats.js'), ['numbers/stats.test.js', 'tfjs/losses.test.js']);
  assert.deepEqual(after('training/train.js'), ['training/train.test.js']);
  assert.deepEqual(after('config/config.test.js'), ['config/config.test.js']);
});
