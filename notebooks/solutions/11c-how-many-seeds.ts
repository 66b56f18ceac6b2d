/** Worked solutions of lesson 11c, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const seeds: Exercise<(difference: number, s: number, t: number) => number> = {
  // The difference of two means has the variance (s^2 + t^2) / n; its root must fit 1.645 times into the difference.
  solution: (difference, s, t) => Math.ceil(((1.645 * Math.hypot(s, t)) / difference) ** 2),
  wrong: [
    {
      answer: (difference, s, t) => Math.floor(((1.645 * Math.hypot(s, t)) / difference) ** 2),
      message: 'rounded down',
    },
    {
      answer: (difference, s, t) => Math.ceil(((1.645 * (s + t)) / difference) ** 2),
      message: 'squares that add up',
    },
    {
      answer: (difference, s) => Math.ceil(((1.645 * s) / difference) ** 2),
      message: 'both means are uncertain',
    },
  ],
};

const profile: Exercise<(scores: number[][], thresholds: number[]) => number[]> = {
  // A share for each task, then their mean.
  solution: (scores, thresholds) =>
    thresholds.map((threshold) => {
      const shares = scores.map((ofTask) => ofTask.filter((one) => one > threshold).length / ofTask.length);
      return shares.reduce((total, one) => total + one, 0) / shares.length;
    }),
  wrong: [
    {
      answer: (scores, thresholds) =>
        thresholds.map((threshold) => {
          const shares = scores.map((ofTask) => ofTask.filter((one) => one >= threshold).length / ofTask.length);
          return shares.reduce((total, one) => total + one, 0) / shares.length;
        }),
      message: 'not at it',
    },
    {
      answer: (scores, thresholds) =>
        thresholds.map((threshold) => {
          const all = scores.flat();
          return all.filter((one) => one > threshold).length / all.length;
        }),
      message: 'must not count more',
    },
    {
      answer: (scores, thresholds) =>
        thresholds.map((threshold) => {
          const shares = scores.map((ofTask) => ofTask.filter((one) => one <= threshold).length / ofTask.length);
          return shares.reduce((total, one) => total + one, 0) / shares.length;
        }),
      message: 'these are the runs below',
    },
  ],
};

const honest: Exercise<(scores: number[][], k: number) => number> = {
  // The first k seeds choose, the others measure.
  solution: (scores, k) => {
    const mean = (values: number[]) => values.reduce((total, one) => total + one, 0) / values.length;
    const tuned = scores.map((ofSetting) => mean(ofSetting.slice(0, k)));
    return mean(scores[tuned.indexOf(Math.max(...tuned))].slice(k));
  },
  wrong: [
    {
      answer: (scores, k) => {
        const mean = (values: number[]) => values.reduce((total, one) => total + one, 0) / values.length;
        return Math.max(...scores.map((ofSetting) => mean(ofSetting.slice(0, k))));
      },
      message: 'the seeds that chose it',
    },
    {
      answer: (scores, k) => {
        const mean = (values: number[]) => values.reduce((total, one) => total + one, 0) / values.length;
        return Math.max(...scores.map((ofSetting) => mean(ofSetting.slice(k))));
      },
      message: 'the same mistake on other seeds',
    },
    {
      answer: (scores, k) => {
        const mean = (values: number[]) => values.reduce((total, one) => total + one, 0) / values.length;
        const tuned = scores.map((ofSetting) => mean(ofSetting.slice(0, k)));
        return mean(scores[tuned.indexOf(Math.max(...tuned))]);
      },
      message: 'the tuning seeds are still in this mean',
    },
  ],
};

const luck: Exercise<(scores: number[][]) => number> = {
  // The mean of all is sure and knows nothing of the winner; its own mean knows it and is lucky. How much to believe it, the two variances say.
  solution: (scores) => {
    const average = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
    const variance = (list: readonly number[]): number =>
      list.reduce((total, x) => total + (x - average(list)) ** 2, 0) / (list.length - 1);
    const means = scores.map(average);
    const ofOneMean = average(scores.map((list) => variance(list) / list.length));
    const believed = Math.max(0, 1 - ofOneMean / variance(means));
    return average(means) + believed * (Math.max(...means) - average(means));
  },
  wrong: [
    {
      answer: (scores) => Math.max(...scores.map((list) => list.reduce((a, b) => a + b, 0) / list.length)),
      message: 'that decides nothing',
    },
    { answer: (scores) => Math.max(...scores.flat()), message: 'it is worse' },
    {
      // The best half of the winner's seeds.
      answer: (scores) => {
        const means = scores.map((list) => list.reduce((a, b) => a + b, 0) / list.length);
        const best = [...scores[means.indexOf(Math.max(...means))]].sort((a, b) => b - a).slice(0, 5);
        return best.reduce((a, b) => a + b, 0) / best.length;
      },
      message: 'it is worse',
    },
  ],
};

export const solutions: Solutions = { seeds, profile, honest, luck };
