/** Worked solutions of lesson 09, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

interface Moments {
  mean: number;
  variance: number;
  count: number;
}

const jointLogProb: Exercise<(action: number[], mu: number[], logStd: number[]) => number> = {
  // Independent components: densities multiply, so log-densities add up. z and the height both use exp(logStd).
  solution: (action, mu, logStd) =>
    action.reduce((total, a, j) => {
      const z = (a - mu[j]) / Math.exp(logStd[j]);
      return total - 0.5 * z * z - logStd[j] - 0.5 * Math.log(2 * Math.PI);
    }, 0),
  wrong: [
    {
      answer: (action, mu, logStd) => {
        const logProbs = action.map(
          (a, j) => -0.5 * ((a - mu[j]) / Math.exp(logStd[j])) ** 2 - logStd[j] - 0.5 * Math.log(2 * Math.PI),
        );
        return logProbs.reduce((total, x) => total + x, 0) / action.length;
      },
      message: 'mean over the components',
    },
    {
      answer: (action, mu, logStd) => {
        const z = (action[0] - mu[0]) / Math.exp(logStd[0]);
        return -0.5 * z * z - logStd[0] - 0.5 * Math.log(2 * Math.PI);
      },
      message: 'only the first component',
    },
    {
      answer: (action, mu, logStd) =>
        action.reduce((total, a, j) => {
          const variance = Math.exp(logStd[j]);
          return total - (a - mu[j]) ** 2 / (2 * variance) - 0.5 * Math.log(2 * Math.PI * variance);
        }, 0),
      message: 'as a variance',
    },
    {
      answer: (action, mu, logStd) =>
        action.reduce(
          (total, a, j) => total - 0.5 * ((a - mu[j]) / Math.exp(logStd[j])) ** 2 - 0.5 * Math.log(2 * Math.PI),
          0,
        ),
      message: 'a wider density is a lower one',
    },
    {
      answer: (action, mu, logStd) =>
        action.reduce((product, a, j) => {
          const sigma = Math.exp(logStd[j]);
          return (product * Math.exp(-0.5 * ((a - mu[j]) / sigma) ** 2)) / (sigma * Math.sqrt(2 * Math.PI));
        }, 1),
      message: 'the density itself',
    },
    {
      answer: (action, mu, logStd) =>
        action.reduce((total, a, j) => total - 0.5 * ((a - mu[j]) / Math.exp(logStd[j])) ** 2 - logStd[j], 0),
      message: 'Ratios would not notice',
    },
  ],
};

const torqueLogProb: Exercise<(torque: number, mu: number, sigma: number, maxTorque: number) => number> = {
  // Go back to u, take its density, and divide by the slope of u -> maxTorque tanh(u), which is maxTorque (1 - tanh^2 u).
  solution: (torque, mu, sigma, maxTorque) => {
    const squeezed = torque / maxTorque;
    const z = (Math.atanh(squeezed) - mu) / sigma;
    const logNormal = -0.5 * z * z - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI);
    return logNormal - Math.log(maxTorque * (1 - squeezed * squeezed));
  },
  wrong: [
    {
      answer: (torque, mu, sigma, maxTorque) => {
        const z = (Math.atanh(torque / maxTorque) - mu) / sigma;
        return -0.5 * z * z - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI) - Math.log(maxTorque);
      },
      message: 'its slope there is missing',
    },
    {
      answer: (torque, mu, sigma, maxTorque) => {
        const squeezed = torque / maxTorque;
        const z = (Math.atanh(squeezed) - mu) / sigma;
        return (
          -0.5 * z * z -
          Math.log(sigma) -
          0.5 * Math.log(2 * Math.PI) +
          Math.log(1 - squeezed ** 2) -
          Math.log(maxTorque)
        );
      },
      message: 'the sign of the slope',
    },
    {
      answer: (torque, mu, sigma, maxTorque) => {
        const squeezed = torque / maxTorque;
        const z = (Math.atanh(squeezed) - mu) / sigma;
        return -0.5 * z * z - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI) - Math.log(1 - squeezed ** 2);
      },
      message: 'Stretching to larger limits',
    },
    {
      answer: (torque, mu, sigma) => {
        const z = (torque - mu) / sigma;
        return -0.5 * z * z - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI);
      },
      message: 'undo the squashing first',
    },
    {
      answer: (torque, mu, sigma, maxTorque) => {
        const squeezed = torque / maxTorque;
        const z = (squeezed - mu) / sigma;
        return (
          -0.5 * z * z - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI) - Math.log(maxTorque * (1 - squeezed * squeezed))
        );
      },
      message: 'undo the tanh, too',
    },
    {
      answer: (torque, mu, sigma, maxTorque) => {
        const squeezed = torque / maxTorque;
        const z = (Math.atanh(squeezed) - mu) / sigma;
        return (
          -0.5 * z * z -
          Math.log(sigma) -
          0.5 * Math.log(2 * Math.PI) -
          Math.log(1 - squeezed ** 2) +
          Math.log(maxTorque)
        );
      },
      message: 'lower, not higher',
    },
  ],
};

const mergeBatch: Exercise<(old: Moments, batch: number[]) => Moments> = {
  // Sums of squared deviations add up, plus what the distance of the two means contributes.
  solution: (old, batch) => {
    const batchMean = batch.reduce((total, x) => total + x, 0) / batch.length;
    const batchSquares = batch.reduce((total, x) => total + (x - batchMean) ** 2, 0);
    const count = old.count + batch.length;
    const gap = batchMean - old.mean;
    const squares = old.count * old.variance + batchSquares + (gap ** 2 * old.count * batch.length) / count;
    return { mean: old.mean + (gap * batch.length) / count, variance: squares / count, count };
  },
  wrong: [
    {
      answer: (old, batch) => {
        const batchMean = batch.reduce((total, x) => total + x, 0) / batch.length;
        const batchSquares = batch.reduce((total, x) => total + (x - batchMean) ** 2, 0);
        const count = old.count + batch.length;
        return {
          mean: (old.count * old.mean + batch.length * batchMean) / count,
          variance: (old.count * old.variance + batchSquares) / count,
          count,
        };
      },
      message: 'the term with the gap squared is missing',
    },
    {
      answer: (old, batch) => {
        const batchMean = batch.reduce((total, x) => total + x, 0) / batch.length;
        const batchVariance = batch.reduce((total, x) => total + (x - batchMean) ** 2, 0) / batch.length;
        return {
          mean: (old.mean + batchMean) / 2,
          variance: (old.variance + batchVariance) / 2,
          count: old.count + batch.length,
        };
      },
      message: 'weight each with how many samples it has',
    },
    {
      answer: (_old, batch) => {
        const batchMean = batch.reduce((total, x) => total + x, 0) / batch.length;
        return {
          mean: batchMean,
          variance: batch.reduce((total, x) => total + (x - batchMean) ** 2, 0) / batch.length,
          count: batch.length,
        };
      },
      message: 'only the last batch is left',
    },
    {
      answer: (old, batch) => {
        const batchMean = batch.reduce((total, x) => total + x, 0) / batch.length;
        const batchSquares = batch.reduce((total, x) => total + (x - batchMean) ** 2, 0);
        const count = old.count + batch.length;
        const gap = batchMean - old.mean;
        const variance =
          (old.count * old.variance + batchSquares) / count + (gap ** 2 * old.count * batch.length) / count;
        return { mean: old.mean + (gap * batch.length) / count, variance, count };
      },
      message: 'it has to be divided by all the samples',
    },
    {
      answer: (old, batch) => {
        const batchMean = batch.reduce((total, x) => total + x, 0) / batch.length;
        const batchSquares = batch.reduce((total, x) => total + (x - batchMean) ** 2, 0);
        const count = old.count + batch.length;
        const gap = batchMean - old.mean;
        const squares = old.count * old.variance + batchSquares + (gap ** 2 * old.count * batch.length) / count;
        return { mean: old.mean + (gap * batch.length) / count, variance: squares / (count - 1), count };
      },
      message: 'the sample variance',
    },
    {
      answer: (old, batch) => {
        const batchMean = batch.reduce((total, x) => total + x, 0) / batch.length;
        const batchSquares = batch.reduce((total, x) => total + (x - batchMean) ** 2, 0);
        const gap = batchMean - old.mean;
        const count = old.count + batch.length;
        const squares = old.count * old.variance + batchSquares + (gap ** 2 * old.count * batch.length) / count;
        old.mean += (gap * batch.length) / count;
        old.variance = squares / count;
        old.count = count;
        return old;
      },
      message: 'changes its argument 1 in place',
    },
  ],
};

export const solutions: Solutions = { joint: jointLogProb, squashed: torqueLogProb, merge: mergeBatch };
