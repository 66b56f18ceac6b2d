// Hidden cases of lesson 03.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  delta: (draws) =>
    [draws.number(0.3, 0.6), draws.number(0.91, 0.99)].flatMap((discount) =>
      [
        [false, false],
        [true, false],
        [false, true],
        [true, true],
      ].map(([terminated, truncated]) => ({
        args: [draws.number(-3, 3), draws.number(-3, 3), draws.number(2, 9), terminated, truncated, discount],
        when: `terminated is ${terminated}, truncated ${truncated} and the discount ${discount}`,
      })),
    ),
  gae: (draws) => {
    const rows = (
      /** @type {number} */ count,
      /** @type {number[]} */ ends,
      /** @type {number} */ discount,
      /** @type {number} */ lambda,
    ) => ({
      args: [
        draws.numbers(count, -2, 2),
        Array.from({ length: count }, (_, t) => (ends.includes(t) ? 0 : 1)),
        discount,
        lambda,
      ],
      when: `${count} rows, ${ends.length} of which end an episode, discount ${discount}, lambda ${lambda}`,
    });
    return [
      rows(1, [], 0.9, 0.9),
      rows(5, [], draws.number(0.3, 0.6), draws.number(0.3, 0.6)),
      rows(8, [draws.integer(2, 5)], 0.99, 0.95),
      rows(10, [0, 4, 9], draws.number(0.8, 0.95), draws.number(0.5, 0.7)),
      rows(6, [2], 0.9, 0),
      rows(6, [3], 0.8, 1),
    ];
  },
  ends: (draws) =>
    [1, 2, 4, 7].map((count) => {
      const discount = draws.number(0.4, 0.95);
      return {
        args: [draws.numbers(count, 0.5, 3), draws.number(1, 4), draws.number(3, 9), discount],
        when: `${count} rewards are left and the discount is ${discount}`,
      };
    }),
};
