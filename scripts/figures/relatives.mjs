// The runs of lesson 12: PPO and its relatives on three tasks, and what may stand in the place of PPO's clip.
import { createRequire } from 'node:module';
import { ppoConfig } from 'ppo-lib';
import { twentySeeds, writeRuns } from './files.mjs';
import { inLanes } from './lanes.mjs';
import { makeFreshShapes, makeShapes } from './shapes.mjs';
import { workOf } from './relativesWork.mjs';

// The names that the lesson's reader sees; a subpath of a package that is linked is found by require alone.
const lib = /** @type {typeof import('ppo-lib/relatives')} */ (createRequire(import.meta.url)('ppo-lib/relatives'));

/** @typedef {import('./relativesRun.mjs').Algorithm} Algorithm */
/** @typedef {Awaited<ReturnType<typeof import('./relativesRun.mjs').measuredRun>>} MeasuredRun */
/** @typedef {'CartPole-v1' | 'Acrobot-v1' | 'Pendulum-v1'} Task */
/** @typedef {Record<string, unknown>} Settings */

/**
 * Task -> the mean return of 20 training episodes in a row that counts as arrived, and the size of its observations and actions.
 * @type {Record<Task, { threshold: number, observationSize: number, actions: number }>}
 */
export const tasks = {
  'CartPole-v1': { threshold: 475, observationSize: 4, actions: 2 },
  'Acrobot-v1': { threshold: -100, observationSize: 6, actions: 3 },
  'Pendulum-v1': { threshold: -250, observationSize: 3, actions: 1 },
};

/** A2C: PPO's loop with one gradient step per rollout, on A log pi. */
const a2c = { objective: 'policy-gradient', numEpochs: 1, normalizeAdvantages: 'batch', valueClipRange: null };
/**
 * All samples of a rollout in one gradient step.
 * @param {number} numEnvs
 * @param {number} numSteps
 */
const rollout = (numEnvs, numSteps) => ({ numEnvs, numSteps, minibatchSize: numEnvs * numSteps });
const onPendulum = { hiddenSizes: [32, 32], activation: 'relu', learningRate: 0.003, gamma: 0.95, gaeLambda: 0.9 };

/**
 * Chosen on the seeds 101 and 102, of a few settings each: what is compared is a usable setting of each algorithm, not its best one.
 * SAC, which computes much for each step, gets fewer steps.
 * @type {Record<Algorithm, Partial<Record<Task, Settings>>>}
 */
export const settings = {
  ppo: {
    'CartPole-v1': { preset: 'fast', totalTimesteps: 150_000 },
    'Acrobot-v1': { preset: 'lessonTfjs', totalTimesteps: 100_000 },
    'Pendulum-v1': { preset: 'pendulum', totalTimesteps: 100_000 },
  },
  a2c: {
    'CartPole-v1': { preset: 'fast', ...a2c, ...rollout(8, 32), learningRate: 0.005, totalTimesteps: 150_000 },
    'Acrobot-v1': { preset: 'lessonTfjs', ...a2c, ...rollout(16, 8), totalTimesteps: 100_000 },
    'Pendulum-v1': { preset: 'pendulum', ...a2c, ...rollout(4, 8), learningRate: 0.001, totalTimesteps: 100_000 },
  },
  trpo: {
    'Pendulum-v1': {
      ...{ ...onPendulum, rewardScale: 0.1, maxKl: 0.02 },
      ...{ numEnvs: 4, numSteps: 256, totalTimesteps: 100_000 },
    },
    'CartPole-v1': { hiddenSizes: [32, 32], totalTimesteps: 150_000 },
    'Acrobot-v1': { hiddenSizes: [32, 32], rewardScale: 0.05, maxKl: 0.02, totalTimesteps: 100_000 },
  },
  pqn: {
    'CartPole-v1': { totalTimesteps: 150_000 },
    'Acrobot-v1': { explorationFraction: 0.15, rewardScale: 0.05, totalTimesteps: 100_000 },
  },
  dqn: {
    'CartPole-v1': { totalTimesteps: 150_000 },
    'Acrobot-v1': { rewardScale: 0.05, totalTimesteps: 100_000 },
  },
  sac: { 'Pendulum-v1': { hiddenSizes: [32, 32], totalTimesteps: 20_000 } },
};
/**
 * The whole configuration of an algorithm on a task.
 * @param {Algorithm} algorithm
 * @param {Task} task
 */
export function configOf(algorithm, task) {
  const { preset, ...changes } = /** @type {Settings} */ (settings[algorithm][task]);
  if (algorithm === 'ppo' || algorithm === 'a2c') {
    return ppoConfig(/** @type {import('ppo-lib').PresetName} */ (preset), changes);
  }
  const { trpoConfig, pqnConfig, dqnConfig, sacConfig } = lib;
  return { trpo: trpoConfig, pqn: pqnConfig, dqn: dqnConfig, sac: sacConfig }[algorithm](changes);
}

const note =
  'reachedAt: environment steps until 20 training episodes in a row had the threshold as their mean, null: never; seconds of one ' +
  "processor's time, to there and for the whole run; final: mean return of 100 new episodes with the likeliest action; curve: mean " +
  'return of the last 20 training episodes at 25 moments of the run; work: floating-point operations of matrix products, counted; ' +
  'written by npm run figures';

/** @param {Algorithm} algorithm */
async function makeAlgorithm(algorithm) {
  const runs = /** @type {({ env: string } & MeasuredRun)[]} */ ([]);
  const work = /** @type {object[]} */ ([]);
  for (const task of /** @type {Task[]} */ (Object.keys(settings[algorithm]))) {
    const config = configOf(algorithm, task);
    const { threshold } = tasks[task];
    await inLanes(
      'relativesWorker.mjs',
      twentySeeds.map((seed) => ({ algorithm, env: task, config, seed, threshold })),
      (/** @type {MeasuredRun} */ run) => {
        runs.push({ env: task, ...run });
        console.log(`  relatives-${algorithm}: ${task}, seed ${run.seed}: ${run.final} after ${run.seconds} s`);
        save();
      },
    );
    const passes = runs.flatMap((run) => (run.env === task ? (run.passes ?? []) : []));
    work.push({ env: task, ...workOf({ algorithm, config, ...tasks[task], passes }) });
  }
  save();

  function save() {
    const order = Object.keys(settings[algorithm]);
    const sorted = [...runs].sort((a, b) => order.indexOf(a.env) - order.indexOf(b.env) || a.seed - b.seed);
    const head = { note, algorithm, seeds: twentySeeds, tasks, settings: settings[algorithm], work };
    writeRuns(`relatives-${algorithm}`, { ...head, runs: sorted });
  }
}

/**
 * File name, without its ending -> what makes it.
 * @type {[string, () => Promise<void>][]}
 */
export const relativeFiles = [
  .../** @type {Algorithm[]} */ (Object.keys(settings)).map(
    (name) => /** @type {[string, () => Promise<void>]} */ ([`relatives-${name}`, () => makeAlgorithm(name)]),
  ),
  ['relatives-shapes', makeShapes],
  ['relatives-fresh', makeFreshShapes],
];
