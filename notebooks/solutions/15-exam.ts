/** Worked solutions of lesson 15, and typical wrong answers with the words that each must be answered with. */
import type { CapstoneProgram, World } from 'ppo-clinic/exam';
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

const explore: Exercise<(world: World) => number[]> = {
  // One action forever shows the time limit, if that action never ends an episode; random play shows the rest.
  solution: (world) => {
    const states = new Set<number>();
    const rewards = new Set<number>();
    let limit = 0;
    let draw = 1;
    for (let episode = 0; episode < 3000; episode++) {
      states.add(world.reset());
      for (let t = 1; ; t++) {
        draw = (draw * 48271) % 2147483647;
        const step = world.step(episode < 3 ? episode : draw % 3);
        states.add(step.observation);
        rewards.add(step.reward);
        if (step.truncated) limit = t;
        if (step.truncated || step.terminated) break;
      }
    }
    return [states.size, limit, Math.max(...rewards), Math.min(...rewards)];
  },
  wrong: [{ answer: () => [10, 60, 1, -1], message: '3 of 4 facts hold' }],
};

const mend: Exercise<(broken: CapstoneProgram) => CapstoneProgram> = {
  // New over old; after a real end nothing follows; the slope of the entropy is minus what stood there.
  solution: (broken) => ({
    ...broken,
    ratioOf: (logProb, oldLogProb) => Math.exp(logProb - oldLogProb),
    advantagesOf: (rewards, values, nextValues, terminated, truncated, gamma, lambda) => {
      const following = nextValues.map((value, t) => (terminated[t] ? 0 : value));
      return broken.advantagesOf(rewards, values, following, terminated, truncated, gamma, lambda);
    },
    entropySlopes: (probabilities) => broken.entropySlopes(probabilities).map((slope) => -slope),
  }),
  wrong: [
    {
      answer: (broken) => ({
        ...broken,
        ratioOf: (logProb, oldLogProb) => Math.exp(logProb - oldLogProb),
      }),
      message: '1 of 3 faults are mended',
    },
    {
      answer: (broken) => ({ ...broken, targetsOf: (advantages) => advantages }),
      message: 'a part that was sound no longer is',
    },
  ],
};

export const solutions: Solutions = {
  'repair-objective': objective,
  'repair-advantages': advantages,
  'repair-loss': loss,
  'repair-interval': interval,
  explore,
  mend,
};
