// Hidden cases of lesson 06b.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  k3: (draws) => [
    ...[1, 3, 6].map((count) => ({
      args: [draws.numbers(count, -2.5, -0.1), draws.numbers(count, -2.5, -0.1)],
      when: `there are ${count} samples`,
    })),
    {
      args: [
        [-3, -0.1],
        [-0.4, -2.9],
      ],
      when: 'the policy has turned round',
    },
    {
      args: [
        [-1, -1, -1],
        [-1, -1, -1],
      ],
      when: 'nothing has moved',
    },
  ],
  stop: (draws) => {
    const small = (/** @type {number} */ count) => draws.numbers(count, 0.001, 0.009);
    return [
      {
        args: [[0, ...small(2), draws.number(0.02, 0.05), ...small(3)], 0.015, 7],
        when: 'the fourth pass exceeds the limit',
      },
      { args: [[0, ...small(5)], 0.015, 6], when: 'no pass exceeds the limit' },
      { args: [[0, ...small(1), 0.015, ...small(1), 0.03, 0.04], 0.015, 6], when: 'a pass is exactly at the limit' },
      { args: [[0, ...small(3), draws.number(0.02, 0.05), 0.06], 0.015, 3], when: 'the list is longer than numEpochs' },
      { args: [[draws.number(0.02, 0.05), ...small(4)], 0.015, 5], when: 'the first pass exceeds the limit' },
    ];
  },
};
