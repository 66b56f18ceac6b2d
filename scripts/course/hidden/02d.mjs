// Hidden cases of lesson 02d.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  natural: (draws) =>
    [
      [0.3, 0.4],
      [0.7, -1.5],
      [0.05, 3],
      [0.95, -0.2],
      [0.6, 0.05],
    ]
      .map(([p, slope]) => [draws.number(p, p + 0.03, 3), draws.number(slope, slope + 0.04, 3)])
      .concat([[0.4, 0]])
      .map(([p, slope]) => {
        const args = [p, slope, draws.number(0.002, 0.05, 3)];
        return { args, when: `p is ${p}, the slope ${slope} and delta ${args[2]}` };
      }),
};
