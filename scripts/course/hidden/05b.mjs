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
  reuse: (draws) =>
    Array.from({ length: 100 }, (_, index) => {
      const { random } = draws;
      const logs = (/** @type {number[]} */ logits) =>
        logits.map((x) => x - Math.log(logits.reduce((total, y) => total + Math.exp(y), 0)));
      const pays = [0, 1, 2, 3].map(() => random.normal(0, 3));
      const logits = pays.map(() => random.normal(0, 0.5));
      const [old, fresh] = [logs(logits), logs(logits.map((x, i) => x + 0.25 * pays[i]))];
      const taken = Array.from({ length: 200 }, () => {
        let left = random.uniform();
        const action = old.findIndex((x) => (left -= Math.exp(x)) < 0);
        return action < 0 ? 3 : action;
      });
      const rewards = taken.map((action) => random.normal(pays[action], 1));
      return {
        args: [rewards, taken.map((a) => old[a]), taken.map((a) => fresh[a])],
        expected: pays.reduce((total, pay, i) => total + Math.exp(fresh[i]) * pay, 0),
        when: `the pair of policies is ${index}`,
      };
    }),
};
