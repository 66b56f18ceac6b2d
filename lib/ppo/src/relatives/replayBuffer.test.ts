import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../numbers/random';
import { ReplayBuffer, type Steps } from './replayBuffer';

/** Transition number i: every column tells its number. */
const numbered = (i: number): Steps => ({
  observations: Float32Array.of(i, -i),
  actions: [i % 3],
  rewards: [10 * i],
  nextObservations: Float32Array.of(i + 0.5, -i - 0.5),
  terminated: [i % 5 === 0 ? 1 : 0],
  truncated: [i % 7 === 0 ? 1 : 0],
});

const buffer = (capacity: number): ReplayBuffer =>
  new ReplayBuffer({ capacity, observationSize: 2, actionWidth: 1, discrete: true });

test('a full buffer forgets the oldest, and every row comes out whole', () => {
  const memory = buffer(10);
  for (let i = 1; i <= 23; i++) memory.add(numbered(i));
  assert.equal(memory.length, 10);
  const { observations, actions, rewards, nextObservations, terminated, truncated } = memory.sample(500, new Random(1));
  const seen = new Set<number>();
  for (let b = 0; b < 500; b++) {
    const i = observations[2 * b];
    seen.add(i);
    const expected = numbered(i);
    assert.deepEqual(
      [observations[2 * b + 1], actions[b], rewards[b], terminated[b], truncated[b]],
      [-i, expected.actions[0], expected.rewards[0], expected.terminated[0], expected.truncated[0]],
    );
    assert.deepEqual(nextObservations.slice(2 * b, 2 * b + 2), expected.nextObservations);
  }
  assert.deepEqual(
    [...seen].sort((a, b) => a - b),
    [14, 15, 16, 17, 18, 19, 20, 21, 22, 23],
  );
});

test('rows are drawn evenly and independently: counts like those of a fair die, and rows that come twice', () => {
  const memory = buffer(20);
  for (let i = 0; i < 20; i++) memory.add(numbered(i));
  const { observations } = memory.sample(20_000, new Random(3));
  const counts = new Array<number>(20).fill(0);
  for (let b = 0; b < 20_000; b++) counts[observations[2 * b]]++;
  const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  assert.ok(chiSquare < 43.8, `chi-square ${chiSquare} of 19 degrees of freedom`); // exceeded by 1 in 1000 fair ones
  const few = memory.sample(20, new Random(4)).observations.filter((_, i) => i % 2 === 0);
  assert.ok(new Set(few).size < 20);
});

test('a part that is not filled is never drawn, and what is stored is a copy', () => {
  const memory = buffer(1000);
  const steps = numbered(3);
  memory.add(steps);
  steps.observations.fill(99);
  const { observations } = memory.sample(50, new Random(1));
  assert.ok(observations.every((x, i) => x === (i % 2 === 0 ? 3 : -3)));
});

test('a step of several environments adds one row each', () => {
  const memory = buffer(5);
  const four = { rewards: [1, 2, 3, 4], actions: [0, 1, 2, 0], terminated: [0, 0, 0, 1], truncated: [0, 0, 0, 0] };
  memory.add({ ...four, observations: new Float32Array(8), nextObservations: new Float32Array(8) });
  memory.add({ ...four, observations: new Float32Array(8), nextObservations: new Float32Array(8) });
  assert.equal(memory.length, 5);
});

test('what does not fit is refused by name', () => {
  assert.throws(() => buffer(0), /capacity: got 0, must be a whole number of at least 1/);
  const memory = buffer(3);
  assert.throws(() => memory.sample(2, new Random(1)), /sample: the buffer is empty/);
  assert.throws(() => memory.add({ ...numbered(1), actions: [1, 2] }), /actions: got 2 elements, expected 1/);
  assert.throws(
    () => memory.add({ ...numbered(1), nextObservations: new Float32Array(3) }),
    /nextObservations: got 3 elements, expected 2/,
  );
});
