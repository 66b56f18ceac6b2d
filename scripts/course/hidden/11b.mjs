// Hidden cases of lesson 11b.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  starts: (draws) => {
    const ends = (/** @type {number} */ steps, /** @type {number[]} */ at) =>
      Array.from({ length: steps }, (_, t) => Number(at.includes(t)));
    return [
      { args: [ends(6, [draws.integer(1, 4)]), ends(6, []), false], when: 'an episode terminates' },
      { args: [ends(6, []), ends(6, [draws.integer(1, 4)]), false], when: 'a time limit cuts one' },
      { args: [ends(5, []), ends(5, []), true], when: 'the first step is a start' },
      { args: [ends(7, [0, 3]), ends(7, [1, 6]), draws.integer(0, 1) === 1], when: 'four episodes end' },
      { args: [ends(4, [2]), ends(4, [2]), false], when: 'an episode terminates at its time limit' },
    ];
  },
  masked: (draws) => {
    const columns = (/** @type {number[]} */ lengths, /** @type {string} */ when) => {
      const rows = Math.max(...lengths);
      const mask = Array.from({ length: rows }, (_, l) => lengths.map((length) => Number(l < length)));
      return { args: [mask.map((row) => draws.numbers(row.length, 1, 9, 1)), mask], when };
    };
    return [
      columns([3, 3], 'nothing is padded'),
      columns([1, 5], 'one sequence is much shorter'),
      columns([2, 4, 1, 3], 'four sequences have different lengths'),
    ];
  },
  reach: (draws) => {
    const starts = (/** @type {number} */ steps, /** @type {number[]} */ at) =>
      Array.from({ length: steps }, (_, t) => Number(at.includes(t)));
    return [
      { args: [starts(7, [0]), draws.integer(8, 12)], when: 'one sequence, one episode' },
      { args: [starts(8, [draws.integer(2, 6)]), 8], when: 'an episode begins within a sequence' },
      { args: [starts(11, []), draws.integer(3, 5)], when: 'the rollout is cut' },
      { args: [starts(12, [2, 3, 9]), 4], when: 'episodes begin within sequences and at their cut' },
      { args: [starts(5, [1]), 1], when: 'every sequence has one step' },
    ];
  },
};
