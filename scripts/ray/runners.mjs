// npm run ray -- runners: the same work on workers of ours and on RLlib's env runners, in turns, in one run: two of each play 16 CartPoles for
// 256 steps under a policy of two layers of 64. Writes data/figures/rllib-runners.runs.json. This file is also what runs inside the namespace.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { compiledLearner, ppoConfig, quantile, threadWorkers, train } from 'ppo-lib';
import { rayWorkers } from 'ppo-lib/ray';
import { writeRuns } from '../figures/files.mjs';
import { digits } from '../lib/numbers.mjs';
import { scripts } from '../lib/paths.mjs';
import { Problem } from '../lib/problems.mjs';
import { ensureRay } from './install.mjs';
import { isolated, rayHome, whyNotIsolated } from './namespace.mjs';

const [runners, envsPerRunner, numSteps, rounds] = [2, 8, 256, 20];
const numEnvs = runners * envsPerRunner;

export async function runnersCommand() {
  const reason = whyNotIsolated();
  if (reason) throw new Problem(`npm run ray -- runners: ${reason}.`);
  const python = await ensureRay('rllib');
  const { env, close } = rayHome({ RAY_AUTH_MODE: 'disabled' }); // nothing can reach it in there
  const [program, args] = isolated([process.execPath, fileURLToPath(import.meta.url), python]);
  const child = spawn(program, args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
  const code = await new Promise((resolve) => child.once('close', resolve));
  close();
  if (code !== 0) throw new Problem(`npm run ray -- runners: ended with code ${code}.`);
  console.log('data/figures/rllib-runners.runs.json is written');
}

/**
 * Rollouts of a run, each as it is asked for: seconds from the weights to the last fragment.
 * @param {import('ppo-lib').WorkerPool} pool
 * @returns {{ next: () => Promise<number>, close: () => Promise<unknown> }}
 */
function rolloutsOf(pool) {
  const collect = pool.collect.bind(pool);
  let seconds = 0;
  pool.collect = async function* (fragments) {
    const began = performance.now();
    for await (const result of collect(fragments)) {
      seconds = (performance.now() - began) / 1000; // the last one counts
      yield result;
    }
  };
  const sizes = { numEnvs, numSteps, minibatchSize: (numEnvs * numSteps) / 4 };
  const config = ppoConfig('cleanrl', { ...sizes, hiddenSizes: [64, 64], totalTimesteps: numEnvs * numSteps * 1000 });
  const training = train({ config, seed: 1, learner: compiledLearner, workers: pool });
  return {
    next: async () => {
      await training.next();
      return seconds;
    },
    close: () => training.return(),
  };
}

/** @param {string} python */
async function inside(python) {
  const args = [join(scripts, 'ray/rllib_runners.py'), runners, envsPerRunner, numSteps].map(String);
  const child = spawn(python, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => (said = (said + String(chunk)).slice(-2000)));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`RLlib ended.\n${said}`);
    return JSON.parse(value);
  };
  const { ready, address } = await answer();
  const threads = rolloutsOf(threadWorkers(runners, { deadline: 60 }));
  const actors = rolloutsOf(rayWorkers({ address, numWorkers: runners, python, node: process.execPath, deadline: 60 }));
  /** @type {{ round: number, threads: number, actors: number, envRunners: number, steps: number }[]} */
  const runs = [];
  for (let round = -2; round < rounds; round++) {
    const [ofThreads, ofActors] = [await threads.next(), await actors.next()];
    child.stdin.write('\n');
    const { seconds, steps } = await answer();
    const row = {
      round,
      threads: digits(ofThreads, 3),
      actors: digits(ofActors, 3),
      envRunners: digits(seconds, 3),
      steps,
    };
    if (round >= 0) runs.push(row);
    console.log(JSON.stringify(row));
  }
  const median = (/** @type {'threads' | 'actors' | 'envRunners'} */ who) =>
    quantile(
      runs.map((run) => run[who]),
      0.5,
    );
  for (const who of /** @type {const} */ (['threads', 'actors']))
    console.log(`env runners / ${who}: ${(median('envRunners') / median(who)).toFixed(1)}`);
  const note =
    `CartPole-v1, ${numEnvs} environments for ${numSteps} steps under a policy of two layers of 64, on ${runners} workers: seconds of a batch on threads, ` +
    'on actors of the same Ray and on env runners of RLlib, in turns; steps: of the env runners; written by npm run ray -- runners';
  writeRuns('rllib-runners', { note, ray: ready, runs });
  process.exit(0); // the namespace ends with this process, and everything in it
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await inside(process.argv[2]);
