// Hidden cases of lesson 10d.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  error: (draws) =>
    [
      [2, 5],
      [3, 4],
      [5, 2],
      [8, 10],
    ].map(([seeds, episodes]) => ({
      args: [Array.from({ length: seeds }, () => draws.numbers(episodes, -400, -100, 0))],
      when: `there are ${seeds} seeds of ${episodes} episodes`,
    })),
};
