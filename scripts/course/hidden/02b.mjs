// Hidden cases of lesson 02b.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  difference: (draws) => {
    const chances = (/** @type {number} */ count) => draws.probabilities(count);
    const episodes = (/** @type {number[]} */ lengths, /** @type {string} */ when) => {
      const each = chances(lengths.length);
      return {
        args: [lengths.map((steps, index) => ({ chance: each[index], advantages: draws.numbers(steps, -2, 2) }))],
        when,
      };
    };
    return [
      episodes([1, 1, 1], 'every episode has one step'),
      episodes([4, 2, 3], 'the episodes have 4, 2 and 3 steps'),
      episodes([5, 5], 'there are two episodes of five steps'),
      { args: [[{ chance: 1, advantages: draws.numbers(3, 0.5, 2) }]], when: 'one episode is certain' },
      {
        args: [[0, 1].map((chance) => ({ chance, advantages: draws.numbers(3, 1, 2) }))],
        when: 'an episode has become impossible',
      },
    ];
  },
  allowed: (draws) =>
    [0.99, 0.9, 0.6, draws.number(0.2, 0.5)].map((discount) => {
      const [gain, advantage] = [draws.number(0.1, 6), draws.number(0.5, 12)];
      return {
        args: [gain, advantage, discount],
        when: `the gain is ${gain}, the largest advantage ${advantage}, the discount ${discount}`,
      };
    }),
};
