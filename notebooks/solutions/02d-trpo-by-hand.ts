/** Worked solutions of lesson 02d, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const naturalStep: Exercise<(p: number, slope: number, delta: number) => number> = {
  // F = p (1 - p) and x = slope / F, so x F x = slope^2 / F: in sqrt(2 delta / x F x) x the size of the slope cancels, its sign stays.
  solution: (p, slope, delta) => Math.sign(slope) * Math.sqrt((2 * delta) / (p * (1 - p))),
  wrong: [
    {
      answer: (p, slope, delta) => (slope === 0 ? 0 : Math.sqrt((2 * delta) / (p * (1 - p)))),
      message: 'a negative slope must push the logit down',
    },
    { answer: (p, slope) => slope / (p * (1 - p)), message: 'Its length must come from delta' },
    {
      answer: (p, slope, delta) => slope * Math.sqrt((2 * delta) / (p * (1 - p))),
      message: 'a larger slope does not lengthen the step',
    },
    {
      answer: (p, slope, delta) => Math.sign(slope) * Math.sqrt(2 * delta * p * (1 - p)),
      message: 'a nearly certain policy is flat in its logit',
    },
    {
      answer: (p, slope, delta) => Math.sign(slope) * Math.sqrt((2 * delta) / p),
      message: 'only one of the two probabilities',
    },
    {
      answer: (p, slope, delta) => Math.sign(slope) * Math.sqrt(delta / (p * (1 - p))),
      message: 'the one half in front of the parabola',
    },
    {
      // equation (2) as it stands: 0 / 0 where the slope is 0
      answer: (p, slope, delta) => {
        const x = slope / (p * (1 - p));
        return Math.sqrt((2 * delta) / (x * p * (1 - p) * x)) * x;
      },
      message: 'when the slope is 0',
    },
  ],
};

export const solutions: Solutions = { natural: naturalStep };
