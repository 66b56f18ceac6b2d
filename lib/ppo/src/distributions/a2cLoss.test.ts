import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { logLikelihoodGradient } from './a2cLoss';
import { surrogateGradient } from './policyGradients';
import { Random } from '../numbers/random';
import { clippedSurrogateLoss, klEstimates } from '../numbers/surrogate';
import { assertClose, finiteDifferences } from '../testing/testing';

const anyBatch = fc.record({ seed: fc.nat(), rows: fc.integer({ min: 1, max: 12 }), klCoef: fc.constantFrom(0, 0.7) });
const column = (random: Random, length: number, spread: number): Float64Array =>
  Float64Array.from({ length }, () => random.normal(0, spread));

function batchOf(seed: number, rows: number) {
  const random = new Random(seed);
  const logProbs = column(random, rows, 1);
  const oldLogProbs = logProbs.map((p) => p + random.normal(0, 0.4));
  return { logProbs, oldLogProbs, advantages: column(random, rows, 2), clipRange: 0.2 };
}

test('the gradient at the log-probabilities is the finite difference of -mean(A log pi) + klCoef * k3', () => {
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
      assertClose(report.policyLoss + klCoef * report.approxKl, loss(batch.logProbs), 1e-12);
    }),
    { numRuns: 200, seed: 5 },
  );
});

test('at ratio 1 the gradient is that of the clipped objective, to the last bit', () => {
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

test('away from ratio 1 it pushes on where the clipped objective has stopped, and reports the ratios all the same', () => {
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
  assert.deepEqual([report.clipFraction, report.deadFraction], [0.75, 0.5]);
  assert.equal(report.deadFraction, clippedSurrogateLoss(batch).deadFraction);
});
