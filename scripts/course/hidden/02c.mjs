// Hidden cases of lesson 02c.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  length: (draws) =>
    [
      [0.001, 0.02],
      [0.05, 0.5],
      [1, 3],
      [5, 80],
    ].flatMap(([delta, curvature]) => {
      const args = [draws.number(delta, 2 * delta, 4), draws.number(curvature, 3 * curvature, 3)];
      return [{ args, when: `delta is ${args[0]} and the curvature ${args[1]}` }];
    }),
  backtrack: (draws) => {
    const delta = draws.number(0.02, 0.05, 3);
    const search = (/** @type {number[]} */ kls, /** @type {number[]} */ gains, /** @type {string} */ when) => ({
      args: [kls.map((kl) => Number((kl * delta).toFixed(5))), gains, delta],
      when,
    });
    const gain = () => draws.number(0.5, 4);
    return [
      search([0.9, 0.2], [gain(), gain()], 'the full step is fine'),
      search([30, 7, 1.8, 0.4, 0.1], [gain(), gain(), gain(), gain(), gain()], 'three halvings are needed for the KL'),
      search([0.8, 0.2, 0.05], [-gain(), -gain(), gain()], 'only the surrogate refuses the first two'),
      search([5, 0.9, 0.2], [gain(), -gain(), gain()], 'the two conditions fail in turn'),
      search([0.9, 0.2, 0.05], [-gain(), -gain(), -gain()], 'no scale is any good'),
      search([9, 4, 2], [gain(), gain(), gain()], 'the KL is too large at every scale'),
      search([3, 0.7, 0.1], [1, 0, gain()], 'a scale within the limit gains exactly 0'),
      search([5, 0.9, 0.2, 0.04], [1, 1, 5, 2], 'a shorter step would gain more'),
    ];
  },
  exact: (draws) =>
    Array.from({ length: 100 }, (_, index) => {
      const [logits, x] = [0, 1].map(() => Array.from({ length: 4 }, () => draws.random.normal()));
      const expected = draws.number(0.5, 2);
      const softmax = (/** @type {number[]} */ z) => {
        const total = z.reduce((sum, b) => sum + Math.exp(b), 0);
        return z.map((a) => Math.exp(a) / total);
      };
      const [p, q] = [softmax(logits), softmax(logits.map((l, i) => l + expected * x[i]))];
      const kl = p.reduce((total, pi, i) => total + pi * Math.log(pi / q[i]), 0);
      return { args: [logits, x, kl], expected, when: `the policy is ${index}` };
    }),
};
