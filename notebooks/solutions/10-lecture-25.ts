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

export const solutions: Solutions = { ahead: probabilityOfImprovement, judge: comparable };
