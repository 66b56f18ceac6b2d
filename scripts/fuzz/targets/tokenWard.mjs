// Valid calls of ppo-clinic/tokens. A program is run once for each seed, and remembered.

export const packageName = 'ppo-clinic/tokens';

/** @returns {import('../target.mjs').Descriptions} */
export function describe() {
  return {
    findingsOfProgram: { args: () => ['healthy', 1], names: ['bug', 'seed'], costly: true },
    // Whatever a reader types as a name gets an answer, never an error.
    judgeTokenBug: { args: () => [1, 'kl-sign', 1], names: ['patient', 'guess', 'seed'], costly: true },
    nameTokenBug: { args: () => [1, 'kl-sign', 1], names: ['patient', 'guess', 'seed'], costly: true },
    tokenAutopsyOf: { args: () => [1, 'nothing'], names: ['patient', 'named'] },
    tokenChart: { args: () => [1, 1], names: ['patient', 'seed'], costly: true },
    tokenCandidateList: { why: 'it takes nothing' },
    tokenCandidates: { why: 'a list' },
    tokenChecks: { why: 'an object' },
    tokenPatients: { why: 'a list' },
  };
}
