// Hidden cases of lesson 14.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/**
 * A row of tokens: a beginning (1), words, an end (2), padding.
 * @param {import('./draws.mjs').Draws} draws
 * @param {number} words
 * @param {number} padding
 */
const row = (draws, words, padding) => [
  1,
  ...Array.from({ length: words }, () => draws.integer(3, 30)),
  2,
  ...new Array(padding).fill(0),
];

/** @type {HiddenCases} */
export const hidden = {
  mask: (draws) => {
    const truncated = [1, ...Array.from({ length: draws.integer(4, 7) }, () => draws.integer(3, 30))];
    return [
      { args: [row(draws, draws.integer(4, 7), 0), 2], when: 'nothing is padded' },
      { args: [row(draws, draws.integer(3, 5), draws.integer(2, 4)), 2], when: 'the row is padded' },
      { args: [row(draws, 5, draws.integer(1, 3)), draws.integer(3, 5)], when: 'the prompt is long' },
      { args: [row(draws, 4, 2), 1], when: 'the prompt is only the beginning' },
      { args: [row(draws, 3, 3), 4], when: 'the answer is its end alone' },
      { args: [truncated, 3], when: 'the answer was cut off: no end, no padding' },
    ];
  },
  kl: (draws) => {
    const logs = (/** @type {number} */ length) => draws.numbers(length, -4, -0.1);
    const score = () => draws.number(-3, 3);
    const same = logs(4);
    const reference = logs(3);
    return [
      { args: [score(), same, [...same], 0.5], when: 'the policy is the reference' },
      { args: [score(), reference.map((x) => x / 2), reference, 0.2], when: 'the policy is surer' },
      { args: [score(), reference.map((x) => 2 * x), reference, 0.3], when: 'it is less sure' },
      { args: [score(), logs(5), logs(5), draws.number(0.05, 0.9)], when: 'both ways in one answer' },
      { args: [score(), logs(1), logs(1), 0.4], when: 'the answer is one token' },
      { args: [score(), logs(4), logs(4), 0], when: 'beta is 0' },
    ];
  },
};
