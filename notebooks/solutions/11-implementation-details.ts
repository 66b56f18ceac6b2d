/** Worked solutions of lesson 11, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const flips: Exercise<(advantages: number[]) => number> = {
  // Dividing by a positive number keeps the sign; taking the mean away turns that of what lies between 0 and the mean.
  solution: (advantages) => {
    const average = advantages.reduce((total, one) => total + one, 0) / advantages.length;
    return advantages.filter((one) => one * (one - average) < 0).length / advantages.length;
  },
  wrong: [
    { answer: () => 0, message: 'that can change a sign' },
    {
      answer: (advantages) => {
        const average = advantages.reduce((total, one) => total + one, 0) / advantages.length;
        return advantages.filter((one) => one < average).length / advantages.length;
      },
      message: 'below the mean is not enough',
    },
    {
      answer: (advantages) => {
        const average = advantages.reduce((total, one) => total + one, 0) / advantages.length;
        return advantages.filter((one) => one * (one - average) <= 0).length / advantages.length;
      },
      message: 'a 0 has no sign',
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

export const solutions: Solutions = { flips, profile, honest };
