// Hidden cases of lesson 04b.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  gain: (draws) => {
    const gain = draws.number(1.5, 3);
    const angle = draws.number(0.3, 1.2);
    const [c, s] = [gain * Math.cos(angle), gain * Math.sin(angle)];
    const g = draws.number(0.2, 0.8);
    return [
      { args: [[c, -s, s, c], 2], when: 'the matrix turns and stretches' },
      { args: [[0, g, 0, 0, 0, -g, g, 0, 0], 3], when: 'the matrix moves axes and shrinks' },
      { args: [[g, 0, 0, 0, g, 0, 0, 0, 2 * g], 3], when: 'one column is twice as long' },
      { args: [[gain, c, 0, s], 2], when: 'the columns are equally long, at no right angle' },
    ];
  },
};
