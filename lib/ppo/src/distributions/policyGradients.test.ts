import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Categorical, DiagonalGaussian } from './distributions';
import { categoricalOutputs, gaussianEntropy, gaussianLogProb } from './policyOutputs';
import { categoricalGradient, gaussianGradient, surrogateGradient, valueGradient } from './policyGradients';
import { Random } from '../numbers/random';
import { mean } from '../numbers/stats';
import { clippedSurrogateLoss, klEstimates } from '../numbers/surrogate';
import { assertClose, finiteDifferences, golden } from '../testing/testing';

const column = (random: Random, length: number, center = 0, spread = 1): Float64Array =>
  Float64Array.from({ length }, () => random.normal(center, spread));

/** Any minibatch; a few rows, so that finite differences rarely straddle a kink. */
const anyBatch = fc.record({
  seed: fc.nat(),
  rows: fc.integer({ min: 1, max: 12 }),
  width: fc.integer({ min: 1, max: 5 }),
  clipRange: fc.constantFrom(0, 0.1, 0.2, 0.4),
  klCoef: fc.constantFrom(0, 0.7),
  entropyCoef: fc.constantFrom(0, 0.01, 0.5),
});

/** True if a central difference around these ratios would step over the edge of the band. */
function nearKink(logProbs: ArrayLike<number>, old: ArrayLike<number>, clipRange: number): boolean {
  return Array.from(logProbs).some((logProb, b) => {
    const ratio = Math.exp(logProb - old[b]);
    return Math.min(Math.abs(ratio - 1 - clipRange), Math.abs(ratio - 1 + clipRange)) < 1e-4;
  });
}

test('surrogate: losses, report and gradient agree with PyTorch', () => {
  interface Case {
    old: number[];
    new: number[];
    adv: number[];
    eps: number;
    loss: number;
    grad: number[];
    clip_fraction: number;
    k1: number;
    k2: number;
    k3: number;
  }
  for (const example of golden<Case[]>('surrogate')) {
    const gradient = new Float64Array(example.new.length);
    const report = surrogateGradient(
      { logProbs: example.new, oldLogProbs: example.old, advantages: example.adv, clipRange: example.eps },
      gradient,
    );
    assertClose(gradient, example.grad, 1e-12);
    assertClose(
      [report.policyLoss, report.clipFraction, report.klK1, report.klK2, report.approxKl],
      [example.loss, example.clip_fraction, example.k1, example.k2, example.k3],
      1e-12,
    );
    const columns = { logProbs: example.new, oldLogProbs: example.old, advantages: example.adv };
    const { deadFraction, ratios } = clippedSurrogateLoss({ ...columns, clipRange: example.eps });
    assert.equal(report.deadFraction, deadFraction);
    assert.deepEqual([report.ratioMin, report.ratioMax], [Math.min(...ratios), Math.max(...ratios)]);
    assertClose(report.approxKl, klEstimates(columns).k3, 1e-12);
  }
});

test('surrogate: an advantage of 0 pulls nowhere, a dead sample is flat, the wrong direction is not protected', () => {
  const gradient = new Float64Array(5);
  const logProbs = [1.5, 1.5, 0.5, 1.5, 0.5].map(Math.log);
  const advantages = [0, 2, -2, -2, 2];
  surrogateGradient({ logProbs, oldLogProbs: [0, 0, 0, 0, 0], advantages, clipRange: 0.2 }, gradient);
  // alive: -A r / B = 2 * 1.5 / 5 and -2 * 0.5 / 5
  assertClose(gradient, [0, 0, 0, 0.6, -0.2]);
});

