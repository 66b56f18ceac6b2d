// npm run mutants: plants faults one at a time, in a copy of the project, and prints which of them the tests notice.
import { parseArgs } from 'node:util';
import { Problem } from '../lib/problems.mjs';
import { setUp } from '../lib/setup.mjs';

/**
 * @typedef {object} Options
 * @property {string[]} packages  lib/ppo, ppo or scripts; none: all
 * @property {string[]} kinds
 * @property {string[]} only      ids
 * @property {number} jobs        copies that are tried at once
 * @property {number} random      faults by chance instead of the planted ones; 0: the planted ones
 * @property {number} seed        of that chance, and of the order
 * @property {boolean} quick      leaves out slow tests, but for those beside the file with the fault
 */

export async function mutantsCommand() {
  const options = readOptions(process.argv.slice(2));
  await setUp(); // tests run lessons, so they need the kernel's Python as well
  await (await import('./hunt.mjs')).hunt(options);
}

/**
 * @param {string[]} args
 * @returns {Options}
 */
export function readOptions(args) {
  try {
    const many = /** @type {const} */ ({ type: 'string', multiple: true });
    const { values } = parseArgs({
      args,
      options: {
        package: many,
        kind: many,
        only: many,
        jobs: { type: 'string', default: '2' },
        random: { type: 'string', default: '0' },
        seed: { type: 'string', default: '1' },
        quick: { type: 'boolean', default: false },
      },
    });
    const { package: packages = [], kind: kinds = [], only = [], quick } = values;
    const jobs = whole('jobs', values.jobs, 1);
    return {
      packages,
      kinds,
      only,
      jobs,
      random: whole('random', values.random, 0),
      seed: whole('seed', values.seed, 0),
      quick,
    };
  } catch (error) {
    const known = 'Options: --package NAME, --kind NAME, --only ID, --jobs N, --random N, --seed S, --quick.';
    throw new Problem(`npm run mutants: ${/** @type {Error} */ (error).message} ${known}`);
  }
}

/**
 * @param {string} name
 * @param {string} text
 * @param {number} least
 */
function whole(name, text, least) {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= least && text.trim() !== '') return number;
  throw new Error(`--${name}: expected a whole number from ${least}, got "${text}".`);
}
