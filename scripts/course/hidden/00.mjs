// Hidden cases of lesson 00.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  return: (draws) => {
    const episode = (/** @type {number[]} */ rewards, /** @type {number} */ discount) => ({
      args: [rewards, discount],
      when: `the rewards are ${rewards.join(', ')} and the discount is ${discount}`,
    });
    return [
      ...[2, 4, 7].map((length) => episode(draws.numbers(length, -3, 9, 1), draws.number(0.3, 0.95))),
      episode([draws.number(2, 9, 1)], draws.number(0.4, 0.6)),
      episode([0, 0, draws.integer(3, 9), -1], draws.number(0.5, 0.9)),
      episode(draws.numbers(5, 1, 9, 0), 1),
      episode(draws.numbers(3, 1, 9, 0), 0),
      { args: [[], draws.number(0.3, 0.9)], when: 'the episode has no steps' },
    ];
  },
  push: (draws) =>
    [0, 1].flatMap((action) =>
      [-1, 1].flatMap((better) =>
        [draws.number(-3, -0.5), draws.number(0.5, 3)].map((theta) => {
          const expected = draws.number(3, 5, 1);
          const pay = Number((expected + better * draws.number(0.5, 3, 1)).toFixed(1));
          return {
            args: [action, pay, expected, theta],
            when: `the ${action === 1 ? 'right' : 'left'} arm paid ${pay}, V is ${expected} and theta is ${theta}`,
          };
        }),
      ),
    ),
  steady: (draws) =>
    // so many that a right answer is told from luck: with 20 one in five was not
    Array.from({ length: 100 }, (_, index) => {
      const [theta, gap] = [draws.number(-1, 1), draws.number(-3, 3)];
      const right = 1 / (1 + Math.exp(-theta));
      const actions = Array.from({ length: 100 }, () => Number(draws.random.uniform() < right));
      const paid = actions.map((action) => Number(draws.random.normal(2 + gap * action, 0.5).toFixed(2)));
      return {
        args: [actions, paid, theta],
        expected: right * (1 - right) * gap,
        when: `the batch is number ${index}`,
      };
    }),
};