test('categorical: the gradient at the logits is the finite difference of the loss', () => {
  fc.assert(
    fc.property(anyBatch, ({ seed, rows, width, clipRange, klCoef, entropyCoef }) => {
      const random = new Random(seed);
      const logits = column(random, rows * width);
      const actions = Int32Array.from({ length: rows }, () => random.integer(width));
      const oldLogProbs = column(random, rows, -Math.log(width), 0.4);
      const advantages = column(random, rows);
      const loss = (at: Float64Array): number => {
        const policy = new Categorical({ logits: at, numActions: width });
        const logProbs = policy.logProb(actions);
        const { loss: surrogate } = clippedSurrogateLoss({ logProbs, oldLogProbs, advantages, clipRange });
        const entropy = mean(policy.entropy());
        return surrogate + klCoef * klEstimates({ logProbs, oldLogProbs }).k3 - entropyCoef * entropy;
      };
      const [allLogProbs, probs] = [new Float64Array(rows * width), new Float64Array(rows * width)];
      const entropies = new Float64Array(rows);
      categoricalOutputs(logits, allLogProbs, probs, entropies);
      const logProbs = Float64Array.from(actions, (action, b) => allLogProbs[b * width + action]);
      fc.pre(!nearKink(logProbs, oldLogProbs, clipRange));
      const logProbGradient = new Float64Array(rows);
      surrogateGradient({ logProbs, oldLogProbs, advantages, clipRange, klCoef }, logProbGradient);
      const gradient = new Float64Array(rows * width);
      categoricalGradient({ allLogProbs, probs, entropies, actions, logProbGradient, entropyCoef }, gradient);
      assertClose(gradient, finiteDifferences(loss, logits, 1e-6), 1e-8 * 50);
      for (let b = 0; b < rows; b++) {
        assertClose(
          gradient.subarray(b * width, (b + 1) * width).reduce((a, g) => a + g, 0),
          0,
          1e-12,
        );
      }
    }),
    { numRuns: 200, seed: 3 },
  );
});

test('Gaussian: gradients at means and log-stds are finite differences, shared by all states or one for each', () => {
  fc.assert(
    fc.property(anyBatch, fc.boolean(), ({ seed, rows, width, clipRange, klCoef, entropyCoef }, isShared) => {
      const random = new Random(seed);
      const means = column(random, rows * width);
      const logStds = column(random, isShared ? width : rows * width, 0, 0.3);
      const actions = column(random, rows * width);
      const oldLogProbs = Float64Array.from({ length: rows }, (_, b) => {
        return gaussianLogProb(means, logStds, actions, b, width) + random.normal(0, 0.4);
      });
      const advantages = column(random, rows);
      const loss = (at: Float64Array): number => {
        const center = at.subarray(0, means.length);
        const std = at.subarray(means.length).map(Math.exp);
        const policy = new DiagonalGaussian({ mean: center, std, actionSize: width });
        const logProbs = policy.logProb(actions);
        const { loss: surrogate } = clippedSurrogateLoss({ logProbs, oldLogProbs, advantages, clipRange });
        const entropy = mean(policy.entropy());
        return surrogate + klCoef * klEstimates({ logProbs, oldLogProbs }).k3 - entropyCoef * entropy;
      };
      const logProbs = Float64Array.from({ length: rows }, (_, b) =>
        gaussianLogProb(means, logStds, actions, b, width),
      );
      fc.pre(!nearKink(logProbs, oldLogProbs, clipRange));
      const logProbGradient = new Float64Array(rows);
      surrogateGradient({ logProbs, oldLogProbs, advantages, clipRange, klCoef }, logProbGradient);
      const [ofMeans, ofLogStds] = [new Float64Array(means.length), new Float64Array(logStds.length)];
      gaussianGradient({ means, logStds, actions, logProbGradient, entropyCoef }, ofMeans, ofLogStds);
      const numeric = finiteDifferences(loss, Float64Array.of(...means, ...logStds), 1e-6);
      const scale = 1 + Math.max(...numeric.map(Math.abs));
      assertClose([...ofMeans, ...ofLogStds], numeric, 1e-6 * scale);
    }),
    { numRuns: 200, seed: 4 },
  );
});

