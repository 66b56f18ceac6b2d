// Hidden cases of lesson 09b.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  merge: (draws) => {
    const old = (/** @type {number} */ count) =>
      count === 0
        ? { mean: 0, variance: 0, count }
        : { mean: draws.number(-3, 3), variance: draws.number(0.5, 4), count };
    return [
      { args: [old(0), draws.numbers(4, -5, 5, 1)], when: 'it is the first batch' },
      { args: [old(draws.integer(2, 5)), draws.numbers(6, 5, 9, 1)], when: 'few samples meet a larger batch' },
      { args: [old(draws.integer(50, 90)), draws.numbers(3, 5, 9, 1)], when: 'many samples meet a small batch' },
      { args: [old(draws.integer(3, 6)), [draws.number(-9, -5)]], when: 'the batch has one sample' },
      { args: [old(draws.integer(3, 6)), [2, 2, 2, 2]], when: 'all samples of the batch are equal' },
    ];
  },
};
