// Hidden cases of lesson 11c.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  seeds: (draws) => {
    const spread = () => draws.number(50, 90);
    return [
      { args: [draws.number(20, 40), spread(), spread()], when: 'both scatter about alike' },
      { args: [draws.number(20, 40), draws.number(10, 20), draws.number(90, 130)], when: 'the second scatters more' },
      { args: [draws.number(15, 30), draws.number(90, 130), draws.number(10, 20)], when: 'the first scatters more' },
      { args: [-draws.number(20, 40), spread(), spread()], when: 'the first setting is the worse one' },
      { args: [draws.number(150, 180), spread(), spread()], when: 'the difference is large' },
      { args: [draws.number(2, 5), spread(), spread()], when: 'the difference is small' },
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
  luck: (draws) =>
    Array.from({ length: 100 }, (_, index) => {
      const level = draws.number(50, 400);
      const truth = Array.from({ length: 20 }, () => draws.random.normal(level, 10));
      const scores = truth.map((own) => Array.from({ length: 10 }, () => draws.random.normal(own, 40)));
      const means = scores.map((list) => list.reduce((a, b) => a + b) / list.length);
      return { args: [scores], expected: truth[means.indexOf(Math.max(...means))], when: `the search is ${index}` };
    }),
};
