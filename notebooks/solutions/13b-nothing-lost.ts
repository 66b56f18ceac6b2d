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

const again: Exercise<(every: number, during: number) => number> = {
  // What was finished when it died, less what no checkpoint holds, and the iteration itself.
  solution: (every, during) => during - every * Math.floor((during - 1) / every),
  wrong: [
    { answer: (every, during) => during % every, message: 'the iteration in which it dies is not finished' },
    { answer: (every) => every, message: 'that is the most it can be' },
    { answer: (every, during) => (during - 1) % every, message: 'has to be computed as well' },
  ],
};

type AtWork = { given: number[]; done: boolean[] };

const late: Exercise<(work: AtWork, now: number, deadline: number, idle: number) => number[]> = {
  // The late ones by their places; in the order of their times; as many as there are hands.
  solution: ({ given, done }, now, deadline, idle) => {
    const places = given.flatMap((time, i) => (!done[i] && now - time > deadline ? [i] : []));
    return places.sort((a, b) => given[a] - given[b]).slice(0, idle);
  },
  wrong: [
    {
      answer: ({ given, done }, now, deadline, idle) =>
        given.flatMap((time, i) => (!done[i] && now - time > deadline ? [i] : [])).slice(0, idle),
      message: 'whoever has waited longest comes first',
    },
    {
      answer: ({ given, done }, now, deadline) => {
        const places = given.flatMap((time, i) => (!done[i] && now - time > deadline ? [i] : []));
        return places.sort((a, b) => given[a] - given[b]);
      },
      message: 'there are not so many idle workers',
    },
    {
      answer: ({ given }, now, deadline, idle) => {
        const places = given.flatMap((time, i) => (now - time > deadline ? [i] : []));
        return places.sort((a, b) => given[a] - given[b]).slice(0, idle);
      },
      message: 'a result that has arrived need not be played again',
    },
    {
      answer: ({ given, done }, _now, _deadline, idle) => {
        const places = given.flatMap((_, i) => (done[i] ? [] : [i]));
        return places.sort((a, b) => given[a] - given[b]).slice(0, idle);
      },
      message: 'a fragment that is not late is at work with somebody',
    },
  ],
};

const robust: Exercise<(returns: number[][]) => number> = {
  // One mean in twelve may be anything: without the lowest and the highest of them it moves nothing far.
  solution: (returns) => {
    const means = returns.map((list) => list.reduce((a, b) => a + b) / list.length).sort((a, b) => a - b);
    const kept = means.slice(1, -1);
    return kept.reduce((a, b) => a + b) / kept.length;
  },
  wrong: [
    {
      // The mean of the means is the mean over all where all report as many returns.
      answer: (returns) => {
        const means = returns.map((list) => list.reduce((a, b) => a + b) / list.length);
        return means.reduce((a, b) => a + b) / means.length;
      },
      message: 'that decides nothing',
    },
    { answer: (returns) => Math.max(...returns.flat()), message: 'it is worse' },
    // One worker alone: right on average, but it may be the broken one.
    { answer: (returns) => returns[0].reduce((a, b) => a + b) / returns[0].length, message: 'that decides nothing' },
  ],
};

export const solutions: Solutions = { accept, again, late, robust };