test('values: loss and gradient by hand, with and without clipping', () => {
  const columns = { values: [1, 2, 0, 5], oldValues: [1, 1, 1, 1], returns: [0, 0, 2, 4], valueCoef: 0.5 };
  const gradient = new Float64Array(4);
  // errors 1, 2, -2, 1: half the mean square is (1 + 4 + 4 + 1) / 8
  assertClose(valueGradient({ ...columns, valueClipRange: null }, gradient), 1.25);
  assertClose(gradient, [0.5 / 4, 1 / 4, -1 / 4, 0.5 / 4]);
  // range 0.5: nearby values 1, 1.5, 0.5, 1.5 with errors 1, 1.5, -1.5, -2.5; only in the last row is that the larger error
  assertClose(valueGradient({ ...columns, valueClipRange: 0.5 }, gradient), (1 + 4 + 4 + 6.25) / 8);
  assertClose(gradient, [0.5 / 4, 1 / 4, -1 / 4, 0]);
});

test('values: the gradient is the finite difference of the loss', () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.integer({ min: 1, max: 10 }),
      fc.constantFrom(null, 0.2, 1),
      (seed, rows, valueClipRange) => {
        const random = new Random(seed);
        const values = column(random, rows);
        const oldValues = column(random, rows);
        const returns = column(random, rows, 0, 2);
        const input = { values, oldValues, returns, valueClipRange, valueCoef: 0.7 };
        fc.pre(!values.some((v, b) => Math.abs(Math.abs(v - oldValues[b]) - (valueClipRange ?? Infinity)) < 1e-4));
        const gradient = new Float64Array(rows);
        valueGradient(input, gradient);
        const loss = (at: Float64Array): number =>
          0.7 * valueGradient({ ...input, values: at }, new Float64Array(rows));
        assertClose(gradient, finiteDifferences(loss, values, 1e-6), 1e-7);
      },
    ),
    { numRuns: 200, seed: 5 },
  );
});

test("the loops agree with the library's distributions", () => {
  const random = new Random(6);
  const [rows, width] = [20, 4];
  const logits = column(random, rows * width, 0, 3);
  const [allLogProbs, probs, entropies] = [80, 80, 20].map((n) => new Float64Array(n));
  categoricalOutputs(logits, allLogProbs, probs, entropies);
  const policy = new Categorical({ logits, numActions: width });
  assertClose(allLogProbs, policy.logProbs, 1e-14);
  assertClose(probs, policy.probs(), 1e-14);
  assertClose(entropies, policy.entropy(), 1e-14);
  const gaussian = new DiagonalGaussian({ mean: logits, std: probs.map((p) => p + 0.1), actionSize: width });
  const logStds = probs.map((p) => Math.log(p + 0.1));
  const actions = column(random, rows * width);
  const rowsOf = (f: (b: number) => number): number[] => Array.from({ length: rows }, (_, b) => f(b));
  assertClose(
    rowsOf((b) => gaussianLogProb(logits, logStds, actions, b, width)),
    gaussian.logProb(actions),
    1e-9,
  );
  assertClose(
    rowsOf((b) => gaussianEntropy(logStds, b, width)),
    gaussian.entropy(),
    1e-12,
  );
});

test('an action that is impossible has no gradient and no entropy', () => {
  const [allLogProbs, probs, entropies, gradient] = [3, 3, 1, 3].map((n) => new Float64Array(n));
  categoricalOutputs([0, -Infinity, 0], allLogProbs, probs, entropies);
  assertClose(entropies[0], Math.log(2));
  categoricalGradient(
    { allLogProbs, probs, entropies, actions: [0], logProbGradient: Float64Array.of(1), entropyCoef: 0.1 },
    gradient,
  );
  assertClose(gradient, [0.5, 0, -0.5]);
});

test('columns of the wrong length are refused by name', () => {
  const gradient = new Float64Array(2);
  const two = [0, 0];
  assert.throws(
    () => surrogateGradient({ logProbs: [0], oldLogProbs: two, advantages: two, clipRange: 0.2 }, gradient),
    /logProbs: got 1 elements, expected 2/,
  );
  assert.throws(
    () =>
      valueGradient({ values: two, oldValues: two, returns: [0, 0, 0], valueClipRange: null, valueCoef: 1 }, gradient),
    /returns: got 3 elements, expected 2/,
  );
});
