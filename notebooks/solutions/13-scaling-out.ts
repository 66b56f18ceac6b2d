/** Worked solutions of lesson 13, and typical wrong answers with the words that each must be answered with. */
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

const worth: Exercise<(play: number, learn: number, workers: number, slots: number) => number> = {
  // Time of one worker over time of many; more workers than slots do not help.
  solution: (play, learn, workers, slots) => (play + learn) / (learn + play / Math.min(workers, slots)),
  wrong: [
    {
      answer: (play, learn, workers) => (play + learn) / (learn + play / workers),
      message: 'more workers than slots',
    },
    {
      answer: (_play, _learn, workers, slots) => Math.min(workers, slots),
      message: 'learning does not shrink with the workers',
    },
    {
      answer: (play, learn, workers, slots) => (learn + play / Math.min(workers, slots)) / (play + learn),
      message: 'asked is its inverse',
    },
  ],
};

export const solutions: Solutions = { accept, worth };
