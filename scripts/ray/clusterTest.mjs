// npm run ray -- test: CartPole learned on a Ray cluster of two machines while parts of it fail. Every run must end with the parameters
// of the undisturbed one on threads. This file is also what runs inside the namespaces.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Random, threadWorkers } from 'ppo-lib';
import { writeRuns } from '../figures/files.mjs';
import { digits } from '../lib/numbers.mjs';
import { Problem } from '../lib/problems.mjs';
import { Cluster } from './cluster.mjs';
import { disturbedRun, faults, randomFaults } from './faults.mjs';
import { ensureRay } from './install.mjs';
import { learn } from './learn.mjs';
import { isolated, rayHome, whyNotIsolated } from './namespace.mjs';

/** In which iteration something fails. */
const when = 15;

const note =
  `CartPole-v1 to a mean return of 475 on a Ray cluster of two machines, which are network namespaces of one; something fails in iteration ${when}; ` +
  'slowest: seconds of the slowest iteration but the first; hash: of the final parameters, above of the run on threads; written by npm run ray -- test --record';

/**
 * @typedef {object} Form
 * @property {'all' | 'short' | 'random'} form all: each fault in a run of its own; short: one machine, two actors, one of which is killed;
 *   random: any fault at any time
 * @property {number} [minutes] for random
 * @property {number} [seed] for random
 * @property {boolean} [record] for all: whether what was measured goes into data/figures
 */

/**
 * Its exit code is 1 if a run ended otherwise.
 * @param {{ minutes: number, seed: number, record: boolean }} options `minutes`: of random faults; 0: each fault once
 */
export async function rayTestCommand({ minutes, seed, record }) {
  const reason = whyNotIsolated();
  if (reason) throw new Problem(`npm run ray -- test: ${reason}.`);
  const python = await ensureRay('ray');
  const form = minutes > 0 ? 'random' : 'all';
  process.exitCode = await testCluster(python, { form, minutes, seed, record }, (line) => console.log(line));
}

/**
 * @param {string} python one that has Ray
 * @param {Form} form
 * @param {(line: string) => void} onLine
 * @returns {Promise<number>} exit code
 */
export async function testCluster(python, form, onLine) {
  const { env, close } = rayHome();
  const [program, args] = isolated([process.execPath, fileURLToPath(import.meta.url), python, JSON.stringify(form)]);
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', onLine);
  const code = await new Promise((resolve) => child.once('close', resolve));
  close();
  return code ?? 1;
}

/**
 * @param {string} python
 * @param {Form} form
 */
async function inside(python, { form, minutes = 0, seed = 0, record = false }) {
  const cluster = new Cluster(python);
  await cluster.start();
  if (form !== 'short') cluster.startNode();
  const { hash, iterations } = await learn(threadWorkers(2));
  console.log(`${'fails'.padEnd(20)} iterations  slowest  fragments lost  parameters`);
  console.log(`${'(threads, no Ray)'.padEnd(20)} ${String(iterations).padStart(10)}${' '.repeat(27)}${hash}`);
  const options = { python, numWorkers: form === 'short' ? 2 : 4 };
  const isGood =
    form === 'random'
      ? randomRuns(cluster, options, hash, minutes, seed)
      : oneByOne(cluster, options, hash, form, record);
  process.exit((await isGood) ? 0 : 1); // the namespaces end with this process, and everything in them
}

/**
 * @param {Cluster} cluster
 * @param {{ python: string, numWorkers: number }} options
 * @param {string} hash
 * @param {'all' | 'short'} form
 * @param {boolean} record
 */
async function oneByOne(cluster, options, hash, form, record) {
  let isGood = true;
  const runs = [];
  for (const [name, fault] of Object.entries(faults[form])) {
    const result = await disturbedRun(options, (learner, iteration, attempt) => {
      if (iteration === when && attempt === 0) fault(cluster, learner);
    });
    isGood = report(name, result, hash) && isGood;
    const { iterations, slowest, hash: its } = result.learned;
    runs.push({ fault: name, iterations, slowest: digits(slowest, 3), fragmentsLost: result.fragmentsLost, hash: its });
    if (name === 'the second machine' || name === 'the link to it') cluster.restoreNode();
  }
  if (record) writeRuns('ray-faults', { note, workers: options.numWorkers, hash, runs });
  return isGood;
}

/**
 * @param {Cluster} cluster
 * @param {{ python: string, numWorkers: number }} options
 * @param {string} hash
 * @param {number} minutes
 * @param {number} seed
 */
async function randomRuns(cluster, options, hash, minutes, seed) {
  const { onIteration, counts } = randomFaults(new Random(seed, 'faults'));
  const until = performance.now() + minutes * 60_000;
  let isGood = true;
  for (let run = 1; isGood && performance.now() < until; run++) {
    const result = await disturbedRun(options, (learner) => onIteration(cluster, learner));
    isGood = report(`run ${run}`, result, hash);
  }
  console.log(
    `Killed: ${Object.entries(counts)
      .map(([name, count]) => `${count} ${name}`)
      .join(', ')}`,
  );
  return isGood;
}

/**
 * @param {string} name
 * @param {{ learned: import('./learn.mjs').Learned, fragmentsLost: number }} result
 * @param {string} hash of the run that nothing disturbed
 */
function report(name, { learned, fragmentsLost }, hash) {
  const columns = [
    String(learned.iterations).padStart(10),
    `${learned.slowest.toFixed(2)} s`.padStart(8),
    String(fragmentsLost).padStart(15),
  ];
  console.log(`${name.padEnd(20)} ${columns.join(' ')}  ${learned.hash === hash ? 'the same' : learned.hash}`);
  return learned.hash === hash;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await inside(process.argv[2], JSON.parse(process.argv[3]));
