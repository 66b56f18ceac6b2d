// Hidden cases of lesson 02.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  divergence: (draws) => {
    const pair = (/** @type {number[]} */ before, /** @type {number[]} */ after, /** @type {string} */ when) => ({
      args: [before, after],
      when,
    });
    const same = draws.numbers(3, -2, 2);
    return [
      ...[2, 3, 5].map((actions) =>
        pair(draws.numbers(actions, -2, 2), draws.numbers(actions, -2, 2), `there are ${actions} actions`),
      ),
      pair(
        same,
        same.map((logit) => logit - 5),
        'every logit falls by 5',
      ),
      pair([draws.integer(900, 1000), 1, 0], [0, 1, 0], 'an old logit is very large'),
      pair([0, 1], [-draws.integer(900, 1000), -905], 'the new logits are far below 0'),
    ];
  },
};
