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
    {
      answer: (ratio, advantage, range) => {
        const clipped = Math.min(Math.max(ratio, 1 - range), 1 + range);
        return Math.max(ratio * advantage, clipped * advantage);
      },
      message: 'you switch off corrections and keep pushing',
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
    {
      answer: (rewards, values, _lastValue, terminated, gamma, lambda) => {
        const result = rewards.map(() => 0);
        let [next, later] = [0, 0];
        for (let t = rewards.length - 1; t >= 0; t--) {
          const goesOn = 1 - terminated[t];
          later = result[t] = rewards[t] + gamma * goesOn * next - values[t] + gamma * lambda * goesOn * later;
          next = values[t];
        }
        return result;
      },
      message: 'the value after the last row is missing',
    },
    {
      // The errors of one step alone.
      answer: (rewards, values, lastValue, terminated, gamma) =>
        rewards.map((reward, t) => reward + gamma * (1 - terminated[t]) * (values[t + 1] ?? lastValue) - values[t]),
      message: 'when the rollout is cut',
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
    {
      answer: (objectives, squaredErrors, entropies, valueCoef, entropyCoef) => {
        const average = (list: number[]) => list.reduce((sum, x) => sum + x, 0) / list.length;
        return average(objectives) + valueCoef * 0.5 * average(squaredErrors) - entropyCoef * average(entropies);
      },
      message: 'an optimiser goes down',
    },
    {
      answer: (objectives, squaredErrors, entropies, valueCoef, entropyCoef) => {
        const total = (list: number[]) => list.reduce((sum, x) => sum + x, 0);
        return -total(objectives) + valueCoef * 0.5 * total(squaredErrors) - entropyCoef * total(entropies);
      },
      message: 'this is the sum over the batch',
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
    {
      answer: (returns, quantile) => {
        const n = returns.length;
        const mean = returns.reduce((sum, x) => sum + x, 0) / n;
        const reach = quantile * Math.sqrt(returns.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n / n);
        return [mean - reach, mean + reach];
      },
      message: 'divide the squares by n - 1',
    },
    {
      // One standard error to each side, whatever the quantile.
      answer: (returns) => {
        const n = returns.length;
        const mean = returns.reduce((sum, x) => sum + x, 0) / n;
        const reach = Math.sqrt(returns.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1) / n);
        return [mean - reach, mean + reach];
      },
      message: 'seeds, quantile',
    },
  ],
};

export const solutions: Solutions = {
  'repair-objective': objective,
  'repair-advantages': advantages,
  'repair-loss': loss,
  'repair-interval': interval,
};
