import assert from 'node:assert/strict';
import test from 'node:test';
import { choose } from '../figures/command.mjs';
import { readOptions } from './command.mjs';
import { compared, race } from './contenders.mjs';
import { lastLine, spread } from './numbers.mjs';

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
  assert.deepEqual(readOptions([]), { quick: false, chosen: ['environments', 'learners'] });
  assert.deepEqual(readOptions(['--quick', 'learners']), { quick: true, chosen: ['learners'] });
  assert.throws(() => readOptions(['torch']), /There is no part "torch"\..*environments, learners/);
  assert.throws(() => readOptions(['--fast']), /'--fast'.*-- --quick/);
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
