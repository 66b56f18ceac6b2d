// What workers buy: the times of the same work on more and more of them, for lesson 13. Of every time the smallest of several is kept:
// whatever else a machine does only adds. Machines differ; the lesson draws its conclusions from ratios.
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { makeVec } from 'gymnasium-js';
import { WorkerVectorEnv } from 'gymnasium-js/workers';
import { compiledLearner, ppoConfig, threadWorkers, train, trainMany } from 'ppo-lib';
import { digits } from '../lib/numbers.mjs';
import { writeRuns } from './files.mjs';
import './slowWorld.cjs';

const modules = [fileURLToPath(new URL('slowWorld.cjs', import.meta.url))];
const rounds = 3;
const workerCounts = [0, 1, 2, 4, 8, 16]; // 0: this thread

/** Environments side by side, one step of all of them at a time. @type {[env: string, numEnvs: number, steps: number][]} */
const vectors = [
  ['CartPole-v1', 1024, 200],
  ['Acrobot-v1', 64, 200],
  ['figures/BusyCartPole-v0', 16, 10],
  ['figures/WaitingCartPole-v0', 16, 10],
];

/** Rollouts of 16 slots. @type {[env: string, numSteps: number][]} */
const rollouts = [
  ['CartPole-v1', 16],
  ['CartPole-v1', 1024],
  ['Acrobot-v1', 1024],
  ['figures/BusyCartPole-v0', 16],
  ['figures/WaitingCartPole-v0', 16],
];
const numEnvs = 16;

/**
 * Seconds of one step of one environment.
 * @param {string} env
 * @param {number} size
 * @param {number} steps
 * @param {number} workers
 */
function stepSeconds(env, size, steps, workers) {
  const options = /** @type {const} */ ({ numEnvs: size, autoresetMode: 'same-step' });
  const envs = workers === 0 ? makeVec(env, options) : new WorkerVectorEnv(env, { ...options, workers, modules });
  envs.reset({ seed: 1 });
  const actions = new Int32Array(size).fill(1);
  for (let i = 0; i < steps / 10; i++) envs.step(actions);
  const start = performance.now();
  for (let i = 0; i < steps; i++) envs.step(actions);
  const seconds = (performance.now() - start) / 1000 / steps / size;
  envs.close();
  return seconds;
}

/**
 * Milliseconds of the fastest iterations: until the first gradient step, and from there on.
 * @param {string} env
 * @param {number} numSteps
 * @param {number} workers
 */
async function iterationTimes(env, numSteps, workers) {
  const size = numEnvs * numSteps;
  const config = ppoConfig('fast', { numEnvs, numSteps, minibatchSize: size / 4, totalTimesteps: size * 7 });
  let firstUpdate = 0;
  /** @type {import('ppo-lib').LearnerFactory} */
  const learner = async (setup) => {
    const made = await compiledLearner(setup);
    const update = made.update.bind(made);
    made.update = (minibatch, settings) => ((firstUpdate ||= performance.now()), update(minibatch, settings));
    return made;
  };
  const pool = workers === 0 ? {} : { workers: threadWorkers(workers, { modules, deadline: 60 }) };
  const training = train({ env, config, seed: 1, learner, ...pool });
  let [play, learn] = [Infinity, Infinity];
  for (let i = 0; ; i++) {
    firstUpdate = 0;
    const start = performance.now();
    if ((await training.next()).done) break;
    if (i === 0) continue; // the workers start
    play = Math.min(play, firstUpdate - start);
    learn = Math.min(learn, performance.now() - firstUpdate);
  }
  (await training.result).learner.dispose();
  return { play, learn };
}

/**
 * Milliseconds of a message to a thread and back that is as large as the result of a fragment.
 * @param {number} numSteps
 */
async function messageTime(numSteps) {
  const echo = new Worker(
    "const { parentPort } = require('node:worker_threads'); parentPort.on('message', (m) => parentPort.postMessage(m));",
    { eval: true },
  );
  const floats = new Float32Array(numSteps * 7); // observations, log-probabilities, values, next values
  const result = { floats, rewards: new Float64Array(numSteps), flags: new Uint8Array(6 * numSteps) };
  let fastest = Infinity;
  for (let i = 0; i < 200; i++) {
    const start = performance.now();
    echo.postMessage(result);
    await once(echo, 'message');
    fastest = Math.min(fastest, performance.now() - start);
  }
  await echo.terminate();
  return fastest;
}

/**
 * Seconds for sixteen seeds.
 * @param {number} workers
 */
async function seedsTime(workers) {
  const start = performance.now();
  const options = {
    config: ppoConfig('fast'),
    seeds: Array.from({ length: 16 }, (_, i) => i + 1),
    stopAt: { iterations: 60 },
  };
  await trainMany({ ...options, learner: 'compiled', workers }).result;
  return (performance.now() - start) / 1000;
}

/**
 * Every row once a round, so that a busy minute of the machine hits all of them; the smallest of each number stays.
 * @template {Record<string, number>} T
 * @param {object[]} rows
 * @param {(row: any) => T | Promise<T>} measure
 */
async function smallest(rows, measure) {
  const best = rows.map(() => /** @type {Record<string, number>} */ ({}));
  for (let round = 0; round < rounds; round++) {
    for (const [i, row] of rows.entries()) {
      const times = await measure(row);
      for (const [name, time] of Object.entries(times)) best[i][name] = Math.min(best[i][name] ?? Infinity, time);
    }
    console.log(`  round ${round + 1} of ${rounds}`);
  }
  const rounded = best.map((times) => Object.entries(times).map(([name, time]) => [name, digits(time, 3)]));
  return rows.map((row, i) => ({ ...row, ...Object.fromEntries(rounded[i]) }));
}

export async function makeWorkers() {
  const steps = await smallest(
    vectors.flatMap(([env, size, count]) =>
      workerCounts.map((workers) => ({ kind: 'steps', env, numEnvs: size, steps: count, workers })),
    ),
    ({ env, numEnvs: size, steps: count, workers }) => ({
      microseconds: 1e6 * stepSeconds(env, size, count, workers),
    }),
  );
  const iterations = await smallest(
    rollouts.flatMap(([env, numSteps]) =>
      workerCounts.map((workers) => ({ kind: 'iteration', env, numSteps, workers })),
    ),
    ({ env, numSteps, workers }) => iterationTimes(env, numSteps, workers),
  );
  const messages = await smallest(
    [16, 1024].map((numSteps) => ({ kind: 'message', numSteps })),
    async ({ numSteps }) => ({ message: await messageTime(numSteps) }),
  );
  const seeds = await smallest(
    [1, 2, 4, 8, 16].map((workers) => ({ kind: 'seeds', workers })),
    async ({ workers }) => ({ seconds: await seedsTime(workers) }),
  );
  const note =
    `Smallest of ${rounds} rounds. steps: microseconds of one step of one environment in a vector; iteration: 16 slots of one environment, ` +
    'milliseconds until the first gradient step (play) and from there on (learn); message: milliseconds there and back of a fragment; ' +
    'seeds: seconds for sixteen seeds of 60 iterations each; workers 0: this thread; written by npm run figures';
  await writeRuns('workers', {
    note,
    cores: availableParallelism(),
    runs: [...steps, ...iterations, ...messages, ...seeds],
  });
}
