import assert from 'node:assert/strict';
import test from 'node:test';
import { inLanes } from './command.mjs';

test('tasks run in their order, never more at once than there are lanes, and all of them', async () => {
  /** @type {string[]} */
  const log = [];
  let [running, most] = [0, 0];
  const task = (/** @type {number} */ index) => async () => {
    log.push(`begin ${index}`);
    most = Math.max(most, ++running);
    for (let turn = 0; turn < (index === 0 ? 20 : 2); turn++) await Promise.resolve();
    running--;
    log.push(`end ${index}`);
  };
  await inLanes(
    Array.from({ length: 6 }, (_, index) => task(index)),
    2,
  );
  const begun = log.filter((line) => line.startsWith('begin'));
  assert.deepEqual(begun, ['begin 0', 'begin 1', 'begin 2', 'begin 3', 'begin 4', 'begin 5']);
  assert.deepEqual([running, most, log.length], [0, 2, 12]);
  assert.ok(log.indexOf('end 0') > log.indexOf('end 2'), 'a long task holds one lane only');
});
