// Hidden cases of lesson 06.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  loss: (draws) =>
    [
      [0.5, 0.01],
      [1, 0],
      [draws.number(0.1, 0.4), draws.number(0.05, 0.3)],
      [draws.number(1.5, 3), draws.number(0.5, 1)],
    ].map(([valueCoef, entropyCoef]) => ({
      args: [draws.number(-2, -0.5), draws.number(1, 20), draws.number(0.2, 1.4), valueCoef, entropyCoef],
      when: `the coefficients are ${valueCoef} and ${entropyCoef}`,
    })),
  norm: (draws) => {
    const layers = () => [draws.numbers(3, 1, 4), draws.numbers(2, -4, -1), [draws.number(2, 5)]];
    return [
      { args: [layers(), draws.number(0.4, 0.9)], when: 'three layers are too long together' },
      { args: [layers(), 100], when: 'three layers are short enough' },
      { args: [[[draws.number(0.1, 0.2)], [0.1, -0.1]], 0.5], when: 'the gradient is far below the limit' },
      {
        args: [
          [
            [draws.number(3, 6), 0],
            [0, 0],
          ],
          1,
        ],
        when: 'one layer is 0',
      },
    ];
  },
};
