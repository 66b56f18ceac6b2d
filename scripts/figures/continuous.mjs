// The runs of lesson 09: three kinds of policy on Pendulum-v1, its preset's settings changed one at a time, and MountainCarContinuous-v0.
import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { mean, ppoConfig } from 'ppo-lib';
import { tenSeeds, twentySeeds, writeRuns } from './files.mjs';

/** @typedef {import('./continuousRun.mjs').Job} Job */
/** @typedef {Awaited<ReturnType<typeof import('./continuousRun.mjs').run>>} Outcome */
/** @typedef {import('ppo-lib').PresetName} PresetName */
/** @typedef {Partial<import('ppo-lib').PpoConfig>} Changes */
/** @typedef {{ env: string, note: string, variants: Record<string, [PresetName, Changes]>, seeds?: number[] }} File `seeds`: ten by default */

const longer = { totalTimesteps: 60_000 };

/**
 * File -> environment, and name of a variant -> preset and what differs from it.
 * @type {Record<string, File>}
 */
const files = {
  'pendulum-policies': {
    env: 'Pendulum-v1',
    note: 'preset pendulum at 60,000 steps with three kinds of policy',
    seeds: twentySeeds, // with ten the comparison of two policies stays undecided
    variants: {
      gaussian: ['pendulum', { ...longer, actionDistribution: 'gaussian' }],
      squashedGaussian: ['pendulum', { ...longer, actionDistribution: 'squashedGaussian' }],
      beta: ['pendulum', { ...longer, actionDistribution: 'beta' }],
    },
  },
  'pendulum-settings': {
    env: 'Pendulum-v1',
    note: 'preset pendulum (40,000 steps), its settings changed one at a time; and the library defaults as they are',
    variants: {
      preset: ['pendulum', {}],
      'gamma 0.9': ['pendulum', { gamma: 0.9 }],
      'gamma 0.99': ['pendulum', { gamma: 0.99 }],
      'rewards as they are': ['pendulum', { rewardScale: 1 }],
      'normalised rewards': ['pendulum', { rewardScale: 1, normalizeRewards: true }],
      'normalised observations': ['pendulum', { normalizeObservations: true }],
      'both normalised': ['pendulum', { rewardScale: 1, normalizeRewards: true, normalizeObservations: true }],
      'value clipping': ['pendulum', { valueClipRange: 0.2 }],
      'learning rate 0.00025': ['pendulum', { learningRate: 2.5e-4 }],
      'clipped actions stored': ['pendulum', { storeClippedActions: true }],
      'library defaults': ['cleanrl', { totalTimesteps: 40_000 }],
      'library defaults, 200,000 steps': ['cleanrl', { totalTimesteps: 200_000 }],
    },
  },
  'mountain-car-continuous': {
    env: 'MountainCarContinuous-v0',
    note: 'plain PPO, 100,000 steps: reward -0.1 a^2 a step and +100 at the goal, episodes of at most 999 steps',
    variants: {
      'library defaults': ['cleanrl', { totalTimesteps: 100_000 }],
      'preset pendulum': ['pendulum', { totalTimesteps: 100_000 }],
      normalised: [
        'pendulum',
        { totalTimesteps: 100_000, rewardScale: 1, normalizeObservations: true, normalizeRewards: true },
      ],
    },
  },
};

/** The names of the files, without their ending. */
export const continuousFiles = Object.keys(files);

/**
 * @param {string} name one of `continuousFiles`
 */
export async function makeContinuousFile(name) {
  const { env, note, variants, seeds = tenSeeds } = files[name];
  const jobs = Object.entries(variants).flatMap(([variant, [preset, changes]]) =>
    seeds.map((seed) => ({ variant, env, config: ppoConfig(preset, changes), seed })),
  );
  const results = await runJobs(jobs);
  const runs = results.map(({ run }, i) => ({ variant: jobs[i].variant, ...run }));
  writeRuns(name, { note: `${env}, ${note}; written by npm run figures`, env, seeds, variants, runs });
  for (const variant of Object.keys(variants)) {
    const own = results.filter((_, i) => jobs[i].variant === variant);
    const scores = own.map(({ run }) => run.final.deterministic.mean);
    const seconds = mean(own.map((result) => result.seconds)).toFixed(1);
    console.log(`  ${name}, ${variant}: final ${scores.map((x) => x.toFixed(0)).join(', ')} (${seconds} s a seed)`);
  }
}

/**
 * On worker threads, one per processor. The results come in the order of the jobs.
 * @param {Job[]} jobs
 * @returns {Promise<Outcome[]>}
 */
async function runJobs(jobs) {
  const filename = new URL('./continuousRun.mjs', import.meta.url).href;
  const pool = new Piscina({ filename, name: 'run', maxThreads: availableParallelism() });
  try {
    return await Promise.all(jobs.map((job) => pool.run(job)));
  } finally {
    await pool.destroy();
  }
}
