// Hidden cases of lesson 05.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  history: (draws) =>
    [
      [5, 3],
      [3, 4],
      [7, 2],
      [4, 1],
    ].map(([steps, environments]) => ({
      args: [
        draws.numbers(steps * environments, -9, 9, 1),
        draws.integer(environments > 1 ? 1 : 0, environments - 1),
        environments,
      ],
      when: `there are ${steps} steps of ${environments} environments`,
    })),
  next: (draws) =>
    [
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ].flatMap(([terminated, truncated]) => {
      const returned = draws.number(1, 9);
      // Without an ending the observation that step returned is the final one, as far as there is any.
      const final = terminated || truncated ? draws.number(-9, -1) : returned;
      return [
        {
          args: [terminated, truncated, final, returned],
          when: `terminated is ${terminated} and truncated ${truncated}`,
        },
      ];
    }),
  split: (draws) =>
    [
      [8, 4],
      [10, 4],
      [7, 2],
      [3, 9],
      [5, 1],
    ].map(([count, size]) => ({
      args: [draws.shuffled(Array.from({ length: count }, (_, row) => row)), size],
      when: `${count} rows are dealt in minibatches of ${size}`,
    })),
};
