/** Worked solutions of lesson 02, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const divergence: Exercise<(oldLogits: number[], newLogits: number[]) => number> = {
  // The old policy drew the actions, so the average of log old - log new is taken under the old policy.
  solution: (oldLogits, newLogits) => {
    const logSoftmax = (logits: number[]) => {
      const top = Math.max(...logits);
      const logSum = top + Math.log(logits.reduce((total, x) => total + Math.exp(x - top), 0));
      return logits.map((x) => x - logSum);
    };
    const [before, after] = [logSoftmax(oldLogits), logSoftmax(newLogits)];
    return before.reduce((total, logProb, a) => total + Math.exp(logProb) * (logProb - after[a]), 0);
  },
  wrong: [
    {
      answer: (oldLogits, newLogits) => {
        const logSoftmax = (logits: number[]) => {
          const top = Math.max(...logits);
          const logSum = top + Math.log(logits.reduce((total, x) => total + Math.exp(x - top), 0));
          return logits.map((x) => x - logSum);
        };
        const [before, after] = [logSoftmax(oldLogits), logSoftmax(newLogits)];
        return after.reduce((total, logProb, a) => total + Math.exp(logProb) * (logProb - before[a]), 0);
      },
      message: 'KL(new || old)',
    },
    {
      answer: (oldLogits, newLogits) => {
        const logSoftmax = (logits: number[]) => {
          const top = Math.max(...logits);
          const logSum = top + Math.log(logits.reduce((total, x) => total + Math.exp(x - top), 0));
          return logits.map((x) => x - logSum);
        };
        const before = logSoftmax(oldLogits);
        return before.reduce((total, logProb, a) => total + Math.exp(logProb) * (oldLogits[a] - newLogits[a]), 0);
      },
      message: 'logits are not log-probabilities',
    },
    {
      answer: (oldLogits, newLogits) => {
        const logSoftmax = (logits: number[]) => {
          const top = Math.max(...logits);
          const logSum = top + Math.log(logits.reduce((total, x) => total + Math.exp(x - top), 0));
          return logits.map((x) => x - logSum);
        };
        const [before, after] = [logSoftmax(oldLogits), logSoftmax(newLogits)];
        return before.reduce((total, logProb, a) => total + logProb - after[a], 0) / before.length;
      },
      message: 'every action counts the same',
    },
    {
      answer: (oldLogits, newLogits) => {
        const logSoftmax = (logits: number[]) => {
          const top = Math.max(...logits);
          const logSum = top + Math.log(logits.reduce((total, x) => total + Math.exp(x - top), 0));
          return logits.map((x) => x - logSum);
        };
        const [before, after] = [logSoftmax(oldLogits), logSoftmax(newLogits)];
        return before.reduce((total, logProb, a) => total + Math.exp(logProb) * (after[a] - logProb), 0);
      },
      message: 'the sign is turned round',
    },
    {
      answer: (oldLogits, newLogits) => {
        const softmax = (logits: number[]) => {
          const total = logits.reduce((sum, x) => sum + Math.exp(x), 0);
          return logits.map((x) => Math.exp(x) / total);
        };
        const [before, after] = [softmax(oldLogits), softmax(newLogits)];
        return before.reduce((total, p, a) => total + p * Math.log(p / after[a]), 0);
      },
      message: 'when an old logit is 800 (arguments [0, 800], [0, 0]), your function returned NaN',
    },
  ],
};

export const solutions: Solutions = { divergence };
