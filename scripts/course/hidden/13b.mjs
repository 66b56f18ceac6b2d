// Hidden cases of lesson 13b.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/**
 * @param {import('./draws.mjs').Draws} draws
 * @param {string} when
 * @param {number} iteration the wanted one
 * @param {[iteration: number, slot: number][]} pairs
 */
const arrivals = (draws, when, iteration, pairs) => ({
  args: [draws.shuffled(pairs.map(([of, slot]) => ({ iteration: of, slot }))), iteration],
  when,
});

/** @type {HiddenCases} */
export const hidden = {
  accept: (draws) => {
    const wanted = draws.integer(5, 90);
    const [early, late] = [wanted - draws.integer(1, 3), wanted + draws.integer(1, 3)];
    const slots = [0, 1, 2, 3].map((slot) => /** @type {[number, number]} */ ([wanted, slot]));
    return [
      arrivals(draws, 'each slot comes once, in any order', wanted, slots),
      arrivals(draws, 'every slot comes twice', wanted, [...slots, ...slots]),
      arrivals(draws, 'some are of earlier iterations', wanted, [...slots, [early, 0], [early, 2], [early, 3]]),
      arrivals(draws, 'some are of later iterations', wanted, [...slots, [late, 1], [late, 1], [late, 3]]),
      arrivals(draws, 'late and twice at once', wanted, [...slots, ...slots, [early, 0], [late, 2], [early, 1]]),
      arrivals(draws, 'nothing is of the wanted iteration', wanted, [
        [early, 0],
        [late, 1],
      ]),
    ];
  },
  again: (draws) => {
    const every = draws.integer(6, 12);
    const times = draws.integer(2, 6);
    return [
      { args: [every, every * times + 1], when: 'it dies right after a checkpoint' },
      { args: [every, every * times + every - 1], when: 'it dies in the iteration before the next' },
      { args: [every, every * times], when: 'it dies in an iteration that a checkpoint was to follow' },
      { args: [every + 20, every], when: 'no checkpoint has been written yet' },
      { args: [1, draws.integer(5, 30)], when: 'every iteration is kept' },
      { args: [every, 1], when: 'it dies in the first iteration' },
    ];
  },
  late: (draws) => {
    const now = draws.integer(100, 200);
    const deadline = draws.integer(5, 9);
    const overdue = draws.shuffled([12, 15, 19, 25, 40]).map((ago) => now - ago);
    const recent = [1, 3, 4].map((ago) => now - ago);
    const work = (/** @type {number[]} */ given, /** @type {number[]} */ arrived = []) => ({
      given,
      done: given.map((_, place) => arrived.includes(place)),
    });
    return [
      { args: [work(recent), now, deadline, 3], when: 'nobody is late' },
      { args: [work(overdue), now, deadline, 5], when: 'all are late, and there are hands for all' },
      { args: [work([...recent, ...overdue]), now, deadline, 2], when: 'five are late, two are idle' },
      { args: [work([...overdue, ...recent], [0, 3]), now, deadline, 4], when: 'two of the late have arrived' },
      { args: [work(overdue), now, deadline, 0], when: 'nobody is idle' },
      { args: [work([now - deadline, now - deadline - 1]), now, deadline, 2], when: 'one is just not late' },
    ];
  },
  robust: (draws) =>
    Array.from({ length: 100 }, (_, index) => {
      const level = draws.number(50, 400, 1);
      const broken = draws.integer(0, 23);
      const returns = Array.from({ length: 12 }, (_unused, worker) => {
        const own = worker === broken ? level * draws.number(0, 0.5) : level;
        return Array.from({ length: 20 }, () => Math.round(draws.random.normal(own, 0.1 * level)));
      });
      return { args: [returns], expected: level, when: `the cluster is ${index}` };
    }),
};
