import assert from 'node:assert/strict';
import { test } from 'node:test';
import { discountedCumSum, gae, rewardToGo, type GaeInput } from './advantage';
import { Random } from './random';
import { assertClose, golden } from '../testing/testing';

interface GoldenCase {
  T: number;
  N: number;
  gamma: number;
  lam: number;
  rewards: number[][];
  values: number[][];
  next_values: number[][];
  terminated: boolean[][];
  truncated: boolean[][];
  advantages: number[][];
  returns: number[][];
}

function inputOf(example: GoldenCase): GaeInput {
  return {
    rewards: example.rewards.flat(),
    values: example.values.flat(),
    nextValues: example.next_values.flat(),
    terminated: example.terminated.flat(),
    truncated: example.truncated.flat(),
    gamma: example.gamma,
    gaeLambda: example.lam,
    numEnvs: example.N,
  };
}

test('GAE agrees with the reference, and reads flags as booleans or 0/1', () => {
  for (const example of golden<GoldenCase[]>('gae')) {
    const input = inputOf(example);
    const { advantages, returns } = gae(input);
    assertClose(advantages, example.advantages.flat());
    assertClose(returns, example.returns.flat());
    const numeric = {
      ...input,
      terminated: Uint8Array.from(example.terminated.flat(), Number),
      truncated: example.truncated.flat().map(Number),
    };
    assert.deepEqual(gae(numeric).advantages, advantages);
  }
});

/** The definition: every later TD error of the same episode, each weighted by (gamma lambda)^distance. O(T^2), no recursion. */
function gaeByDefinition(input: GaeInput): number[] {
  const N = input.numEnvs ?? 1;
  const delta = Array.from(input.rewards, (reward, i) => {
    const next = input.terminated[i] ? 0 : input.nextValues[i];
    return reward + input.gamma * next - input.values[i];
  });
  return delta.map((_, start) => {
    let total = 0;
    for (let i = start, weight = 1; i < delta.length; i += N, weight *= input.gamma * input.gaeLambda) {
      total += weight * delta[i];
      if (input.terminated[i] || input.truncated[i]) break;
    }
    return total;
  });
}

function randomInput(seed: number, T: number, N: number, gamma: number, gaeLambda: number): GaeInput {
  const random = new Random(seed);
  const column = (): number[] => Array.from({ length: T * N }, () => random.normal());
  const flags = (): boolean[] => Array.from({ length: T * N }, () => random.uniform() < 0.15);
  return {
    rewards: column(),
    values: column(),
    nextValues: column(),
    terminated: flags(),
    truncated: flags(),
    gamma,
    gaeLambda,
    numEnvs: N,
  };
}

test('GAE equals its O(T^2) definition', () => {
  for (const [seed, T, N, gamma, lambda] of [
    [1, 12, 1, 0.99, 0.95],
    [2, 30, 4, 0.9, 0.5],
    [3, 7, 3, 1, 1],
    [4, 7, 3, 0.99, 0],
  ]) {
    const input = randomInput(seed, T, N, gamma, lambda);
    assertClose(gae(input).advantages, gaeByDefinition(input));
  }
});

test('three endings by hand: terminated, truncated, and the rollout simply stopping', () => {
  const base = { rewards: [1], values: [5], nextValues: [8], gamma: 0.5, gaeLambda: 0.9 };
  assert.equal(gae({ ...base, terminated: [1], truncated: [0] }).advantages[0], -4); // 1 + 0 - 5
  assert.equal(gae({ ...base, terminated: [0], truncated: [1] }).advantages[0], 0); // 1 + 0.5 * 8 - 5
  assert.equal(gae({ ...base, terminated: [0], truncated: [0] }).advantages[0], 0);
  assert.equal(gae({ ...base, terminated: [1], truncated: [1] }).advantages[0], -4); // a real end wins over a cut
});

