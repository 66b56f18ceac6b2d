/** Worked solutions of lesson 12, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

type Target = (
  reward: number,
  terminated: number,
  truncated: number,
  gamma: number,
  online: number[],
  copy: number[],
) => number;

const target: Exercise<Target> = {
  // The trained network chooses, the copy values; only a real end has no future.
  solution: (reward, terminated, _truncated, gamma, online, copy) => {
    const chosen = online.indexOf(Math.max(...online));
    return reward + gamma * (1 - terminated) * copy[chosen];
  },
  wrong: [
    {
      answer: (reward, terminated, _truncated, gamma, _online, copy) =>
        reward + gamma * (1 - terminated) * Math.max(...copy),
      message: 'the target of plain DQN',
    },
    {
      answer: (reward, terminated, _truncated, gamma, online) =>
        reward + gamma * (1 - terminated) * Math.max(...online),
      message: 'it chases itself',
    },
    {
      answer: (reward, _terminated, _truncated, gamma, online, copy) =>
        reward + gamma * copy[online.indexOf(Math.max(...online))],
      message: 'after a real end there is no future',
    },
    {
      answer: (reward, terminated, truncated, gamma, online, copy) => {
        const chosen = online.indexOf(Math.max(...online));
        return terminated || truncated ? reward : reward + gamma * copy[chosen];
      },
      message: 'a time limit is no end',
    },
  ],
};

const arrival: Exercise<(reachedAt: (number | null)[]) => number | null> = {
  // A run that never arrived is later than all: put it behind them.
  solution: (reachedAt) => {
    const inOrder = reachedAt.map((one) => one ?? Infinity).sort((a, b) => a - b);
    const half = Math.floor(inOrder.length / 2);
    const middle = inOrder.length % 2 === 1 ? inOrder[half] : (inOrder[half - 1] + inOrder[half]) / 2;
    return Number.isFinite(middle) ? middle : null;
  },
  wrong: [
    {
      answer: (reachedAt) => {
        const arrived = reachedAt.filter((one): one is number => one !== null).sort((a, b) => a - b);
        const half = arrived.length >> 1;
        return arrived.length % 2 === 1 ? arrived[half] : (arrived[half - 1] + arrived[half]) / 2;
      },
      message: 'the median of those that arrived',
    },
    {
      answer: (reachedAt) => {
        const all = reachedAt.map((one) => one ?? 0).sort((a, b) => a - b);
        const half = all.length >> 1;
        return all.length % 2 === 1 ? all[half] : (all[half - 1] + all[half]) / 2;
      },
      message: 'is not one that arrived at once',
    },
    {
      answer: (reachedAt) => {
        const sorted = [...reachedAt].sort();
        return sorted[sorted.length >> 1];
      },
      message: 'in the order of their digits',
    },
  ],
};

const price: Exercise<(steps: number, seconds: number, otherSteps: number, otherSeconds: number) => number> = {
  // The second line is flatter if it needs fewer steps; then it wins from where the two meet, or at once if it starts lower.
  solution: (steps, seconds, otherSteps, otherSeconds) => {
    if (otherSteps > steps) return Infinity;
    return Math.max(0, (otherSeconds - seconds) / (steps - otherSteps));
  },
  wrong: [
    {
      answer: (steps, seconds, otherSteps, otherSeconds) => (otherSeconds - seconds) / (steps - otherSteps),
      message: 'a price below 0 does not exist',
    },
    {
      answer: (steps, seconds, otherSteps, otherSeconds) =>
        otherSteps > steps ? Infinity : Math.max(0, steps - otherSteps) / (otherSeconds - seconds),
      message: 'the inverse of a price',
    },
    {
      // The steps are taken without their sign: a second learner that needs more of both is called worth it.
      answer: (steps, seconds, otherSteps, otherSeconds) =>
        Math.max(0, otherSeconds - seconds) / Math.abs(steps - otherSteps),
      message: 'the second needs more of both',
    },
  ],
};

const overrate: Exercise<(first: number[], second: number[]) => number> = {
  // Whose errors chose the action must not say what it is worth: the other network's errors know nothing of the choice.
  solution: (first, second) => second[first.indexOf(Math.max(...first))],
  wrong: [
    { answer: (first) => Math.max(...first), message: 'that decides nothing' },
    { answer: (_first, second) => Math.max(...second), message: 'that decides nothing' },
    { answer: (first, second) => Math.max(...first, ...second), message: 'it is worse' },
    { answer: (first, second) => Math.max(...first) + Math.max(...second), message: 'it is worse' },
  ],
};

export const solutions: Solutions = { target, arrival, price, overrate };
