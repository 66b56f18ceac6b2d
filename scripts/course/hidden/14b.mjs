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
};
