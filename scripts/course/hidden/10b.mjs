// Hidden cases of lesson 10b.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  spread: (draws) => {
    const z = () => draws.numbers(6, -2, 2, 1);
    return [
      { args: [z(), draws.number(0.3, 0.9), 2, false], when: 'the actions are stored as drawn' },
      { args: [z(), draws.number(0.1, 0.4), 2, true], when: 'the spread is small, so that nothing is cut' },
      { args: [[-1.9, ...z(), 1.8], draws.number(1.5, 3), 2, true], when: 'some of the actions are cut' },
      { args: [z(), draws.number(50, 90, 0), 2, true], when: 'the spread is far beyond the limits' },
      { args: [z(), draws.number(50, 90, 0), 2, false], when: 'the spread is far beyond, and nothing is cut' },
      { args: [[2.5, -2.5], draws.number(1.1, 1.9), 1, true], when: 'all actions are at the limits' },
      { args: [[1.9, -1.7], draws.number(1.1, 1.9), 0.5, true], when: 'the limits are others' },
    ];
  },
};
