// Hidden cases of lesson 11.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  flips: (draws) => {
    const batch = (/** @type {string} */ when, /** @type {number[]} */ list) => ({
      args: [draws.shuffled(list)],
      when,
    });
    return [
      batch('the advantages have both signs', draws.numbers(8, -4, 2)),
      batch('all are positive', draws.numbers(6, 0.5, 9)),
      batch('all are negative', draws.numbers(7, -9, -0.5)),
      batch('two are exactly 0', [0, 0, 4, draws.integer(5, 9)]),
      batch('one lies at the mean', [2, 4, 6]),
      batch('one is far above the others', [1, 2, 3, 4, draws.integer(90, 99)]),
    ];
  },
  profile: (draws) => {
    const scores = (/** @type {number[]} */ seeds) => seeds.map((count) => draws.numbers(count, 0, 1.2, 1));
    return [
      { args: [scores([5]), [0.25, 0.55, 0.85]], when: 'there is one task' },
      { args: [scores([2, 6, 3]), [0.15, 0.45, 0.95]], when: 'tasks have different numbers of seeds' },
      {
        args: [
          [
            [0.9, 0.9, 0.9, 0.9, 0.9],
            [0.1, 0.2],
          ],
          [0.15, 0.5],
        ],
        when: 'the task with most seeds goes well',
      },
      {
        args: [
          [[0.5, 0.8], draws.shuffled([0.5, 0.5, 1])],
          [0.5, 0.8],
        ],
        when: 'scores lie at the thresholds',
      },
      { args: [scores([4, 4]), [-1, 5]], when: 'the thresholds are below and above all scores' },
    ];
  },
  honest: (draws) => {
    const runs = (/** @type {number[]} */ first, /** @type {number[]} */ rest) => [...first, ...rest];
    const near = (/** @type {number} */ level, /** @type {number} */ count) =>
      draws.numbers(count, level - 0.4, level + 0.4);
    return [
      {
        args: [[runs(near(9, 2), near(2, 4)), runs(near(5, 2), near(8, 4)), runs(near(7, 2), near(4, 4))], 2],
        when: 'the setting that wins on the tuning seeds does badly on the others',
      },
      {
        args: [[runs(near(-8, 3), near(-2, 3)), runs(near(-3, 3), near(-6, 3))], 3],
        when: 'all scores are negative',
      },
      { args: [[near(3, 4), runs(near(6, 1), near(1, 3))], 1], when: 'one seed is for tuning' },
      {
        args: [[runs(near(4, 5), near(7, 1)), runs(near(6, 5), near(1, 1)), runs(near(1, 5), near(9, 1))], 5],
        when: 'one seed is left for the test',
      },
    ];
  },
};
