import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Categorical, DiagonalGaussian } from './distributions';
import { Random } from '../numbers/random';
import { mean, std } from '../numbers/stats';
import { assertClose, finiteDifferences, golden } from '../testing/testing';

interface GoldenCase {
  kind: 'categorical' | 'gaussian' | 'beta';
  logits: number[][];
  other_logits: number[][];
  mean: number[][];
  std: number[][];
  other_mean: number[][];
  other_std: number[][];
  actions: number[] & number[][];
  log_prob: number[];
  entropy: number[];
  kl: number[];
}
const cases = (kind: string): GoldenCase[] => golden<GoldenCase[]>('distributions').filter((c) => c.kind === kind);

test('Categorical agrees with PyTorch', () => {
  for (const example of cases('categorical')) {
    const numActions = example.logits[0].length;
    const policy = new Categorical({ logits: example.logits.flat(), numActions });
    const other = new Categorical({ logits: example.other_logits.flat(), numActions });
    assertClose(policy.logProb(example.actions), example.log_prob);
    assertClose(policy.entropy(), example.entropy);
    assertClose(policy.kl(other), example.kl);
  }
});

test('Categorical gradients agree with finite differences', () => {
  const { logits, actions } = cases('categorical')[1];
  const numActions = logits[0].length;
  const flat = logits.flat();
  const at = (x: Float64Array): Categorical => new Categorical({ logits: x, numActions });
  const total = (x: ArrayLike<number>): number => Array.from(x).reduce((a, b) => a + b, 0);
  const policy = new Categorical({ logits: flat, numActions });
  assertClose(
    policy.logProbGradient(actions),
    finiteDifferences((x) => total(at(x).logProb(actions)), flat),
    1e-7,
  );
  assertClose(
    policy.entropyGradient(),
    finiteDifferences((x) => total(at(x).entropy()), flat),
    1e-7,
  );
});

test('Categorical samples each row with its own probabilities', () => {
  const random = new Random(4);
  const logits = [0, Math.log(3), Math.log(4), 0, -Infinity, 5];
  const policy = new Categorical({ logits: [...logits], numActions: 2 }); // P(1) = 0.75, 0.2, 1
  const counts = [0, 0, 0];
  const n = 20_000;
  for (let i = 0; i < n; i++) policy.sample(random).forEach((action, row) => (counts[row] += action));
  assertClose(
    counts.map((count) => count / n),
    [0.75, 0.2, 1],
    0.012,
  );
  assert.deepEqual([...policy.mode()], [1, 0, 1]);
  assertClose(policy.probs(), [0.25, 0.75, 0.8, 0.2, 0, 1]);
});

test('Categorical survives extreme logits and forbidden actions', () => {
  const policy = new Categorical({ logits: [1000, 0, -Infinity, 0], numActions: 2 });
  assertClose(policy.logProb([0, 1]), [0, 0]);
  assertClose(policy.logProb([1, 1]), [-1000, 0]);
  assertClose(policy.entropy(), [0, 0]);
  assertClose(policy.entropyGradient(), [0, 0, 0, 0]);
  assert.deepEqual([...policy.kl(policy)], [0, 0]);
  const uniform = new Categorical({ logits: [0, 0, 0, 0], numActions: 2 });
  assert.equal(uniform.kl(policy)[1], Infinity);
  assert.ok(new Categorical({ logits: Float32Array.of(0, 0), numActions: 2 }).entropy() instanceof Float32Array);
});

test('DiagonalGaussian agrees with PyTorch', () => {
  for (const example of cases('gaussian')) {
    const actionSize = example.mean[0].length;
    const policy = new DiagonalGaussian({ mean: example.mean.flat(), std: example.std.flat(), actionSize });
    const other = new DiagonalGaussian({ mean: example.other_mean.flat(), std: example.other_std.flat(), actionSize });
    assertClose(policy.logProb(example.actions.flat()), example.log_prob, 1e-11);
    assertClose(policy.entropy(), example.entropy);
    assertClose(policy.kl(other), example.kl, 1e-11);
  }
});

test('DiagonalGaussian: gradients, moments, and one std for all rows', () => {
  const center = [0.5, -1];
  const spread = [0.7, 2];
  const action = [1.2, 0.3];
  const policy = new DiagonalGaussian({ mean: center, std: spread, actionSize: 2 });
  const gradient = policy.logProbGradient(action);
  const logProb = (mean: ArrayLike<number>, scale: ArrayLike<number>): number =>
    new DiagonalGaussian({ mean, std: scale, actionSize: 2 }).logProb(action)[0];
  assertClose(
    gradient.mean,
    finiteDifferences((x) => logProb(x, spread), center),
    1e-8,
  );
  assertClose(
    gradient.logStd,
    finiteDifferences((x) => logProb(center, x.map(Math.exp)), spread.map(Math.log)),
    1e-8,
  );
  const random = new Random(3);
  const draws = Array.from({ length: 20_000 }, () => policy.sample(random));
  assertClose(
    [0, 1].map((i) => mean(draws.map((x) => x[i]))),
    center,
    0.05,
  );
  assertClose(
    [0, 1].map((i) => std(draws.map((x) => x[i]))),
    spread,
    0.05,
  );
  const shared = new DiagonalGaussian({ mean: [0, 0, 1, 1], std: [1, 2], actionSize: 2 });
  assert.deepEqual([...shared.std], [1, 2, 1, 2]);
  assert.deepEqual([...shared.mode()], [0, 0, 1, 1]);
});

test('bad input is refused by name', () => {
  assert.throws(
    () => new Categorical({ logits: [1, 2, 3], numActions: 2 }),
    /logits: got 3 elements, must be a multiple/,
  );
  assert.throws(() => new Categorical({ logits: [], numActions: 2 }), /logits: got 0/);
  assert.throws(() => new Categorical({ logits: [NaN, 0], numActions: 2 }), /logits\[0\]: got NaN/);
  assert.throws(() => new Categorical({ logits: [-Infinity, -Infinity], numActions: 2 }), /row 0/);
  const policy = new Categorical({ logits: [0, 0], numActions: 2 });
  assert.throws(() => policy.logProb([2]), /actions\[0\]: got 2, must be a whole number in \[0, 1\]/);
  assert.throws(() => policy.logProb([0, 0]), /actions: got 2 elements, expected 1/);
  assert.throws(
    () => new DiagonalGaussian({ mean: [0], std: [0], actionSize: 1 }),
    /std\[0\]: got 0, must be positive/,
  );
  assert.throws(() => new DiagonalGaussian({ mean: [0, 0], std: [1, 1, 1], actionSize: 1 }), /std: got 3 elements/);
});
