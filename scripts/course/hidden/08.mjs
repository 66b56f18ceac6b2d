// Hidden cases of lesson 08.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  fit: (draws) => {
    const returns = (/** @type {number} */ count) => draws.numbers(count, 5, 30, 1);
    const shifted = (/** @type {number[]} */ list, /** @type {number} */ by) =>
      list.map((one) => Number((one + by).toFixed(1)));
    const [exact, high, low] = [returns(5), returns(4), returns(6)];
    return [
      { args: [exact, [...exact]], when: 'the values are exact' },
      { args: [high, shifted(high, draws.integer(1, 5))], when: 'every value is too high by the same amount' },
      { args: [low, shifted(low, -draws.integer(1, 5))], when: 'every value is too low by the same amount' },
      ...[3, 8].map((count) => ({ args: [returns(count), returns(count)], when: `${count} values are guesses` })),
      {
        args: [draws.numbers(5, -90, -60, 1), [0, 0, 0, 0, 0]],
        when: 'the critic says 0 and the returns are far below',
      },
    ];
  },
  triage: (draws) => {
    const kl = () => draws.number(0.004, 0.04, 3);
    const ev = () => draws.number(0, 0.95);
    const seen = (/** @type {string} */ when, /** @type {object} */ odd) => ({
      args: [{ ratioMin: 1, ratioMax: 1, kl: kl(), ev: ev(), ...odd }],
      when,
    });
    return [
      seen('nothing is wrong', {}),
      seen('the smallest first ratio is a little below 1', { ratioMin: 1 - draws.number(0.0002, 0.01, 4) }),
      seen('the largest first ratio is a little above 1', { ratioMax: 1 + draws.number(0.0002, 0.01, 4) }),
      seen('the data are wrong and the KL is NaN', { ratioMin: 0.98, ratioMax: 1.02, kl: NaN }),
      seen('the KL is NaN and the critic bad', { kl: NaN, ev: -draws.number(1, 3) }),
      seen('the KL is infinite', { kl: Infinity }),
      seen('the explained variance is infinite', { ev: -Infinity }),
      seen('the explained variance is NaN and the step large', { kl: draws.number(0.1, 0.5), ev: NaN }),
      seen('the step is large and the critic bad', { kl: draws.number(0.08, 0.5), ev: -draws.number(1, 3) }),
      seen('nothing moves and the critic is bad', { kl: 0, ev: -draws.number(1, 3) }),
      seen('nothing moves', { kl: 0 }),
      seen('the KL is tiny, and not 0', { kl: draws.number(0.00001, 0.0004, 5) }),
      seen('the KL is exactly 0.05', { kl: 0.05 }),
      seen('only the critic is bad', { ev: -draws.number(0.6, 3) }),
      seen('the explained variance is exactly -0.5', { ev: -0.5 }),
    ];
  },
};
