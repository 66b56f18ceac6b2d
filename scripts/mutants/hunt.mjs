// Plants the chosen faults and tells what the tests noticed.
import { join } from 'node:path';
import { cache, root, scripts } from '../lib/paths.mjs';
import { Problem } from '../lib/problems.mjs';
import { Bench } from './bench.mjs';
import { tryAll } from './campaign.mjs';
import { unlikeBuild } from './compile.mjs';
import { placeAll, readFaults } from './faults.mjs';
import { randomMutants, shuffled } from './random.mjs';
import { groupOf, lineOf, packageOf, summaryOf, tableBy } from './report.mjs';
import { stopAll } from './runTest.mjs';

/** @typedef {import('./bench.mjs').Trial} Trial */
/** @typedef {import('./command.mjs').Options} Options */
/** @typedef {import('./faults.mjs').Mutant} Mutant */

const goal = 0.9;

/** @param {Options} options */
export async function hunt(options) {
  const chosen = await choose(options);
  const differing = unlikeBuild(root, [...new Set(chosen.map(({ file }) => file))]);
  if (differing.length > 0) throw new Problem(`These files are built otherwise than alone: ${differing.join(', ')}.`);
  /** @type {Trial[]} */
  const trials = [];
  process.on('exit', stopAll);
  // What was tried is a sample of all: the faults come in a mixed order.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => conclude(trials));
  try {
    await tryChosen(shuffled(chosen, options.seed), options, trials);
  } catch (error) {
    process.exitCode = 1;
    console.error(error instanceof Problem ? error.message : error);
  }
  conclude(trials);
}

/**
 * @param {Trial[]} trials
 * @returns {never}
 */
function conclude(trials) {
  console.log(
    `\n${tableBy(trials, 'package', packageOf)}\n\n${tableBy(trials, 'kind', ({ mutant }) => mutant.kind)}\n`,
  );
  const survivors = trials.filter(({ noticed }) => noticed === 'survived');
  for (const trial of survivors) console.log(lineOf(trial));
  console.log(summaryOf(trials));
  process.exit(process.exitCode === 1 || survivors.length > (1 - goal) * trials.length ? 1 : 0);
}

/**
 * @param {Mutant[]} chosen
 * @param {Options} options
 * @param {Trial[]} trials  gets each as it ends
 */
async function tryChosen(chosen, { jobs, quick }, trials) {
  const count = Math.min(jobs, chosen.length);
  console.log(`${chosen.length} faults on ${count} ${count === 1 ? 'copy' : 'copies'} of the project`);
  /** @type {Map<string, Promise<number>>} */
  const clean = new Map();
  const make = (/** @type {number} */ i) => new Bench(root, join(cache, 'mutants', String(i + 1)), { quick, clean });
  const benches = Array.from({ length: count }, (_, i) => make(i));
  await tryAll(benches, chosen, (trial) => {
    trials.push(trial);
    console.log(lineOf(trial));
  });
}

/**
 * @param {Options} options
 * @returns {Promise<Mutant[]>}
 */
async function choose({ packages, kinds, only, random, seed }) {
  const inPackages = (/** @type {string} */ file) =>
    packages.length === 0 || packages.some((name) => [name, `lib/${name}`].includes(groupOf(file)));
  if (random > 0) return randomMutants(root, { count: random, seed, accept: inPackages });
  const all = await readFaults(join(scripts, 'mutants', 'faults'));
  const chosen = all.filter(
    ({ id, kind, file }) =>
      inPackages(file) && (kinds.length === 0 || kinds.includes(kind)) && (only.length === 0 || only.includes(id)),
  );
  if (chosen.length > 0) return placeAll(root, chosen);
  throw new Problem(`No fault is chosen. The kinds are ${[...new Set(all.map(({ kind }) => kind))].join(', ')}.`);
}
