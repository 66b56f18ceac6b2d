// Hidden cases of lesson 09.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  joint: (draws) =>
    [1, 2, 3, 6].map((count) => ({
      args: [draws.numbers(count, -2, 2), draws.numbers(count, -1, 1), draws.numbers(count, -1.5, 0.8)],
      when: `the action has ${count === 1 ? 'one component' : `${count} components`}`,
    })),
};
