// Hidden cases of lesson 08b.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  rate: (draws) => {
    const rate = () => draws.number(0.0002, 0.004, 4);
    const at = (/** @type {number} */ kl, /** @type {string} */ when) => ({ args: [rate(), kl], when });
    return [
      at(draws.number(0.021, 0.4), 'the KL is too large'),
      at(draws.number(0.0001, 0.0045, 4), 'the KL is small'),
      at(draws.number(0.006, 0.019, 3), 'the KL is in the band'),
      at(0, 'the KL is exactly 0'),
      at(-draws.number(0.0001, 0.01, 4), 'the estimate of the KL is below 0'),
      at(NaN, 'the KL is NaN'),
      at(Infinity, 'the KL is infinite'),
      { args: [draws.number(0.0092, 0.0099, 4), 0.001], when: 'the rate would pass the largest one' },
      { args: [draws.number(0.011, 0.018, 4), 0.01], when: 'the rate is beyond the largest one already' },
      at(0.005, 'the KL is exactly 0.005'),
      at(0.02, 'the KL is exactly 0.02'),
    ];
  },
  steady: (draws) =>
    Array.from({ length: 100 }, (_, index) => {
      const kl = draws.number(0.02, 0.3, 4);
      const logRatios = Array.from({ length: 64 }, () => draws.random.normal(-kl, Math.sqrt(2 * kl)));
      return { args: [logRatios], expected: kl, when: `the minibatch is ${index}` };
    }),
};
