import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { logLikelihoodGradient, ratioGradient, surrogateGradient, valueGradient } from './lossGradients';
import { Random } from './random';
import { clippedSurrogateLoss, klEstimates } from './surrogate';
import { assertClose, finiteDifferences, golden } from '../testing/testing';

const column = (random: Random, length: number, center = 0, spread = 1): Float64Array =>
  Float64Array.from({ length }, () => random.normal(center, spread));

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
      [report.policyLoss, report.ratios.clipFraction, report.ratios.klK1, report.ratios.klK2, report.ratios.approxKl],
      [example.loss, example.clip_fraction, example.k1, example.k2, example.k3],
      1e-12,
    );
    const columns = { logProbs: example.new, oldLogProbs: example.old, advantages: example.adv };
    const { deadFraction, ratios } = clippedSurrogateLoss({ ...columns, clipRange: example.eps });
    assert.equal(report.ratios.deadFraction, deadFraction);
    assert.deepEqual([report.ratios.ratioMin, report.ratios.ratioMax], [Math.min(...ratios), Math.max(...ratios)]);
    assertClose(report.ratios.approxKl, klEstimates(columns).k3, 1e-12);
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

const anyBatch = fc.record({ seed: fc.nat(), rows: fc.integer({ min: 1, max: 12 }), klCoef: fc.constantFrom(0, 0.7) });

function batchOf(seed: number, rows: number) {
  const random = new Random(seed);
  const logProbs = column(random, rows);
  const oldLogProbs = logProbs.map((p) => p + random.normal(0, 0.4));
  return { logProbs, oldLogProbs, advantages: column(random, rows, 0, 2), clipRange: 0.2 };
}

test('A2C: the gradient at the log-probabilities is the finite difference of -mean(A log pi) + klCoef * k3', () => {
  fc.assert(
    fc.property(anyBatch, ({ seed, rows, klCoef }) => {
      const batch = batchOf(seed, rows);
      const { oldLogProbs, advantages } = batch;
      const loss = (at: Float64Array): number =>
        at.reduce((sum, p, b) => sum - advantages[b] * p, 0) / rows +
        klCoef * klEstimates({ logProbs: at, oldLogProbs }).k3;
      const gradient = new Float64Array(rows);
      const report = logLikelihoodGradient({ ...batch, klCoef }, gradient);
      assertClose(gradient, finiteDifferences(loss, batch.logProbs), 1e-7);
      assertClose(report.policyLoss + klCoef * report.ratios.approxKl, loss(batch.logProbs), 1e-12);
    }),
    { numRuns: 200, seed: 5 },
  );
});

test('A2C: at ratio 1 the gradient is that of the clipped objective, to the last bit', () => {
  fc.assert(
    fc.property(anyBatch, ({ seed, rows, klCoef }) => {
      const { logProbs, advantages, clipRange } = batchOf(seed, rows);
      const batch = { logProbs, oldLogProbs: logProbs, advantages, clipRange, klCoef };
      const [a2c, ppo] = [new Float64Array(rows), new Float64Array(rows)];
      logLikelihoodGradient(batch, a2c);
      surrogateGradient(batch, ppo);
      assert.deepEqual(a2c, ppo);
    }),
    { numRuns: 100, seed: 6 },
  );
});

test('A2C: away from ratio 1 it pushes on where the clipped objective has stopped, and reports the ratios all the same', () => {
  const batch = {
    logProbs: [1.5, 0.5, 1.5, 1].map(Math.log),
    oldLogProbs: [0, 0, 0, 0],
    advantages: [2, -2, -2, 4],
    clipRange: 0.2,
  };
  const gradient = new Float64Array(4);
  const report = logLikelihoodGradient(batch, gradient);
  assertClose(gradient, [-0.5, 0.5, 0.5, -1]);
  // by hand: -(2 log 1.5 - 2 log 0.5 - 2 log 1.5) / 4 = log 0.5 / 2
  assertClose(report.policyLoss, Math.log(0.5) / 2);
  assert.deepEqual([report.ratios.clipFraction, report.ratios.deadFraction], [0.75, 0.5]);
  assert.equal(report.ratios.deadFraction, clippedSurrogateLoss(batch).deadFraction);
});

test('ratio without a clip: the gradient at the log-probabilities is the finite difference of -mean(r A) + klCoef * k3', () => {
  fc.assert(
    fc.property(anyBatch, ({ seed, rows, klCoef }) => {
      const batch = batchOf(seed, rows);
      const { oldLogProbs, advantages } = batch;
      const loss = (at: Float64Array): number =>
        at.reduce((sum, p, b) => sum - advantages[b] * Math.exp(p - oldLogProbs[b]), 0) / rows +
        klCoef * klEstimates({ logProbs: at, oldLogProbs }).k3;
      const gradient = new Float64Array(rows);
      const report = ratioGradient({ ...batch, klCoef }, gradient);
      assertClose(gradient, finiteDifferences(loss, batch.logProbs), 1e-6);
      assertClose(report.policyLoss + klCoef * report.ratios.approxKl, loss(batch.logProbs), 1e-12);
    }),
    { numRuns: 200, seed: 5 },
  );
});

test('ratio without a clip: inside the band it is the clipped objective, outside it pushes on, by the ratio', () => {
  const [logProbs, advantages] = [[1.1, 0.9, 1.5, 0.5].map(Math.log), [2, -2, 2, -2]];
  const batch = { logProbs, oldLogProbs: [0, 0, 0, 0], advantages, clipRange: 0.2 };
  const [free, clipped] = [new Float64Array(4), new Float64Array(4)];
  const report = ratioGradient(batch, free);
  const clippedReport = surrogateGradient(batch, clipped);
  // -A r / B: -2 * 1.1 / 4, 2 * 0.9 / 4, -2 * 1.5 / 4, 2 * 0.5 / 4; the clip silences the last two
  assertClose(free, [-0.55, 0.45, -0.75, 0.25]);
  assertClose(clipped, [-0.55, 0.45, 0, 0]);
  // by hand: -(2.2 - 1.8 + 3 - 1) / 4
  assertClose(report.policyLoss, -0.6);
  assert.deepEqual(report.ratios, clippedReport.ratios);
});

test('ratio without a clip: an advantage of 0 asks for nothing, even at an infinite ratio', () => {
  const gradient = new Float64Array(1);
  const { policyLoss } = ratioGradient(
    { logProbs: [800], oldLogProbs: [0], advantages: [0], clipRange: 0.2 },
    gradient,
  );
  assertClose([policyLoss, gradient[0]], [0, 0]);
});
