/** Worked solutions of lesson 13b, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

type Arrival = { iteration: number; slot: number };

const accept: Exercise<(arrivals: Arrival[], iteration: number) => number[]> = {
  // Of the wanted iteration, and the first of its slot.
  solution: (arrivals, iteration) => {
    const have = new Set<number>();
    return arrivals.flatMap((one, i) => {
      if (one.iteration !== iteration || have.has(one.slot)) return [];
      have.add(one.slot);
      return [i];
    });
  },
  wrong: [
    {
      answer: (arrivals, iteration) => arrivals.flatMap((one, i) => (one.iteration === iteration ? [i] : [])),
      message: 'a slot that was played twice would fill two places',
    },
    {
      answer: (arrivals) =>
        arrivals.flatMap((one, i) => (arrivals.findIndex(({ slot }) => slot === one.slot) === i ? [i] : [])),
      message: 'a result of another iteration was played with other parameters',
    },
    {
      answer: (arrivals, iteration) => arrivals.flatMap((one) => (one.iteration === iteration ? [one.slot] : [])),
      message: 'these are slots',
    },
  ],
};

export const solutions: Solutions = { accept };
