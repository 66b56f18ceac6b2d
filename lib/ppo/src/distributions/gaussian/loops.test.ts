import { test } from 'node:test';
import fc from 'fast-check';
import { DiagonalGaussian } from './diagonalGaussian';
import { gaussianGradient, gaussianLogProb } from './loops';
import { surrogateGradient } from '../../numbers/lossGradients';
import { Random } from '../../numbers/random';
import { mean } from '../../numbers/stats';
import { clippedSurrogateLoss, klEstimates } from '../../numbers/surrogate';
import { anyBatch, column, nearKink } from '../../testing/anyBatch';
import { assertClose, finiteDifferences } from '../../testing/testing';

test('Gaussian: gradients at means and log-stds are finite differences, shared by all states or one for each', () => {
  fc.assert(
    fc.property(anyBatch, fc.boolean(), ({ seed, rows, width, clipRange, klCoef, entropyCoef }, isShared) => {
      const random = new Random(seed);
      const means = column(random, rows * width);
      const logStds = column(random, isShared ? width : rows * width, 0, 0.3);
      const stds = logStds.map(Math.exp);
      const actions = column(random, rows * width);
      const logProbOf = (b: number): number => gaussianLogProb(means, stds, logStds, actions, b, width);
      const oldLogProbs = Float64Array.from({ length: rows }, (_, b) => {
        return logProbOf(b) + random.normal(0, 0.4);
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
      const logProbs = Float64Array.from({ length: rows }, (_, b) => logProbOf(b));
      fc.pre(!nearKink(logProbs, oldLogProbs, clipRange));
      const logProbGradient = new Float64Array(rows);
      surrogateGradient({ logProbs, oldLogProbs, advantages, clipRange, klCoef }, logProbGradient);
      const [ofMeans, ofLogStds] = [new Float64Array(means.length), new Float64Array(logStds.length)];
      gaussianGradient({ means, stds, actions, logProbGradient, entropyCoef }, ofMeans, ofLogStds);
      const numeric = finiteDifferences(loss, Float64Array.of(...means, ...logStds), 1e-6);
      const scale = 1 + Math.max(...numeric.map(Math.abs));
      assertClose([...ofMeans, ...ofLogStds], numeric, 1e-6 * scale);
    }),
    { numRuns: 200, seed: 4 },
  );
});
