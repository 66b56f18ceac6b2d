// Hidden cases of lesson 01.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  slope: (draws) =>
    [draws.number(0.05, 0.15), draws.number(0.25, 0.35), draws.number(0.5, 0.6)].flatMap((range) =>
      [draws.number(0.5, 3), -draws.number(0.5, 3)].flatMap((advantage) =>
        // Far out on both sides, and a little inside and outside of the corners.
        [draws.number(0.05, 0.35), 1 - 0.9 * range, 1 + 0.9 * range, 1 + 1.1 * range, draws.number(1.7, 2.5)].map(
          (ratio) => ({
            args: [ratio, advantage, range],
            when: `r is ${ratio}, A is ${advantage} and the range is ${range}`,
          }),
        ),
      ),
    ),
  dead: (draws) => {
    const six = draws.shuffled([
      [1.7, 2],
      [1.8, -1],
      [0.3, 2],
      [0.2, -1],
      [1.01, 1],
      [0.98, -3],
      [1.9, 0.5],
    ]);
    const batch = (/** @type {number[][]} */ rows, /** @type {number} */ range, /** @type {string} */ when) => ({
      args: [rows.map(([ratio]) => ratio), rows.map(([, advantage]) => advantage), range],
      when,
    });
    const between = draws.shuffled([
      [1.25, 1],
      [1.27, 2],
      [0.74, -1],
      [1.6, 1],
      [0.3, -2],
    ]);
    return [
      batch(six, 0.2, 'all six cells occur, one of them twice'),
      batch(between, 0.3, 'the range is 0.3'),
      batch(
        [
          [1, draws.number(1, 2)],
          [1, -1],
        ],
        0.1,
        'nothing has moved',
      ),
      batch([[0.5, -draws.number(1, 2)]], 0.2, 'there is one sample, a bad action that has become rare'),
      batch(
        [
          [0.5, -1],
          [0.4, -2],
          [2, 1],
          [2, -1],
        ],
        0.2,
        'most of the dead are bad actions',
      ),
    ];
  },
  cap: (draws) =>
    [draws.number(1, 4), draws.number(0.2, 0.9), -draws.number(0.2, 0.9), -draws.number(1, 4)].flatMap((advantage) =>
      [draws.number(0.05, 0.15), draws.number(0.3, 0.6)].map((range) => ({
        args: [advantage, range],
        when: `A is ${advantage} and the range is ${range}`,
      })),
    ),
};
