// Hidden cases of lesson 14b.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  loo: (draws) => {
    const equal = draws.number(-3, 3);
    return [
      { args: [draws.numbers(2, -3, 3)], when: 'there are two answers' },
      { args: [draws.numbers(5, -3, 3)], when: 'there are five' },
      { args: [draws.numbers(8, 0, 1)], when: 'there are eight' },
      { args: [[equal, equal, equal, equal]], when: 'all are equal' },
      { args: [draws.shuffled([0, 0, 0, 1])], when: 'one of four is right' },
      { args: [draws.numbers(3, -9, -4)], when: 'all are negative' },
    ];
  },
  gspo: (draws) => {
    const logs = (/** @type {number} */ length) => draws.numbers(length, -4, -0.1);
    const still = logs(3);
    const moved = draws.number(-0.6, 0.6);
    const old = logs(4);
    return [
      { args: [still, [...still]], when: 'nothing has moved' },
      { args: [old.map((x) => x + moved), old], when: 'all tokens moved alike' },
      { args: [logs(5), logs(5)], when: 'they moved apart' },
      { args: [logs(1), logs(1)], when: 'the answer is one token' },
      { args: [logs(40), logs(40)], when: 'the answer is long' },
    ];
  },
  groups: (draws) => [
    { args: [draws.numbers(6, -3, 3), 2], when: 'there are three prompts with two answers' },
    { args: [draws.numbers(12, -3, 3), 4], when: 'there are three prompts with four answers' },
    { args: [draws.numbers(6, -3, 3), 3], when: 'there are two prompts with three answers' },
    { args: [draws.numbers(5, -3, 3), 5], when: 'there is one prompt' },
    { args: [[...draws.numbers(4, -5, -4), ...draws.numbers(4, 4, 5)], 4], when: 'one prompt is much easier' },
  ],
  shared: (draws) =>
    Array.from({ length: 100 }, (_, index) => {
      const level = draws.number(-5, 5);
      const truth = Array.from({ length: 16 }, () => draws.random.normal(level, 0.7));
      const rewards = truth.map((own) => [0, 1].map(() => draws.random.normal(own, 1.5)));
      return { args: [rewards], expected: truth, when: `the batch is ${index}` };
    }),
};
