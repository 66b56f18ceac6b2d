// When the clip matters: PPO with and without it, over passes and learning rates, on two tasks. For lesson 10c.
import { mean, ppoConfig } from 'ppo-lib';
import { digits } from '../lib/numbers.mjs';
import { tenSeeds, writeRuns } from './files.mjs';
import { trainSeeds } from './runs.mjs';

/** @typedef {Partial<import('ppo-lib').PpoConfig>} Changes */
/** @typedef {{ env: string, preset: import('ppo-lib').PresetName, steps: number, changes: Changes[] }} Grid */

const objectives = /** @type {const} */ (['clip', 'ratio']);

/**
 * Every pair of a number of passes and a learning rate.
 * @param {number[]} passes
 * @param {number[]} rates
 * @returns {Changes[]}
 */
const pairs = (passes, rates) =>
  passes.flatMap((numEpochs) => rates.map((learningRate) => ({ numEpochs, learningRate })));

/**
 * The presets that the course uses on these tasks, with a rate that stays.
 * @type {Grid[]}
 */
const grids = [
  {
    env: 'Pendulum-v1',
    preset: 'pendulum',
    steps: 40_000,
    changes: [
      ...pairs([1, 2, 5, 10, 30], [0.0003, 0.001, 0.003, 0.01]),
      { numEpochs: 2, learningRate: 0.0003, hiddenSizes: [128, 128] },
    ],
  },
  { env: 'CartPole-v1', preset: 'fast', steps: 50_000, changes: pairs([1, 2, 10], [0.0003, 0.001, 0.003]) },
];

/**
 * One number a run for the comparison, the mean return of the episodes that ended in its second half, and what the clip had to do.
 * @param {import('./runs.mjs').SeedResult} result
 * @param {number} steps
 */
function summarize({ seed, records, failure }, steps) {
  const late = records.filter(({ timesteps }) => timesteps > steps / 2);
  const average = (/** @type {'clipFraction' | 'deadFraction' | 'approxKl'} */ name) =>
    digits(mean(records.map((record) => record[name])), 3);
  return {
    seed,
    failure,
    late: failure === null ? digits(mean(late.flatMap(({ episodeReturns }) => [...episodeReturns]))) : null,
    outside: average('clipFraction'),
    dead: average('deadFraction'),
    kl: average('approxKl'),
    ratioMax: digits(Math.max(...records.map(({ ratioMax }) => ratioMax)), 3),
  };
}

/** The name of the file, without its ending. */
export const clipFile = 'clip-or-not';

export async function makeClipFile() {
  const runs = [];
  for (const { env, preset, steps, changes } of grids) {
    for (const change of changes) {
      for (const objective of objectives) {
        const config = ppoConfig(preset, { totalTimesteps: steps, annealTo: null, ...change, objective });
        const { numEpochs, learningRate, hiddenSizes, numSteps, numEnvs, minibatchSize } = config;
        const gradientSteps = (numEpochs * numSteps * numEnvs) / minibatchSize; // on each rollout
        const setting = { env, passes: numEpochs, learningRate, hiddenSizes, gradientSteps, objective };
        const results = await trainSeeds({ env, config, seeds: tenSeeds });
        const own = results.map((result) => ({ ...setting, ...summarize(result, steps) }));
        runs.push(...own);
        const scores = own.map(({ late }) => late ?? 'failed').join(', ');
        console.log(`  ${clipFile}: ${env}, ${JSON.stringify(change)}, ${objective}: ${scores}`);
      }
    }
  }
  writeRuns(clipFile, {
    note: 'presets pendulum (40,000 steps) and fast (50,000 steps) with a constant learning rate, with the clip and without it; written by npm run figures',
    seeds: tenSeeds,
    grids,
    runs,
  });
}
