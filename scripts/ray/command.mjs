// npm run ray: rollouts on a Ray cluster. Ray is no part of the project's set-up: it is installed here, when it is asked for.
import { parseArgs } from 'node:util';
import { Problem, reportAndExit } from '../lib/problems.mjs';

const known = `npm run ray -- install                 Ray into .cache, for the others
npm run ray -- rllib [--seed 0]        RLlib's PPO learns CartPole from environments of gymnasium-js`;

export async function rayCommand() {
  try {
    const { what, seed } = readOptions(process.argv.slice(2));
    if (what === 'install') await (await import('./install.mjs')).ensureRay('ray');
    if (what === 'rllib') await (await import('./rllib.mjs')).rllibCommand({ seed });
  } catch (error) {
    reportAndExit(error);
  }
}

/** @param {string[]} args */
export function readOptions(args) {
  try {
    const { values, positionals } = parseArgs({ args, options: { seed: { type: 'string' } }, allowPositionals: true });
    const [what, more] = positionals;
    if (more !== undefined || !['install', 'rllib'].includes(what)) throw new Error(`got "${positionals.join(' ')}".`);
    return { what, seed: Number(values.seed ?? 0) };
  } catch (error) {
    throw new Problem(`npm run ray: ${/** @type {Error} */ (error).message} It knows\n${known}`);
  }
}
