// Valid calls of ppo-clinic/exam.

export const packageName = 'ppo-clinic/exam';

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
export function describe(lib) {
  const seed = 15;
  const paper = () => lib.drawPaper({ kind: 'exam', seed });
  const program = () => ({
    ratioOf: () => 1,
    slopeOf: () => 0,
    advantagesOf: (/** @type {number[]} */ rewards) => rewards.map(() => 0),
    targetsOf: (/** @type {number[]} */ advantages) => advantages,
    entropySlopes: () => [0, 0, 0],
  });
  const explore = () => [8, 50, 1, -1];
  // A paper is what drawPaper made, and a judge's function what a reader wrote: neither is typed in by hand.
  return {
    drawPaper: { args: () => [{ kind: 'exam', seed }], names: ['options'] },
    markPaper: { args: () => [paper(), { 1: 'a' }], closed: ['0'], names: ['paper', 'answers'] },
    checkOf: { args: () => [paper(), 30], closed: ['0'], names: ['paper', 'number'] },
    showItems: { args: () => [paper(), 1, 2], closed: ['0'], names: ['paper', 'from', 'to'] },
    showMarks: { args: () => [paper(), { 1: 'a' }], closed: ['0'], names: ['paper', 'answers'] },
    review: { args: () => ['05', { seed: 1 }], names: ['lesson', 'options'] },
    unknownWorld: { args: () => [seed, 0], names: ['seed', 'luck'] },
    learn: {
      args: () => [program(), { ...lib.soundSettings }, { world: seed, seed: 1 }],
      names: ['program', 'settings', 'options'],
      costly: true,
    },
    capstoneRubric: {
      args: () => [seed, program(), { explore, mend: null }],
      names: ['world', 'broken', 'work'],
      costly: true,
    },
    judgeExploring: { args: () => [seed], names: ['world'] },
    judgeMending: { args: () => [program()], names: ['broken'] },
    exportResults: { why: 'it takes nothing' },
    showGain: { why: 'it takes nothing' },
    soundSettings: { why: 'an object' },
  };
}
