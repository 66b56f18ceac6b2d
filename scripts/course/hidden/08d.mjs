// Hidden cases of lesson 08d.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  arms: () => [2, 5, 6, 7].map((n) => ({ args: [n], when: `the fix has ${n} changes` })),
};
