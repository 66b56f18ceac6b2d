// Hidden cases of lesson 03b.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  targets: (draws) => {
    const rows = (/** @type {number} */ count, /** @type {number[]} */ ends, /** @type {string} */ what) => {
      const [discount, lambda] = [draws.number(0.5, 0.95), draws.number(0.2, 0.8)];
      const goesOn = Array.from({ length: count }, (_, t) => (ends.includes(t) ? 0 : 1));
      const next = draws.numbers(count, 1, 4).map((value, t) => value * goesOn[t]);
      return {
        args: [draws.numbers(count, -2, 2), next, goesOn, discount, lambda],
        when: `${what}, discount ${discount}, lambda ${lambda}`,
      };
    };
    return [
      rows(1, [], 'there is one row'),
      rows(4, [], 'four rows of one episode are cut'),
      rows(6, [2], 'an episode ends at row 2 of 6'),
      rows(9, [0, 4, 8], 'episodes end at rows 0, 4 and 8'),
    ];
  },
  lucky: (draws) =>
    [3, 16, 50, 256].map((base) => {
      const args = [base + draws.integer(0, 2), draws.number(0.2, 40)];
      return { args, when: `there are ${args[0]} rows and x is ${args[1]}` };
    }),
  steadier: (draws) =>
    Array.from({ length: 100 }, (_, index) => {
      const [gamma, T] = [0.95, 30];
      const usual = draws.numbers(T, -1, 1);
      const truth = [...usual];
      for (let t = T - 2; t >= 0; t--) truth[t] += gamma * truth[t + 1];
      const expected = draws.random.normal(0, 5);
      const rewards = usual.map((r, t) => r + (t === 0 ? expected : 0) + draws.random.normal());
      const values = truth.map((v) => v + draws.random.normal(0, 0.5));
      return { args: [rewards, values, gamma], expected, when: `the episode is ${index}` };
    }),
};
