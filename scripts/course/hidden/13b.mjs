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
};
