// Hidden cases of lesson 09c.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  squashed: (draws) =>
    [1, 2, draws.integer(3, 6), 0.5].map((limit) => ({
      args: [
        Number((limit * draws.number(0.1, 0.95) * (draws.integer(0, 1) ? 1 : -1)).toFixed(4)),
        draws.number(-0.8, 0.8),
        draws.number(0.3, 1.4),
        limit,
      ],
      when: `the limits are -${limit} and ${limit}`,
    })),
  expected: (draws) =>
    Array.from({ length: 100 }, () => {
      const [mu, sigma] = [draws.number(-2, 2), draws.number(0.5, 2)];
      let [total, weights] = [0, 0];
      for (let i = -2000; i <= 2000; i++) {
        const weight = Math.exp(-((i / 250) ** 2) / 2);
        weights += weight;
        total += weight * Math.tanh(mu + (sigma * i) / 250);
      }
      return { args: [mu, sigma], expected: total / weights, when: `mu is ${mu} and sigma ${sigma}` };
    }),
};
