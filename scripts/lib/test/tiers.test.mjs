import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { root } from '../paths.mjs';
import { workspaces } from '../workspaces.mjs';
import { enough } from './command.mjs';
import { atLeast, folders, ownProcess, slowFiles, tierOf } from './tiers.mjs';
import { allTestFiles } from './unit.mjs';

const all = allTestFiles();
const groups = ['scripts', ...workspaces().map(({ path }) => path)];

test('every test file is in a tier', () => {
  const lost = all.filter((one) => tierOf(one) === null).map(({ source }) => source);
  assert.deepEqual(lost, [], 'add their folder to scripts/lib/test/tiers.mjs');
  assert.equal(tierOf({ source: 'lib/new/src/a.test.ts', group: 'lib/new' }), null);
});

test('every test file has a test', () => {
  // Node's runner counts a file without any as a test that passed.
  assert.deepEqual(without(all.map(({ source }) => join(root, source))), []);
  assert.deepEqual(without([join(root, 'scripts', 'run.mjs')]), [join(root, 'scripts', 'run.mjs')]);
});

/** @param {string[]} files */
const without = (files) => files.filter((file) => !/\btest\w*(?:\.\w+)?\(|\bit\(/.test(readFileSync(file, 'utf8')));

test('the list names no folder and no file that is gone', () => {
  assert.deepEqual(
    Object.keys(folders).filter((folder) => !existsSync(join(root, folder))),
    [],
  );
  const gone = [...Object.entries(slowFiles), ...Object.entries(ownProcess)].flatMap(([group, names]) =>
    names.filter((name) => !all.some((one) => one.group === group && one.source.endsWith(`/${name}`))),
  );
  assert.deepEqual(gone, []);
});

test('the nearest folder decides, and a slow file may lie in a quick one', () => {
  const tier = (/** @type {string} */ source, group = 'lib/gymnasium-js') => tierOf({ source, group });
  assert.equal(tier('lib/gymnasium-js/src/text.test.ts'), 'quick');
  assert.equal(tier('lib/gymnasium-js/src/packaging/memory.test.ts'), 'slow');
  assert.equal(tier('lib/engine/src/wasmBinary.test.ts', 'lib/engine'), 'slow');
});

test('every package says how many quick tests it has at least', () => {
  assert.deepEqual(Object.keys(atLeast).sort(), [...groups].sort());
});

test('most test files are quick', () => {
  const quick = all.filter((one) => tierOf(one) === 'quick');
  assert.ok(quick.length > 0.6 * all.length, `${quick.length} of ${all.length}`);
});

test('tests that no longer run are a failure', () => {
  const ran = (/** @type {number} */ passed) => ({ passed, failed: 0, skipped: 0, seconds: 1, messages: [] });
  assert.equal(enough('lib/ppo', ran(atLeast['lib/ppo'])).failed, 0);
  const few = enough('lib/ppo', ran(16));
  assert.equal(few.failed, 1);
  assert.match(few.messages[0], /^16 quick tests ran, and lib\/ppo has at least \d+/);
  assert.match(enough('lib/new', ran(3)).messages[0], /does not say how many/);
});
