// npm run ray -- test: CartPole learned on a Ray cluster of two machines while parts of it fail. Every run must end with the parameters
// of the undisturbed one on threads. This file is also what runs inside the namespaces.
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { threadWorkers } from 'ppo-lib';
import { scripts } from '../lib/paths.mjs';
import { Problem } from '../lib/problems.mjs';
import { Cluster, address, kill } from './cluster.mjs';
import { ensureRay } from './install.mjs';
import { learn } from './learn.mjs';
import { isolated, rayHome, whyNotIsolated } from './namespace.mjs';

/** In which iteration something fails. */
const when = 15;

/** @typedef {(cluster: Cluster, learner: import('node:child_process').ChildProcess) => void} Fault */

/** @type {(cluster: Cluster, count: number, what: 'pid' | 'parent') => void} */
const killWorkers = (cluster, count, what) => {
  for (const worker of cluster.workers().slice(0, count)) kill(worker[what]);
};

/** @type {Record<'all' | 'short', Record<string, Fault>>} */
const faults = {
  short: { 'an actor': (cluster) => killWorkers(cluster, 1, 'parent') },
  all: {
    nothing: () => {},
    'two Node processes': (cluster) => killWorkers(cluster, 2, 'pid'),
    'two actors': (cluster) => killWorkers(cluster, 2, 'parent'),
    'the second machine': (cluster) => cluster.killNode(),
    'the link to it': (cluster) => cluster.cutLink(),
    'the learner': (_, learner) => kill(Number(learner.pid)),
  },
};

/** Its exit code is 1 if a run ended otherwise. */
export async function rayTestCommand() {
  const reason = whyNotIsolated();
  if (reason) throw new Problem(`npm run ray -- test: ${reason}.`);
  process.exitCode = await testCluster(await ensureRay('ray'), 'all', (line) => console.log(line));
}

/**
 * @param {string} python one that has Ray
 * @param {'all' | 'short'} form short: one machine, two actors, one of which is killed
 * @param {(line: string) => void} onLine
 * @returns {Promise<number>} exit code
 */
export async function testCluster(python, form, onLine) {
  const { env, close } = rayHome();
  const [program, args] = isolated([process.execPath, fileURLToPath(import.meta.url), python, form]);
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', onLine);
  const code = await new Promise((resolve) => child.once('close', resolve));
  close();
  return code ?? 1;
}

/**
 * @param {string} python
 * @param {'all' | 'short'} form
 */
async function inside(python, form) {
  const cluster = new Cluster(python);
  await cluster.start();
  if (form === 'all') cluster.startNode();
  const { hash, iterations } = await learn(threadWorkers(2));
  console.log(`${'fails'.padEnd(20)} iterations  slowest  fragments lost  parameters`);
  console.log(
    `${'(threads, no Ray)'.padEnd(20)} ${String(iterations).padStart(10)}${' '.repeat(27)}${hash.slice(0, 12)}`,
  );
  let bad = 0;
  for (const [name, fault] of Object.entries(faults[form])) {
    const { learned, fragmentsLost } = await disturbed(cluster, { python, numWorkers: form === 'all' ? 4 : 2 }, fault);
    if (learned.hash !== hash) bad++;
    const columns = [
      String(learned.iterations).padStart(10),
      `${learned.slowest.toFixed(2)} s`.padStart(8),
      String(fragmentsLost).padStart(15),
    ];
    console.log(`${name.padEnd(20)} ${columns.join(' ')}  ${learned.hash === hash ? 'the same' : learned.hash}`);
    if (name === 'the second machine' || name === 'the link to it') cluster.restoreNode();
  }
  process.exit(bad === 0 ? 0 : 1); // the namespaces end with this process, and everything in them
}

/**
 * One run in which something fails; a learner that ends without a result is started again.
 * @param {Cluster} cluster
 * @param {{ python: string, numWorkers: number }} options
 * @param {Fault} fault
 * @returns {Promise<{ learned: import('./learn.mjs').Learned, fragmentsLost: number }>}
 */
async function disturbed(cluster, options, fault) {
  const folder = mkdtempSync(join(String(process.env.HOME), 'checkpoints-'));
  const settings = JSON.stringify({ address, node: process.execPath, deadline: 1.5, ...options });
  for (let attempt = 0; attempt < 2; attempt++) {
    const args = [join(scripts, 'ray/learn.mjs'), settings, folder];
    const learner = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let result = null;
    for await (const line of createInterface({ input: learner.stdout })) {
      const said = JSON.parse(line);
      if (said.iteration === when && attempt === 0) fault(cluster, learner);
      if (said.learned) result = said;
    }
    if (result) return result;
  }
  throw new Error('the learner ended twice without a result');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await inside(process.argv[2], process.argv[3] === 'all' ? 'all' : 'short');
}
