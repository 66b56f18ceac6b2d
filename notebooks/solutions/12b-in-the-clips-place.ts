/** Worked solutions of lesson 12b, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const slope: Exercise<(ratio: number, advantage: number, clipRange: number, back: number) => number> = {
  // Beyond the edge that the advantage pushes towards the slope turns round; everywhere else it is the advantage.
  solution: (ratio, advantage, clipRange, back) => {
    const isBeyond = advantage > 0 ? ratio > 1 + clipRange : ratio < 1 - clipRange;
    return isBeyond ? -back * advantage : advantage;
  },
  wrong: [
    {
      answer: (ratio, advantage, clipRange, back) => (Math.abs(ratio - 1) > clipRange ? -back * advantage : advantage),
      message: 'two of the four corners are alive',
    },
    {
      answer: (ratio, advantage, clipRange, back) =>
        (advantage > 0 ? ratio > 1 + clipRange : ratio < 1 - clipRange) ? -back : advantage,
      message: 'grows with the advantage',
    },
    {
      answer: (ratio, advantage, clipRange) =>
        (advantage > 0 ? ratio > 1 + clipRange : ratio < 1 - clipRange) ? 0 : advantage,
      message: 'this is the clip',
    },
  ],
};

type Rule = (klCoef: number, kl: number, target: number) => number;

const weight: Exercise<Rule> = {
  // Both borders are multiples of the target, both factors are 2.
  solution: (klCoef, kl, target) => {
    if (kl > 1.5 * target) return 2 * klCoef;
    return kl < target / 1.5 ? klCoef / 2 : klCoef;
  },
  wrong: [
    {
      answer: (klCoef, kl, target) => (kl > 1.5 ? 2 * klCoef : kl < target / 1.5 ? klCoef / 2 : klCoef),
      message: 'the weight would never rise',
    },
    {
      answer: (klCoef, kl, target) => (kl > target ? 2 * klCoef : klCoef / 2),
      message: 'between the two borders the weight stays',
    },
    {
      answer: (klCoef, kl, target) => {
        if (kl > 1.5 * target) return 1.5 * klCoef;
        return kl < 0.5 * target ? klCoef / 1.5 : klCoef;
      },
      message: 'this is the rule of the program',
    },
    {
      answer: (klCoef, kl, target) => {
        if (kl > 1.5 * target) return klCoef / 2;
        return kl < target / 1.5 ? 2 * klCoef : klCoef;
      },
      message: 'needs a heavier penalty',
    },
  ],
};

const leash: Exercise<Rule> = {
  // In proportion to the error, as a factor, but never more than tenfold; the root keeps it from swinging.
  solution: (klCoef, kl, target) => klCoef * Math.min(Math.max(Math.sqrt(kl / target), 0.1), 10),
  wrong: [
    {
      answer: (klCoef, kl, target) => {
        if (kl > 1.5 * target) return 2 * klCoef;
        return kl < target / 1.5 ? klCoef / 2 : klCoef;
      },
      message: 'does not fall fast enough',
    },
    { answer: () => 1, message: 'the target was 0.0005' },
    { answer: (klCoef, kl, target) => (klCoef * target) / kl, message: 'must stay positive and finite' },
  ],
};

export const solutions: Solutions = { slope, weight, leash };
