// The runs of lesson 11b: CartPole without its velocities, with a memory and with the same network that forgets.
import { evaluatePolicy, mean } from 'ppo-lib';
import { recurrentConfig, recurrentPpo, someObservations } from 'ppo-lib/recurrent';
import { digits } from '../lib/numbers.mjs';
import { writeRuns } from './files.mjs';
import { inLanes } from './lanes.mjs';

/** Other seeds than those that the settings were chosen on. */
const seeds = Array.from({ length: 20 }, (_, i) => 101 + i);

const ENV = 'CartPole-v1';

/** Position in m and angle in tenths of a radian. */
const partial = (/** @type {number} */ numEnvs) => () => someObservations(ENV, [0, 2], numEnvs, [1, 10]);

/** @typedef {import('ppo-lib/recurrent').RecurrentConfig} RecurrentConfig */
/** @typedef {() => import('ppo-lib/recurrent').TrainingEnv} Envs */

/**
 * The mean return of 100 new episodes in which the likeliest action is taken.
 * @param {Parameters<typeof evaluatePolicy>[0]['learner']} learner
 * @param {Envs} env of ten environments
 * @param {number} seed
 */
async function greedy(learner, env, seed) {
  return digits(mean((await evaluatePolicy({ learner, env, seed })).episodeReturns), 4);
}

/** @param {Partial<RecurrentConfig>} config */
const withMemory = (config) => async (/** @type {number} */ seed) => {
  const { learner } = await recurrentPpo({ env: partial(recurrentConfig().numEnvs), config, seed }).result;
  return greedy(learner.actor(), partial(10), seed);
};

/**
 * Name -> the final return of a seed.
 * @type {[string, (seed: number) => Promise<number>][]}
 */
export const arms = [
  ['memory', withMemory({})],
  ['memory, states computed again', withMemory({ states: 'recomputed' })],
  ['the same network, forgetting', withMemory({ memory: false })],
];

async function makeArms() {
  /** @type {{ arm: string, seed: number, final: number }[]} */
  const runs = [];
  const jobs = arms.flatMap(([arm]) => seeds.map((seed) => ({ arm, seed })));
  await inLanes('recurrentWorker.mjs', jobs, (/** @type {(typeof runs)[number]} */ run) => {
    runs.push(run);
    console.log(`  recurrent: ${run.arm}, seed ${run.seed}: ${run.final}`);
  });
  const order = arms.map(([arm]) => arm);
  runs.sort((a, b) => order.indexOf(a.arm) - order.indexOf(b.arm) || a.seed - b.seed);
  const note = 'CartPole-v1; final: mean return of 100 new episodes, likeliest actions; written by npm run figures';
  writeRuns('recurrent', { note, seeds, recurrent: recurrentConfig(), runs });
}

/**
 * File name, without its ending -> what makes it.
 * @type {[string, () => Promise<void>][]}
 */
export const recurrentFiles = [['recurrent', makeArms]];
