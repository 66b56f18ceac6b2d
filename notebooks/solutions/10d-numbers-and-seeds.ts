/** Worked solution of lesson 10d, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const standardError: Exercise<(scores: number[][]) => number> = {
  // One number per seed; the deviation between them, over the root of how many there are.
  solution: (scores) => {
    const mean = (values: number[]) => values.reduce((total, v) => total + v, 0) / values.length;
    const seeds = scores.map(mean);
    const squares = seeds.reduce((total, s) => total + (s - mean(seeds)) ** 2, 0);
    return Math.sqrt(squares / (seeds.length - 1) / seeds.length);
  },
  wrong: [
    {
      answer: (scores) => {
        const all = scores.flat();
        const center = all.reduce((total, v) => total + v, 0) / all.length;
        return Math.sqrt(all.reduce((total, v) => total + (v - center) ** 2, 0) / (all.length - 1) / all.length);
      },
      message: 'this is Bob',
    },
    {
      answer: (scores) => {
        const mean = (values: number[]) => values.reduce((total, v) => total + v, 0) / values.length;
        const seeds = scores.map(mean);
        return Math.sqrt(seeds.reduce((total, s) => total + (s - mean(seeds)) ** 2, 0) / (seeds.length - 1));
      },
      message: 'the error of their mean is smaller',
    },
    {
      answer: (scores) => {
        const mean = (values: number[]) => values.reduce((total, v) => total + v, 0) / values.length;
        const seeds = scores.map(mean);
        return Math.sqrt(seeds.reduce((total, s) => total + (s - mean(seeds)) ** 2, 0) / seeds.length / seeds.length);
      },
      message: 'divide the squares by n - 1',
    },
  ],
};

export const solutions: Solutions = { error: standardError };
