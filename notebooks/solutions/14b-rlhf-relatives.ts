/** Worked solutions of lesson 14b, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const loo: Exercise<(rewards: number[]) => number[]> = {
  solution: (rewards) => {
    const total = rewards.reduce((a, b) => a + b, 0);
    return rewards.map((reward) => reward - (total - reward) / (rewards.length - 1));
  },
  wrong: [
    {
      answer: (rewards) => {
        const average = rewards.reduce((a, b) => a + b, 0) / rewards.length;
        return rewards.map((reward) => reward - average);
      },
      message: 'contains the answer itself',
    },
    {
      answer: (rewards) => {
        const average = rewards.reduce((a, b) => a + b, 0) / rewards.length;
        const squares = rewards.reduce((sum, reward) => sum + (reward - average) ** 2, 0) / rewards.length;
        return rewards.map((reward) => (squares === 0 ? 0 : (reward - average) / Math.sqrt(squares)));
      },
      message: 'divides by no deviation',
    },
    {
      answer: (rewards) => {
        const average = rewards.reduce((a, b) => a + b, 0) / rewards.length;
        return rewards.map((reward) => average - reward);
      },
      message: 'the sign is wrong',
    },
  ],
};

const gspo: Exercise<(logProbs: number[], oldLogProbs: number[]) => number> = {
  solution: (logProbs, oldLogProbs) =>
    Math.exp(logProbs.reduce((sum, logProb, t) => sum + logProb - oldLogProbs[t], 0) / logProbs.length),
  wrong: [
    {
      answer: (logProbs, oldLogProbs) => Math.exp(logProbs.reduce((sum, x, t) => sum + x - oldLogProbs[t], 0)),
      message: 'leaves every band at once',
    },
    {
      answer: (logProbs, oldLogProbs) =>
        logProbs.reduce((sum, x, t) => sum + Math.exp(x - oldLogProbs[t]), 0) / logProbs.length,
      message: 'the arithmetic mean',
    },
    {
      answer: (logProbs, oldLogProbs) =>
        Math.exp(logProbs.reduce((sum, x, t) => sum + oldLogProbs[t] - x, 0) / logProbs.length),
      message: 'upside down',
    },
  ],
};

export const solutions: Solutions = { loo, gspo };
