// What fails in npm run ray -- test, and one run in which something does.
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { scripts } from '../lib/paths.mjs';
import { address, kill } from './cluster.mjs';

/**
 * @typedef {import('./cluster.mjs').Cluster} Cluster
 * @typedef {import('node:child_process').ChildProcess} ChildProcess
 * @typedef {(cluster: Cluster, learner: ChildProcess) => void} Fault
 */

/** @type {(cluster: Cluster, count: number, what: 'pid' | 'parent') => void} */
const killWorkers = (cluster, count, what) => {
  for (const worker of cluster.workers().slice(0, count)) kill(worker[what]);
};

/**
 * One at a time, by the form of the test.
 * @type {Record<'all' | 'short', Record<string, Fault>>}
 */
export const faults = {
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

/**
 * Any of them, again and again: on average in every eighth iteration. A machine or a link that is gone comes back in a later one.
 * @param {import('ppo-lib').Random} random
 * @returns {{ onIteration: Fault, counts: Record<string, number> }}
 */
export function randomFaults(random) {
  let isWhole = true;
  /** @type {[string, number, Fault][]} name, share, what happens */
  const all = [
    ['Node processes', 8, (cluster) => killOne(cluster, random, 'pid')],
    ['actors', 6, (cluster) => killOne(cluster, random, 'parent')],
    ['learners', 2, faults.all['the learner']],
    ['machines', 1, (cluster) => ((isWhole = false), cluster.killNode())],
    ['links', 1, (cluster) => ((isWhole = false), cluster.cutLink())],
  ];
  const deck = all.flatMap((fault) => Array.from({ length: fault[1] }, () => fault));
  /** @type {Record<string, number>} */
  const counts = Object.fromEntries(all.map(([name]) => [name, 0]));
  return {
    counts,
    onIteration(cluster, learner) {
      if (random.integer(8) > 0) return;
      const [name, , fault] = deck[random.integer(deck.length)];
      if (isWhole) {
        counts[name]++;
        fault(cluster, learner);
      } else {
        cluster.restoreNode();
        isWhole = true;
      }
    },
  };
}

/** @type {(cluster: Cluster, random: import('ppo-lib').Random, what: 'pid' | 'parent') => void} */
function killOne(cluster, random, what) {
  const workers = cluster.workers();
  if (workers.length > 0) kill(workers[random.integer(workers.length)][what]);
}

/**
 * One run, in which `onIteration` may do harm; a learner that ends without a result is started again and goes on from its checkpoint.
 * @param {{ python: string, numWorkers: number }} options
 * @param {(learner: ChildProcess, iteration: number, attempt: number) => void} onIteration
 * @returns {Promise<{ learned: import('./learn.mjs').Learned, fragmentsLost: number }>}
 */
export async function disturbedRun(options, onIteration) {
  const folder = mkdtempSync(join(String(process.env.HOME), 'checkpoints-'));
  const settings = JSON.stringify({ address, node: process.execPath, deadline: 1.5, ...options });
  for (let attempt = 0; attempt < 100; attempt++) {
    const args = [join(scripts, 'ray/learn.mjs'), settings, folder];
    const learner = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise((resolve) => learner.once('close', (_, signal) => resolve(signal)));
    let result = null;
    for await (const line of createInterface({ input: learner.stdout })) {
      const said = JSON.parse(line);
      if (said.iteration) onIteration(learner, said.iteration, attempt);
      if (said.learned) result = said;
    }
    if (result) return result;
    if ((await ended) !== 'SIGKILL') break; // nobody killed it
  }
  throw new Error('the learner ended without a result');
}
