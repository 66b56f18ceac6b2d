/** Worked solutions of lesson 02c, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const stepLength: Exercise<(delta: number, curvature: number) => number> = {
  // delta = 1/2 s^2 curvature, solved for s.
  solution: (delta, curvature) => Math.sqrt((2 * delta) / curvature),
  wrong: [
    { answer: (delta, curvature) => (2 * delta) / curvature, message: 'the square of the step' },
    { answer: (delta, curvature) => Math.sqrt(delta / curvature), message: 'half of its allowance' },
    { answer: (delta, curvature) => Math.sqrt(2 * delta * curvature), message: 'a shorter step' },
    { answer: (delta, curvature) => Math.sqrt(delta / (2 * curvature)), message: 'the wrong side' },
  ],
};

const acceptedScale: Exercise<(kls: number[], gains: number[], delta: number) => number> = {
  // The first that keeps both promises, as both were made for small steps only: KL within delta and a gain that is there.
  solution: (kls, gains, delta) => {
    for (let j = 0; j < kls.length; j++) {
      if (kls[j] <= delta && gains[j] > 0) return 0.5 ** j;
    }
    return 0; // no step is better than a bad one
  },
  wrong: [
    {
      answer: (kls, _gains, delta) => {
        const j = kls.findIndex((kl) => kl <= delta);
        return j < 0 ? 0 : 0.5 ** j;
      },
      message: 'you check the KL only',
    },
    {
      answer: (_kls, gains) => {
        const j = gains.findIndex((gain) => gain > 0);
        return j < 0 ? 0 : 0.5 ** j;
      },
      message: 'you check the surrogate only',
    },
    {
      answer: (kls, gains, delta) => {
        const j = kls.findIndex((kl, i) => kl <= delta || gains[i] > 0);
        return j < 0 ? 0 : 0.5 ** j;
      },
      message: 'both must hold',
    },
    {
      answer: (kls, gains, delta) => {
        const j = kls.findIndex((kl, i) => kl <= delta && gains[i] > 0);
        return j < 0 ? 0.5 ** (kls.length - 1) : 0.5 ** j;
      },
      message: 'still take the smallest step',
    },
    {
      answer: (kls, gains, delta) => kls.findIndex((kl, i) => kl <= delta && gains[i] > 0),
      message: 'how often you halved',
    },
    {
      answer: (kls, gains, delta) => {
        const j = kls.findIndex((kl, i) => kl <= delta && gains[i] >= 0);
        return j < 0 ? 0 : 0.5 ** j;
      },
      message: 'a gain of 0 is no gain',
    },
    {
      answer: (kls, gains, delta) => {
        const within = gains.map((gain, i) => (kls[i] <= delta ? gain : 0));
        const best = Math.max(...within);
        return best > 0 ? 0.5 ** within.indexOf(best) : 0;
      },
      message:
        'when a shorter step would gain more (arguments [0.03, 0.007, 0.002], [2, 1, 3], 0.01), your function returned',
    },
  ],
};

export const solutions: Solutions = { length: stepLength, backtrack: acceptedScale };
