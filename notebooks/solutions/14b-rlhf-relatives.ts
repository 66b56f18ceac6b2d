/** Worked solutions of lesson 14b, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

/** Of the lesson. */
declare function brokenAdvantages(rewards: number[], groupSize: number): number[];

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

type Grouped = (rewards: number[], groupSize: number) => number[];

const groups: Exercise<Grouped> = {
  // Neighbours belong together: the group of a row is the whole part of row / groupSize.
  solution: (rewards, groupSize) => {
    const sums = Array.from({ length: rewards.length / groupSize }, () => 0);
    rewards.forEach((reward, row) => (sums[Math.floor(row / groupSize)] += reward));
    return rewards.map((reward, row) => reward - (sums[Math.floor(row / groupSize)] - reward) / (groupSize - 1));
  },
  wrong: [
    { answer: (rewards, groupSize) => brokenAdvantages(rewards, groupSize), message: 'different prompts are compared' },
    {
      answer: (rewards, groupSize) =>
        rewards.map((reward, row) => {
          const first = row - (row % groupSize);
          return reward - rewards.slice(first, first + groupSize).reduce((a, b) => a + b, 0) / groupSize;
        }),
      message: 'contains the answer itself',
    },
    {
      answer: (rewards) => {
        const total = rewards.reduce((a, b) => a + b, 0);
        return rewards.map((reward) => reward - (total - reward) / (rewards.length - 1));
      },
      message: 'one baseline for the whole batch',
    },
  ],
};

const shared: Exercise<(rewards: number[][]) => number[]> = {
  // The mean of two is right on average and noisy, the mean of the batch is steady and wrong: the variances say how to mix them.
  solution: (rewards) => {
    const average = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
    const variance = (list: readonly number[]): number =>
      list.reduce((total, x) => total + (x - average(list)) ** 2, 0) / (list.length - 1);
    const means = rewards.map(average);
    const ofOneMean = average(rewards.map((pair) => variance(pair) / pair.length));
    const believed = Math.max(0, 1 - ofOneMean / variance(means));
    return means.map((own) => average(means) + believed * (own - average(means)));
  },
  wrong: [
    { answer: (rewards) => rewards.map(([one, other]) => (one + other) / 2), message: 'that decides nothing' },
    { answer: (rewards) => rewards.map(([one]) => one), message: 'it is worse' },
    { answer: (rewards) => rewards.map((pair) => Math.max(...pair)), message: 'it is worse' },
    { answer: (rewards) => rewards.map(() => 0), message: 'it is worse' },
  ],
};

export const solutions: Solutions = { loo, gspo, groups, shared };
