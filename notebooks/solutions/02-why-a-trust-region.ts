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
        const logOfSum = (logits: number[]) => {
          let top = -Infinity;
          for (const x of logits) if (x > top) top = x;
          let total = 0;
          for (const x of logits) total += Math.exp(x - top);
          return Math.log(total) + top;
        };
        const [oldSum, newSum] = [logOfSum(oldLogits), logOfSum(newLogits)];
        let result = 0;
        for (let a = 0; a < newLogits.length; a++) {
          const now = newLogits[a] - newSum;
          result += Math.exp(now) * (now - oldLogits[a] + oldSum);
        }
        return result;
      },
      message: 'KL(new || old)',
    },
    {
      answer: (oldLogits, newLogits) => {
        const weights = oldLogits.map((x) => Math.exp(x - Math.max(...oldLogits)));
        const moved = oldLogits.map((x, a) => weights[a] * (x - newLogits[a]));
        return moved.reduce((x, y) => x + y) / weights.reduce((x, y) => x + y);
      },
      message: 'logits are not log-probabilities',
    },
    {
      answer: (oldLogits, newLogits) => {
        const normalised = (logits: number[]) => {
          const [largest, ...rest] = [...logits].sort((x, y) => y - x);
          let others = 0;
          rest.forEach((x) => {
            others += Math.exp(x - largest);
          });
          return logits.map((x) => x - largest - Math.log1p(others));
        };
        const now = normalised(newLogits);
        const sum = normalised(oldLogits).reduce((all, x, a) => all + x - now[a], 0);
        return sum / oldLogits.length;
      },
      message: 'every action counts the same',
    },
    {
      answer: (oldLogits, newLogits) => {
        const join = (x: number, y: number) => Math.max(x, y) + Math.log1p(Math.exp(-Math.abs(x - y)));
        const constant = newLogits.reduce(join) - oldLogits.reduce(join);
        const share = (action: number) => Math.exp(oldLogits[action] - oldLogits.reduce(join));
        return -oldLogits.reduce((total, x, a) => total + share(a) * (x - newLogits[a] + constant), 0);
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
