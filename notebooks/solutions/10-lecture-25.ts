/** Worked solutions of lesson 10, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const probabilityOfImprovement: Exercise<(x: number[], y: number[]) => number> = {
  // Every seed of one meets every seed of the other.
  solution: (x, y) => {
    let wins = 0;
    for (const u of x) for (const v of y) wins += u > v ? 1 : u === v ? 0.5 : 0;
    return wins / (x.length * y.length);
  },
  wrong: [
    { answer: (x, y) => x.filter((u, i) => u > y[i]).length / x.length, message: 'compare every x with every y' },
    {
      answer: (x, y) => {
        let wins = 0;
        for (const u of x) for (const v of y) if (u > v) wins += 1;
        return wins / (x.length * y.length);
      },
      message: 'a tie is half a win',
    },
    {
      answer: (x, y) => {
        const mean = (values: number[]) => values.reduce((total, v) => total + v, 0) / values.length;
        return mean(x) > mean(y) ? 1 : 0;
      },
      message: 'how often a single run is higher',
    },
  ],
};

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

const comparable: Exercise<(low: number, high: number, margin: number) => string> = {
  // Inside both margins, outside one of them, or neither.
  solution: (low, high, margin) => {
    if (low > -margin && high < margin) return 'supported';
    if (low > margin || high < -margin) return 'not supported';
    return 'undecided';
  },
  wrong: [
    {
      answer: (low, high) => (low < 0 && high > 0 ? 'supported' : 'not supported'),
      message: 'a wide interval knows nothing',
    },
    {
      answer: (low, high, margin) => (Math.abs((low + high) / 2) < margin ? 'supported' : 'not supported'),
      message: 'where are its ends',
    },
    {
      answer: (low, high, margin) => (low > -margin && high < margin ? 'supported' : 'not supported'),
      message: 'a third verdict',
    },
  ],
};

export const solutions: Solutions = { ahead: probabilityOfImprovement, error: standardError, judge: comparable };
