// Hidden cases of lesson 05b.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  steps: (draws) => {
    const [envs, steps] = [draws.integer(2, 5), draws.integer(40, 90)];
    const rows = envs * steps;
    return [
      {
        args: [rows * draws.integer(3, 6) + draws.integer(1, rows - 1), envs, steps, draws.integer(23, 29), 3],
        when: 'nothing divides anything',
      },
      { args: [4 * 8 * 96, 8, 96, 64, 10], when: 'everything divides' },
      { args: [rows * 3, envs, steps, rows + 7, 2], when: 'a minibatch is larger than the rollout' },
      { args: [rows - 1, envs, steps, 16, 4], when: 'the budget is less than one rollout' },
    ];
  },
};
