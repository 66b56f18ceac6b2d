// Hidden cases of lesson 13.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  worth: (draws) => {
    const seconds = () => draws.number(0.5, 8, 1);
    return [
      { args: [seconds(), seconds(), draws.integer(2, 7), 16], when: 'both take time' },
      { args: [seconds(), seconds(), 1, 16], when: 'there is one worker' },
      { args: [seconds(), 0, draws.integer(3, 12), 16], when: 'nothing is learned' },
      { args: [0, seconds(), draws.integer(3, 12), 16], when: 'playing costs nothing' },
      { args: [seconds(), seconds(), draws.integer(17, 60), 16], when: 'there are more workers than slots' },
      { args: [seconds(), seconds(), 4, 4], when: 'there are as many workers as slots' },
    ];
  },
};
