// Valid calls of ppo-clinic/tokens. A program is run once for each seed, and remembered.
import { createRequire } from 'node:module';

export const packageName = 'ppo-clinic/tokens';

const require = createRequire(import.meta.url);

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
export function describe(lib) {
  /** @param {string} name @param {unknown[]} args @param {string[]} names */
  const measured = (name, args, names) => ({
    args: () => [...args],
    via: async (/** @type {unknown[]} */ given) => {
      await require('ppo-lib').useBackend();
      return lib[name](...given);
    },
    names,
    costly: true,
  });
  const judged = /** @type {const} */ ([
    [1, 'kl-sign', 1],
    ['patient', 'guess', 'seed'],
  ]);
  return {
    findingsOfProgram: measured('findingsOfProgram', ['healthy', 1], ['bug', 'seed']),
    // Whatever a reader types as a name gets an answer, never an error.
    judgeTokenBug: measured('judgeTokenBug', [...judged[0]], [...judged[1]]),
    nameTokenBug: measured('nameTokenBug', [...judged[0]], [...judged[1]]),
    tokenChart: measured('tokenChart', [1, 1], ['patient', 'seed']),
    tokenAutopsyOf: { args: () => [1, 'nothing'], names: ['patient', 'named'] },
    tokenCandidateList: { why: 'it takes nothing' },
    tokenCandidates: { why: 'a list' },
    tokenChecks: { why: 'an object' },
    tokenPatients: { why: 'a list' },
  };
}
