// npm run ray: rollouts on a Ray cluster. Ray is no part of the project's set-up: it is installed here, when it is asked for.
import { parseArgs } from 'node:util';
import { Problem, reportAndExit } from '../lib/problems.mjs';

const known = `npm run ray -- --address HOST:PORT     CartPole on your cluster, of which this machine is a node. Options: --workers 4, --python PATH
npm run ray -- install                 Ray into .cache, for the others
npm run ray -- test                    a cluster of two machines in network namespaces, whose parts fail; every run ends the same.
                                       --minutes 60 --seed 0: anything is killed at any time, for so long
                                       --record: writes data/figures/ray-faults.runs.json
npm run ray -- rllib [--seed 0]        RLlib's PPO learns CartPole from environments of gymnasium-js
npm run ray -- runners                 the same rollouts on threads, on Ray and on RLlib's env runners, in turns
npm run ray -- source                  the RLlib program of a source: what stops each line, and what it learns when corrected`;

/** @type {Record<string, (options: Options) => Promise<unknown>>} */
const commands = {
  address: async (options) => (await import('./address.mjs')).addressCommand(options),
  install: async () => (await import('./install.mjs')).ensureRay('ray'),
  test: async (options) => (await import('./clusterTest.mjs')).rayTestCommand(options),
  rllib: async (options) => (await import('./rllib.mjs')).rllibCommand(options),
  runners: async () => (await import('./runners.mjs')).runnersCommand(),
  source: async () => (await import('./source.mjs')).sourceCommand(),
};

/** @typedef {{ what: string, seed: number, address: string, workers: number, python: string | undefined, minutes: number, record: boolean }} Options */

export async function rayCommand() {
  try {
    const options = readOptions(process.argv.slice(2));
    await commands[options.what](options);
  } catch (error) {
    reportAndExit(error);
  }
}

/**
 * @param {string[]} args
 * @returns {Options}
 */
export function readOptions(args) {
  try {
    const text = /** @type {const} */ ({ type: 'string' });
    const record = /** @type {const} */ ({ type: 'boolean', default: false });
    const options = { address: text, workers: text, python: text, seed: text, minutes: text, record };
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const { address = '', workers = '4', python, seed = '0', minutes = '0' } = values;
    const [what = address === '' ? '' : 'address', more] = positionals;
    if (more !== undefined || !Object.hasOwn(commands, what) || (what === 'address') !== (address !== '')) {
      throw new Error(`got "${args.join(' ')}".`);
    }
    const numbers = {
      seed: whole('seed', seed, 0),
      workers: whole('workers', workers, 1),
      minutes: whole('minutes', minutes, 0),
    };
    return { what, address, python, record: values.record, ...numbers };
  } catch (error) {
    throw new Problem(`npm run ray: ${/** @type {Error} */ (error).message} It knows\n${known}`);
  }
}

/**
 * @param {string} name
 * @param {string} text
 * @param {number} least
 */
function whole(name, text, least) {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least) return number;
  throw new Error(`--${name}: got "${text}", expected a whole number from ${least}.`);
}
