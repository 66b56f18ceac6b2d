// Hidden cases of lesson 12.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  target: (draws) => {
    const reward = () => draws.number(-2, 2);
    return [
      { args: [reward(), 0, 0, 0.95, [1, 7, 3, 2], [2, draws.number(3, 4), 9, 1]], when: 'the networks disagree' },
      {
        args: [reward(), 0, 0, 0.8, [draws.number(5, 6), 1], [draws.number(7, 8), 2]],
        when: 'both prefer the first action',
      },
      { args: [reward(), 1, 0, 0.9, [3, draws.number(4, 5)], [draws.number(6, 7), 2]], when: 'the episode terminated' },
      {
        args: [reward(), 0, 1, 0.9, [3, draws.number(4, 5)], [draws.number(6, 7), 2]],
        when: 'a time limit cut it off',
      },
      { args: [-1, 0, 0, 1, [-8, -3, -5], [draws.number(-7, -6), -9, -2]], when: 'all values are negative' },
      { args: [reward(), 0, 0, 0, [1, 2], [3, 4]], when: 'gamma is 0' },
    ];
  },
  arrival: (draws) => {
    const steps = (/** @type {number} */ low, /** @type {number} */ high) => draws.integer(low, high);
    const runs = (/** @type {string} */ when, /** @type {(number | null)[]} */ list) => ({
      args: [draws.shuffled(list)],
      when,
    });
    return [
      runs('one run arrived', [steps(2000, 9000)]),
      runs('all arrived, some late', [steps(300, 900), steps(2000, 8000), steps(11_000, 19_000)]),
      runs('an even number arrived', [steps(100, 400), steps(500, 900), steps(1000, 1900), steps(20_000, 30_000)]),
      runs('two of five never arrived', [steps(500, 900), steps(1000, 1900), steps(20_000, 30_000), null, null]),
      runs('the middle one of seven never arrived', [500, steps(600, 900), 1000, null, null, null, null]),
      runs('half of four never arrived', [steps(500, 900), steps(1000, 1900), null, null]),
      runs('no run arrived', [null, null, null]),
    ];
  },
  price: (draws) => {
    const [some, more] = [draws.integer(2000, 4000), draws.integer(20_000, 40_000)];
    return [
      { args: [more, 1, some, draws.integer(5, 9)], when: 'the second saves steps and costs seconds' },
      { args: [more, draws.integer(6, 9), some, 2], when: 'the second saves both' },
      { args: [some, 1, more, draws.integer(3, 9)], when: 'the second needs more of both' },
      { args: [some, draws.integer(5, 9), more, 1], when: 'the second saves seconds and costs steps' },
      { args: [some + 10, 1, some, draws.integer(50, 90)], when: 'the second saves a few steps at a high price' },
    ];
  },
  overrate: (draws) =>
    Array.from({ length: 100 }, (_, index) => {
      const level = draws.number(-10, 10);
      const truth = Array.from({ length: 20 }, () => draws.random.normal(level, 0.2));
      const valued = () => truth.map((value) => value + draws.random.normal(0, 1));
      return { args: [valued(), valued()], expected: Math.max(...truth), when: `the state is ${index}` };
    }),
};
