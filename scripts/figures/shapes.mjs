// What may stand in the place of PPO's clip: every shape of the objective on two tasks, and the clip against a soft penalty over the KL.
import { mean, ppoConfig } from 'ppo-lib';
import { digits } from '../lib/numbers.mjs';
import { twentySeeds, writeRuns } from './files.mjs';
import { trainSeeds } from './runs.mjs';

/** @typedef {Partial<import('ppo-lib').PpoConfig>} Changes */

/**
 * The lessons' presets with a rate that stays, so that something has to hold the policy.
 * @type {Record<string, { preset: import('ppo-lib').PresetName, totalTimesteps: number }>}
 */
const tasks = {
  'CartPole-v1': { preset: 'fast', totalTimesteps: 50_000 },
  'Pendulum-v1': { preset: 'pendulum', totalTimesteps: 40_000 },
};

/**
 * Name -> what differs from the preset; the first one is what the others are compared with.
 * @type {Record<string, Changes>}
 */
const shapes = {
  clip: {},
  spo: { objective: 'spo' },
  rollback: { objective: 'rollback' },
  'clip higher': { clipRangeHigh: 0.28 },
  'dual clip': { dualClip: 3 },
  'soft KL': { objective: 'ratio', klCoef: 1 },
  'adaptive KL': { objective: 'ratio', klCoef: 1, klTarget: 0.01 },
  'early stop': { objective: 'ratio', targetKl: 0.015 },
  'no brake': { objective: 'ratio' },
};

/**
 * The strength of the two brakes, over which lesson 12 draws return against KL.
 * @type {Record<string, Changes>}
 */
const leashes = {
  'clip 0.05': { clipRange: 0.05 },
  'clip 0.1': { clipRange: 0.1 },
  'clip 0.4': { clipRange: 0.4 },
  'soft KL 0.3': { objective: 'ratio', klCoef: 0.3 },
  'soft KL 3': { objective: 'ratio', klCoef: 3 },
  'soft KL 10': { objective: 'ratio', klCoef: 10 },
};

/**
 * The configuration of a shape or a strength on a task.
 * @param {string} env
 * @param {string} name
 */
export function shapeConfig(env, name) {
  const { preset, totalTimesteps } = tasks[env];
  return ppoConfig(preset, { totalTimesteps, annealTo: null, ...{ ...shapes, ...leashes }[name] });
}

/**
 * One number a run for the comparison, the mean return of the episodes that ended in its second half, and how far an update went.
 * @param {import('./runs.mjs').SeedResult} result
 * @param {number} steps
 */
function summarize({ seed, records, failure }, steps) {
  const late = records.filter(({ timesteps }) => timesteps > steps / 2);
  const average = (/** @type {'clipFraction' | 'approxKl' | 'deadFraction'} */ name) =>
    digits(mean(records.map((record) => record[name])), 3);
  return {
    ...{ seed, failure },
    late: failure === null ? digits(mean(late.flatMap(({ episodeReturns }) => [...episodeReturns]))) : null,
    ...{ kl: average('approxKl'), outside: average('clipFraction'), dead: average('deadFraction') },
    ratioMax: digits(Math.max(...records.map(({ ratioMax }) => ratioMax)), 3),
  };
}

/**
 * @param {string} env
 * @param {string} name
 * @param {number[]} seeds
 */
async function trainShape(env, name, seeds) {
  const results = await trainSeeds({ env, config: shapeConfig(env, name), seeds, workers: 2 });
  const runs = results.map((result) => ({ env, shape: name, ...summarize(result, tasks[env].totalTimesteps) }));
  console.log(`  relatives-shapes: ${env}, ${name}: ${runs.map(({ late }) => late ?? 'failed').join(', ')}`);
  return runs;
}

const note =
  "late: mean return of the episodes that ended in the run's second half; kl, outside, dead: means over its updates; " +
  'presets with a constant learning rate; written by npm run figures';

export async function makeShapes() {
  const runs = [];
  for (const env of Object.keys(tasks)) {
    for (const name of Object.keys({ ...shapes, ...leashes })) {
      runs.push(...(await trainShape(env, name, twentySeeds)));
      writeRuns('relatives-shapes', { note, seeds: twentySeeds, tasks, shapes, leashes, runs });
    }
  }
}

/** What came out above the clip, narrowly, gets twenty seeds that had no say in choosing it. */
export async function makeFreshShapes() {
  const seeds = twentySeeds.map((seed) => seed + 20);
  const runs = [];
  for (const name of ['clip', 'soft KL', 'adaptive KL']) {
    runs.push(...(await trainShape('Pendulum-v1', name, seeds)));
    writeRuns('relatives-fresh', { note, seeds, runs });
  }
}
