// Hidden cases of lesson 04.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  logsoftmax: (draws) => [
    { args: [draws.numbers(2, -2, 2)], when: 'there are two logits' },
    { args: [draws.numbers(5, -3, 3)], when: 'there are five logits' },
    { args: [[draws.integer(900, 1200), 3, draws.integer(0, 5)]], when: 'the first logit is very large' },
    { args: [[-draws.integer(1000, 1100), -1002, -1001]], when: 'all logits are far below 0' },
    { args: [[draws.number(-5, 5)]], when: 'there is one action' },
  ],
  count: (draws) =>
    [[draws.integer(32, 64)], [draws.integer(16, 32), draws.integer(8, 15)], [10, 20, draws.integer(5, 9)]].map(
      (hidden) => ({
        args: [draws.integer(5, 20), hidden, draws.integer(4, 9)],
        when: `the trunk is ${hidden.join('-')}`,
      }),
    ),
  entropy: (draws) => [
    { args: [draws.probabilities(2)], when: 'there are two actions' },
    { args: [draws.probabilities(4)], when: 'there are four actions' },
    { args: [[0.25, 0.25, 0.25, 0.25]], when: 'all actions are equally likely' },
    { args: [[0, ...draws.probabilities(3)]], when: 'the first action is impossible' },
    { args: [[1, 0, 0]], when: 'one action is certain' },
  ],
};
