// Hidden cases of lesson 09c.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  squashed: (draws) =>
    [1, 2, draws.integer(3, 6), 0.5].map((limit) => ({
      args: [
        Number((limit * draws.number(0.1, 0.95) * (draws.integer(0, 1) ? 1 : -1)).toFixed(4)),
        draws.number(-0.8, 0.8),
        draws.number(0.3, 1.4),
        limit,
      ],
      when: `the limits are -${limit} and ${limit}`,
    })),
};
