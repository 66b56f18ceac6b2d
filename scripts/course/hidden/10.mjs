// Hidden cases of lesson 10.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  ahead: (draws) => {
    const scores = (/** @type {number} */ count, /** @type {number} */ low, /** @type {number} */ high) =>
      draws.numbers(count, low, high, 0);
    return [
      { args: [scores(3, 50, 90), scores(4, 1, 40)], when: 'every x is above every y' },
      { args: [scores(4, -900, -100), scores(3, -900, -100)], when: 'there are more seeds of x than of y' },
      { args: [scores(2, -900, -100), scores(5, -900, -100)], when: 'there are fewer seeds of x than of y' },
      { args: [draws.shuffled([1, 2, 2, 3]), draws.shuffled([2, 2, 3, 5])], when: 'many pairs are tied' },
      {
        args: [
          [7, 7],
          [7, 7, 7],
        ],
        when: 'all scores are equal',
      },
      { args: [[draws.integer(900, 999), 1, 2], draws.shuffled([3, 4, 5])], when: 'one x is far above all others' },
    ];
  },
  judge: (draws) => {
    const margin = draws.integer(40, 200);
    const times = (/** @type {number} */ low, /** @type {number} */ high, /** @type {string} */ when) => ({
      args: [Math.round(low * margin), Math.round(high * margin), margin],
      when,
    });
    return [
      times(-0.3, draws.number(0.3, 0.9), 'the interval lies well inside the margins'),
      times(-0.9, -draws.number(0.1, 0.3), 'a small difference below zero is sure'),
      times(0.1, draws.number(0.5, 0.9), 'a small difference above zero is sure'),
      times(draws.number(1.1, 1.5), 3, 'the interval lies above the upper margin'),
      times(-4, -draws.number(1.1, 1.5), 'the interval lies below the lower margin'),
      times(-0.5, draws.number(1.2, 3), 'the interval contains zero and is wide'),
      times(draws.number(0.2, 0.8), 2, 'the interval reaches over the upper margin'),
      times(-2, -draws.number(0.2, 0.8), 'the interval reaches over the lower margin'),
      times(-draws.number(1.1, 3), 2, 'the interval reaches over both margins'),
      times(-draws.number(1.4, 1.6), 1.5, 'the interval is wide, and its middle is near zero'),
    ];
  },
};
