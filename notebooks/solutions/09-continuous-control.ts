/** Worked solutions of lesson 09, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

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

export const solutions: Solutions = { joint: jointLogProb };
