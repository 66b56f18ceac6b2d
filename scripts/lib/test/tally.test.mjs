import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { Tally } from './tally.mjs';
import { runTests } from './unit.mjs';

/**
 * @param {import('node:test').TestContext} t
 * @param {() => void} work
 */
function quietly(t, work) {
  /** @type {string[]} */
  const lines = [];
  t.mock.method(console, 'log', (/** @type {string} */ text) => lines.push(text));
  work();
  return lines.join('\n');
}

test('counts add up, and the last line holds them all', (t) => {
  const tally = new Tally();
  const said = quietly(t, () => {
    tally.add('units', { passed: 40, failed: 0, skipped: 2 });
    tally.add('lint', { messages: [] });
    tally.add('lesson 01', { messages: ['cell 3: differs', 'cell 4: differs'] });
    tally.add('other Nodes', { skipped: 3, messages: ['not on this platform'] });
    assert.equal(tally.close(), 1);
  });
  assert.equal(said.split('\n').at(-1), '41 passed, 1 failed, 5 skipped');
  assert.match(said, /What failed:\n {2}lesson 01\n {4}cell 3: differs\n {4}cell 4: differs/);
});

test('nothing failed: exit code 0 and a plain line', (t) => {
  const tally = new Tally();
  const said = quietly(t, () => {
    tally.add('lint', {});
    assert.equal(tally.close(), 0);
  });
  assert.equal(said.split('\n').at(-1), '1 passed, 0 failed');
});

test('the counts of the test runner are read, and its failures are shown', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'unit-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = (/** @type {string} */ name, /** @type {string} */ text) => {
    const path = join(folder, name);
    writeFileSync(path, `import test from 'node:test'; import assert from 'node:assert';\n${text}`);
    return path;
  };
  const good = file('good.mjs', `test('adds', () => {}); test('later', { skip: 'no browser' }, () => {});`);
  const bad = file('bad.mjs', `test('clips', () => assert.equal(1, 2));`);
  const broken = file('broken.mjs', `throw new Error('does not load');`);
  const fine = await runTests([good]);
  assert.deepEqual([fine.passed, fine.failed, fine.skipped], [1, 0, 1]);
  assert.match(fine.messages.join(), /later .*no browser/);
  const mixed = await runTests([good, bad]);
  assert.deepEqual([mixed.passed, mixed.failed, mixed.skipped], [1, 1, 1]);
  assert.match(mixed.messages[0], /clips[^]*1 == 2/);
  const notLoaded = await runTests([broken]);
  assert.equal(notLoaded.failed, 1);
  assert.match(notLoaded.messages[0], /does not load/);
  assert.equal((await runTests([])).failed, 1, 'no tests at all is a failure');
});
