import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Categorical } from './categorical';
import { categoricalGradient, categoricalOutputs } from './loops';
import { surrogateGradient } from '../../numbers/lossGradients';
import { Random } from '../../numbers/random';
import { mean } from '../../numbers/stats';
import { clippedSurrogateLoss, klEstimates } from '../../numbers/surrogate';
import { anyBatch, column, nearKink } from '../../testing/anyBatch';
import { assertClose, finiteDifferences } from '../../testing/testing';

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

test('two actions, which have a loop of their own, are three of which one is forbidden', () => {
  const random = new Random(6);
  const rows = 50;
  const pairs = column(random, 2 * rows, 0, 3);
  pairs.set([0, 0, -Infinity, 1, 800, -800]); // equal, one forbidden, one that rounds to certain
  const triples = Float64Array.from({ length: 3 * rows }, (_, i) =>
    i % 3 === 2 ? -Infinity : pairs[2 * Math.floor(i / 3) + (i % 3)],
  );
  const outputsOf = (logits: Float64Array) => {
    const [logProbs, probs, entropies] = [logits.length, logits.length, rows].map((n) => new Float64Array(n));
    categoricalOutputs(logits, logProbs, probs, entropies);
    return { logProbs, probs, entropies };
  };
  const [two, three] = [outputsOf(pairs), outputsOf(triples)];
  const isShared = (_: number, i: number): boolean => i % 3 !== 2;
  assert.deepEqual(two.logProbs, three.logProbs.filter(isShared));
  assert.deepEqual(two.probs, three.probs.filter(isShared));
  assert.deepEqual(two.entropies, three.entropies);
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
