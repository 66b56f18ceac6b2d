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

export const solutions: Solutions = { flips };
