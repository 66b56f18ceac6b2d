/** Worked solutions of lesson 13, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

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

export const solutions: Solutions = { worth };
