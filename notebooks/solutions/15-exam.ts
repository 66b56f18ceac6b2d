/** Worked solutions of lesson 15, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const objective: Exercise<(ratio: number, advantage: number, range: number) => number> = {
  // The pessimistic of the two terms: a minimum, not a maximum.
  solution: (ratio, advantage, range) => {
    const clipped = Math.min(Math.max(ratio, 1 - range), 1 + range);
    return Math.min(ratio * advantage, clipped * advantage);
  },
  wrong: [
    { answer: (ratio, advantage) => ratio * advantage, message: 'without any clip' },
    {
      answer: (ratio, advantage, range) => Math.min(Math.max(ratio, 1 - range), 1 + range) * advantage,
      message: 'everywhere outside the band',
    },
  ],
};

const advantages: Exercise<
  (
    rewards: number[],
    values: number[],
    lastValue: number,
    terminated: number[],
    gamma: number,
    lambda: number,
  ) => number[]
> = {
  // A real end cuts both: the next value in delta, and the sum over later rows.
  solution: (rewards, values, lastValue, terminated, gamma, lambda) => {
    const result = rewards.map(() => 0);
    let next = lastValue;
    let later = 0;
    for (let t = rewards.length - 1; t >= 0; t--) {
      const goesOn = 1 - terminated[t];
      const delta = rewards[t] + gamma * goesOn * next - values[t];
      later = delta + gamma * lambda * goesOn * later;
      result[t] = later;
      next = values[t];
    }
    return result;
  },
  wrong: [
    {
      answer: (rewards, values, lastValue, _terminated, gamma, lambda) => {
        const result = rewards.map(() => 0);
        let [next, later] = [lastValue, 0];
        for (let t = rewards.length - 1; t >= 0; t--) {
          later = result[t] = rewards[t] + gamma * next - values[t] + gamma * lambda * later;
          next = values[t];
        }
        return result;
      },
      message: 'after a real end there is no future',
    },
  ],
};

const loss: Exercise<
  (objectives: number[], squaredErrors: number[], entropies: number[], valueCoef: number, entropyCoef: number) => number
> = {
  // What should grow (objective, entropy) enters with a minus: an optimiser goes down.
  solution: (objectives, squaredErrors, entropies, valueCoef, entropyCoef) => {
    const average = (list: number[]) => list.reduce((sum, x) => sum + x, 0) / list.length;
    const value = 0.5 * average(squaredErrors);
    return -average(objectives) + valueCoef * value - entropyCoef * average(entropies);
  },
  wrong: [
    {
      answer: (objectives, squaredErrors, entropies, valueCoef, entropyCoef) => {
        const average = (list: number[]) => list.reduce((sum, x) => sum + x, 0) / list.length;
        const value = 0.5 * average(squaredErrors);
        return -average(objectives) + valueCoef * value + entropyCoef * average(entropies);
      },
      message: 'the bonus has become a penalty',
    },
  ],
};

const interval: Exercise<(returns: number[], quantile: number) => number[]> = {
  // The mean was estimated from the same seeds: n - 1 under the squares, and the root of n for the error of the mean.
  solution: (returns, quantile) => {
    const n = returns.length;
    const mean = returns.reduce((sum, x) => sum + x, 0) / n;
    const variance = returns.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1);
    const reach = quantile * Math.sqrt(variance / n);
    return [mean - reach, mean + reach];
  },
  wrong: [
    {
      answer: (returns, quantile) => {
        const n = returns.length;
        const mean = returns.reduce((sum, x) => sum + x, 0) / n;
        const variance = returns.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1);
        return [mean - quantile * Math.sqrt(variance), mean + quantile * Math.sqrt(variance)];
      },
      message: 'the deviation between seeds',
    },
  ],
};

export const solutions: Solutions = {
  'repair-objective': objective,
  'repair-advantages': advantages,
  'repair-loss': loss,
  'repair-interval': interval,
};
