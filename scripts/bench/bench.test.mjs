import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { choose } from '../figures/command.mjs';
import { root } from '../lib/paths.mjs';
import { readOptions } from './command.mjs';
import { compared, race } from './contenders.mjs';
import { lastLine, spread } from './numbers.mjs';
import { peersTable } from './peers.mjs';
import { fallen, ratiosOf, regressionLines } from './regressions.mjs';
import { shownTable } from './table.mjs';
import { widthsTable } from './widths.mjs';

test('contenders run in turns, and each is set against the reference', () => {
  /** @type {string[]} */
  const order = [];
  const runs = (/** @type {string} */ name, /** @type {number} */ rate) => (/** @type {number} */ round) => {
    order.push(`${name}${round}`);
    return { perSecond: rate * round, perProcessorSecond: rate };
  };
  const results = compared(race({ ours: runs('a', 30), PyTorch: runs('b', 10) }, 3), 'PyTorch');
  assert.deepEqual(order, ['a1', 'b1', 'a2', 'b2', 'a3', 'b3']);
  assert.deepEqual(results.ours.perSecond, { median: 60, low: 30, high: 90 });
  assert.deepEqual([results.ours.timesPyTorch, results.PyTorch.timesPyTorchByProcessorTime], [3, 1]);
});

test('a measurement is read from its last line, and rounded to four digits', () => {
  assert.deepEqual(lastLine('a warning\n{"perSecond":12}\n'), { perSecond: 12 });
  assert.deepEqual(spread([1.23456, 3, 2, 10000.4]), { median: 2.5, low: 1.235, high: 10000 });
});

test('options of npm run bench', () => {
  assert.deepEqual(readOptions([]), { quick: false, peers: false, chosen: ['environments', 'learners'] });
  assert.deepEqual(readOptions(['--quick', 'learners']), { quick: true, peers: false, chosen: ['learners'] });
  assert.throws(() => readOptions(['torch']), /There is no part "torch"\..*environments, learners/);
  assert.throws(() => readOptions(['--fast']), /'--fast'.*-- --quick/);
});

test('the table of peers has the fastest first, and says who did not arrive', () => {
  const one = (/** @type {number} */ median) => ({ median, low: median, high: median });
  const rates = (/** @type {number} */ x) => ({ perSecond: one(x), perProcessorSecond: one(x), timesOurs: x / 1000 });
  const arrived = { solved: 2, of: 3, seconds: one(2.04), processorSeconds: one(2), timesteps: one(221_184) };
  const peers = {
    slow: { ...rates(1000), start: one(0.1), to475: arrived },
    fast: { ...rates(1310), start: one(6.6), to475: null },
  };
  const lines = peersTable({
    note: '',
    machine: { processor: 'X', processors: 2 },
    peers,
    skipped: { gone: 'no such module' },
  });
  assert.equal(lines[5], 'gone could not run: no such module.');
  assert.equal(lines[2], '| fast | 1,310 (1.3) | 6.6 | not reached |  |  |');
  assert.equal(lines[3], '| slow | 1,000 (1) | 0.1 | 2 (2 to 2) | 221,000 | 2 of 3 |');
  const readme = 'a <!-- peers -->old<!-- /peers --> b';
  assert.equal(shownTable(readme, 'peers', ['new']), 'a <!-- peers -->\n\nnew\n\n<!-- /peers --> b');
  assert.throws(() => shownTable('a', 'peers', []), /marks <!-- peers --> and <!-- \/peers --> are missing/);
});

test('figures are chosen by how their names begin', () => {
  const names = ['cartpole-seeds', 'lecture25-ppo', 'lecture25-a2c'];
  assert.deepEqual(choose(names, []), names);
  assert.deepEqual(choose(names, ['lecture25-a', 'cart']), ['cartpole-seeds', 'lecture25-a2c']);
  assert.throws(
    () => choose(names, ['lecture25', 'gone']),
    /No figure begins with "gone"\. The files are cartpole-seeds, /,
  );
});

test('a ratio that fell by more than a tenth is named; what was not measured before is not', () => {
  const before = { a: 10, b: 10, c: 10, d: 10 };
  const now = { a: 9, b: 8.99, c: NaN, e: 1 };
  assert.deepEqual(fallen(now, before), [
    { name: 'b', before: 10, now: 8.99 },
    { name: 'c', before: 10, now: NaN },
  ]);
  assert.match(regressionLines(fallen(now, before), 3).join('\n'), /^2 of 3 ratios .*\n {2}b: 10 then, 8\.99 now/);
  assert.match(regressionLines([], 3)[0], /^None of 3 ratios fell/);
});

test('the committed measurements have the ratios that a short run compares', () => {
  const ratios = ratiosOf(JSON.parse(readFileSync(join(root, 'data/bench.json'), 'utf8')));
  for (const name of ['training, compiled learner', 'gradient step, 128 rows', 'Lecture 25, ppo', 'Lecture 25, a2c']) {
    assert.ok(ratios[name] > 1, name);
  }
});

test('the table of widths says where PyTorch is ahead', () => {
  const step = (/** @type {number} */ width, /** @type {number} */ rows, /** @type {number} */ timesPyTorch) => ({
    ...{ width, rows, timesPyTorch, ours: 100, pyTorch: 100 * timesPyTorch },
  });
  const file = { note: '', machine: {}, steps: [step(64, 64, 12.34), step(256, 1024, 0.5)] };
  const lines = widthsTable(file);
  assert.equal(lines[2], '| 4-64-64 | 100 µs; 1230 µs (12.3) |  |  |');
  assert.match(lines[6], /ahead at 256-256 with 1024 rows:/);
  assert.match(widthsTable({ ...file, steps: file.steps.slice(0, 1) })[6], /nowhere ahead/);
});