test('lambda 1 is the Monte Carlo return, lambda 0 the TD error, and environments do not mix', () => {
  const input: { -readonly [K in keyof GaeInput]: GaeInput[K] } = randomInput(6, 20, 3, 0.97, 1);
  // Inside an episode the next value is the value of the next row; only then do the TD errors telescope.
  input.nextValues = Array.from(input.nextValues, (next, i) =>
    input.truncated[i] || i + 3 >= 60 ? next : input.values[i + 3],
  );
  assertClose(gae(input).returns, rewardToGo(input));
  const oneStep = gae({ ...input, gaeLambda: 0 }).advantages;
  assertClose(oneStep[0], input.rewards[0] + (input.terminated[0] ? 0 : 0.97 * input.nextValues[0]) - input.values[0]);
  const rewards = Array.from(input.rewards);
  rewards[19 * 3 + 1] += 100; // a reward of environment 1 only
  const changed = gae({ ...input, rewards }).advantages;
  const before = gae(input).advantages;
  for (let i = 0; i < changed.length; i++) if (i % 3 !== 1) assert.equal(changed[i], before[i]);
  assert.notEqual(changed[19 * 3 + 1], before[19 * 3 + 1]);
});

test('reward-to-go by hand', () => {
  const base = { nextValues: [7, 7, 8], gamma: 0.5, rewards: [1, 2, 4] };
  const none = [0, 0, 0];
  assert.deepEqual([...rewardToGo({ ...base, terminated: none, truncated: none })], [4, 6, 8]); // 4 + 0.5 * 8 = 8
  assert.deepEqual([...rewardToGo({ ...base, terminated: [0, 0, 1], truncated: none })], [3, 4, 4]);
  assert.deepEqual([...rewardToGo({ ...base, terminated: [0, 0, 1], truncated: [1, 0, 0] })], [4.5, 4, 4]); // 1 + 0.5 * 7
});

test('discounted sums by hand; inputs stay as they were; float32 stays float32', () => {
  const x = [1, 1, 1];
  assert.deepEqual(discountedCumSum(x, 0.5), Float64Array.of(1.75, 1.5, 1));
  assert.deepEqual(x, [1, 1, 1]);
  assert.deepEqual(discountedCumSum(Float32Array.of(1, 2), 1), Float32Array.of(3, 2));
  assert.equal(discountedCumSum([], 0.9).length, 0);
  const f32 = (...numbers: number[]): Float32Array => Float32Array.from(numbers);
  const single = { rewards: f32(1), values: f32(0), nextValues: f32(0), terminated: [false], truncated: [false] };
  assert.ok(gae({ ...single, gamma: 0.9, gaeLambda: 0.9 }).advantages instanceof Float32Array);
});

test('bad input is refused by name', () => {
  const good = {
    rewards: [1, 1],
    values: [0, 0],
    nextValues: [0, 0],
    terminated: [0, 0],
    truncated: [0, 0],
    gamma: 0.9,
    gaeLambda: 0.9,
  };
  assert.throws(() => gae({ ...good, gamma: 1.1 }), { name: 'RangeError', message: /gamma: got 1.1/ });
  assert.throws(() => gae({ ...good, gaeLambda: -0.1 }), /gaeLambda: got -0.1/);
  assert.throws(() => gae({ ...good, values: [0] }), /values: got 1 elements, expected 2 \(as many as rewards\)/);
  assert.throws(() => gae({ ...good, terminated: [0, 2] }), /terminated\[1\]: got 2/);
  assert.throws(() => gae({ ...good, numEnvs: 3 }), /multiple of numEnvs = 3/);
  assert.throws(() => gae({ ...good, rewards: [1, NaN] }), /rewards\[1\]: got NaN/);
  assert.throws(() => gae({ ...good, rewards: [], values: [] }), /rewards: got 0/);
  assert.throws(() => discountedCumSum([1], 2), /discount: got 2/);
});

test('a flag that is neither 0 nor 1 is found wherever it stands, also in a view that starts in the middle of a word', () => {
  const numbers = new Float64Array(11);
  const input = { rewards: numbers, values: numbers, nextValues: numbers, truncated: new Uint8Array(11) };
  for (const offset of [0, 1, 4]) {
    for (const bad of [2, 128, 255]) {
      for (let i = 0; i < 11; i++) {
        const terminated = new Uint8Array(new ArrayBuffer(16), offset, 11).fill(1);
        gae({ ...input, terminated, gamma: 0.9, gaeLambda: 0.9 });
        terminated[i] = bad;
        const name = new RegExp(`terminated\\[${i}\\]: got ${bad}`);
        assert.throws(() => gae({ ...input, terminated, gamma: 0.9, gaeLambda: 0.9 }), name);
      }
    }
  }
});
