/** Worked solutions of lesson 02c, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

/** Of the lesson. */
declare function parabolaScale(logits: number[], x: number[], maxKl: number): number;

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

type Scale = (logits: number[], x: number[], maxKl: number) => number;

const exact: Exercise<Scale> = {
  // The KL of a scale costs a line; a scale that is too far and one that is not enclose the answer.
  solution: (logits, x, maxKl) => {
    const softmax = (z: number[]): number[] => {
      const total = z.reduce((sum, b) => sum + Math.exp(b), 0);
      return z.map((a) => Math.exp(a) / total);
    };
    const p = softmax(logits);
    const klOf = (s: number): number => {
      const q = softmax(logits.map((l, i) => l + s * x[i]));
      return p.reduce((total, pi, i) => total + pi * Math.log(pi / q[i]), 0);
    };
    let [low, high] = [0, 1];
    while (klOf(high) < maxKl && high < 1e6) high *= 2;
    for (let i = 0; i < 50; i++) {
      const middle = (low + high) / 2;
      if (klOf(middle) < maxKl) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  },
  wrong: [
    { answer: (logits, x, maxKl) => parabolaScale(logits, x, maxKl), message: 'that decides nothing' },
    // The one half of the parabola lost, and squared instead of rooted.
    { answer: (logits, x, maxKl) => parabolaScale(logits, x, maxKl) / Math.SQRT2, message: 'it is worse' },
    { answer: (logits, x, maxKl) => parabolaScale(logits, x, maxKl) ** 2, message: 'it is worse' },
  ],
};

export const solutions: Solutions = { length: stepLength, backtrack: acceptedScale, exact };
