// Hidden cases of lesson 07.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  steps: (draws) => {
    const settings = (/** @type {Record<string, number>} */ fixed, /** @type {string} */ when) => {
      const numEnvs = draws.integer(2, 12);
      const numSteps = 8 * draws.integer(4, 20);
      const rest = { numEpochs: draws.integer(2, 9), minibatchSize: 8 * draws.integer(3, 9) + 1 };
      return {
        args: [{ totalTimesteps: draws.integer(40_000, 90_000), numEnvs, numSteps, ...rest, ...fixed }],
        when,
      };
    };
    return [
      settings({}, 'neither the rollouts nor the minibatches come out even'),
      settings({ numEnvs: 1 }, 'there is one environment'),
      settings({ minibatchSize: 100_000 }, 'a minibatch holds more than a rollout'),
      settings({ totalTimesteps: 20, numEnvs: 8, numSteps: 64 }, 'not even one rollout fits'),
      settings({ numEnvs: 4, numSteps: 32, minibatchSize: 64, totalTimesteps: 1280 }, 'everything comes out even'),
    ];
  },
  solved: (draws) => {
    const times = (/** @type {number} */ length, /** @type {number} */ value) => Array(length).fill(value);
    const low = draws.integer(20, 60);
    const half = draws.integer(20, 80);
    const old = draws.integer(300, 700);
    const below = draws.integer(455, 470);
    return [
      { args: [times(half, 500)], when: `only ${half} episodes have finished, all perfect` },
      { args: [[...times(old, low), ...times(100, 490)]], when: `${old} poor episodes came before 100 good ones` },
      { args: [[...times(half, below), ...times(100 - half, 500)]], when: 'the last 100 are of two kinds' },
      { args: [[...times(50, 451), ...times(50, 499)]], when: 'the mean of 100 is exactly 475' },
      { args: [[...times(100, 500), ...times(half, low), ...times(20, 500)]], when: 'the agent got worse for a while' },
      { args: [[...times(99, 470), 500]], when: 'the last episode alone reaches the bar' },
      { args: [times(100, draws.integer(480, 499))], when: 'exactly 100 good episodes have finished' },
      { args: [[...times(98, 500)]], when: 'the sum of 98 episodes would do for 100' },
    ];
  },
};
