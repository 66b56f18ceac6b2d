// Hidden cases of lesson 08c.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  worth: (draws) => {
    const silent = () => [draws.integer(0, 15), 100];
    const loud = () => [draws.integer(25, 90), 100];
    const found = () => [draws.integer(60, 100), 100];
    const missed = () => [draws.integer(0, 40), 100];
    const of = (/** @type {number[][]} */ ...tasks) => [tasks];
    return [
      { args: of([...silent(), ...found()], [...silent(), ...found()]), when: 'it is good on both tasks' },
      { args: of([...loud(), ...found()], [...silent(), ...found()]), when: 'it rings in healthy runs of one task' },
      { args: of([...silent(), ...missed()], [...silent(), ...found()]), when: 'it is blind on one task' },
      { args: of([...silent(), ...missed()], [...loud(), ...found()]), when: 'each task has another fault' },
      { args: of([10, 50, ...found()]), when: 'it rings in exactly 20 percent of the healthy updates' },
      { args: of([...silent(), 25, 50]), when: 'it rings in exactly half of the broken updates' },
      { args: of([0, 0, ...found()], [...silent(), ...found()]), when: 'one task has no healthy updates' },
      { args: of([...silent(), 0, 0], [...silent(), ...found()]), when: 'one task has no broken updates' },
      {
        args: of([0, 900, ...missed()], [...loud(), 900, 1000]),
        when: 'it is good only over both tasks together',
      },
    ];
  },
};
