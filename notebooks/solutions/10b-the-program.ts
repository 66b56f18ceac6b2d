/** Worked solution of lesson 10b, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const slopeInSpread: Exercise<(z: number[], sigma: number, limit: number, clipped: boolean) => number> = {
  // The action in torques, cut in torques; the policy judges what was stored.
  solution: (z, sigma, limit, clipped) => {
    const slopes = z.map((one) => {
      const drawn = sigma * one;
      const stored = clipped ? Math.min(Math.max(drawn, -limit), limit) : drawn;
      return (stored / sigma) ** 2 - 1;
    });
    return slopes.reduce((total, slope) => total + slope, 0) / slopes.length;
  },
  wrong: [
    {
      answer: (z) => z.reduce((total, one) => total + one ** 2 - 1, 0) / z.length,
      message: 'the cut is missing',
    },
    {
      answer: (z, _sigma, limit, clipped) => {
        const stored = clipped ? z.map((one) => Math.min(Math.max(one, -limit), limit)) : z;
        return stored.reduce((total, one) => total + one ** 2 - 1, 0) / z.length;
      },
      message: 'you cut the standard draws',
    },
    {
      answer: (z, sigma, limit, clipped) => {
        const stored = z.map((one) => (clipped ? Math.min(Math.max(sigma * one, -limit), limit) : sigma * one));
        return stored.reduce((total, one) => total + (one / sigma) ** 2 - 1, 0);
      },
      message: 'when the actions are stored as drawn',
    },
  ],
};

export const solutions: Solutions = { spread: slopeInSpread };
