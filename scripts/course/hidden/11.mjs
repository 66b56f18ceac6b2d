// Hidden cases of lesson 11.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  flips: (draws) => {
    const batch = (/** @type {string} */ when, /** @type {number[]} */ list) => ({
      args: [draws.shuffled(list)],
      when,
    });
    return [
      batch('the advantages have both signs', draws.numbers(8, -4, 2)),
      batch('all are positive', draws.numbers(6, 0.5, 9)),
      batch('all are negative', draws.numbers(7, -9, -0.5)),
      batch('two are exactly 0', [0, 0, 4, draws.integer(5, 9)]),
      batch('one lies at the mean', [2, 4, 6]),
      batch('one is far above the others', [1, 2, 3, 4, draws.integer(90, 99)]),
    ];
  },
};
