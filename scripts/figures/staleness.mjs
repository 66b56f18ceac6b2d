// The runs of lesson 13: rollouts that were played with parameters of an earlier iteration, learned from in three ways.
import { compiledLearner, mean, ppoConfig, threadWorkers, train } from 'ppo-lib';
import { digits } from '../lib/numbers.mjs';
import { twentySeeds, writeRuns } from './files.mjs';

/** How many iterations old the parameters are that play. */
const ages = [0, 1, 2, 4, 8];

/** PPO, its ratio without the clip, and no ratio at all, on the same rollouts. */
const objectives = /** @type {const} */ (['clip', 'ratio', 'policy-gradient']);

const iterations = 65; // about 100,000 steps
const CURVE = 5; // iterations between two points of a curve

/**
 * Workers that get the parameters of an iteration only `age` iterations later; until then, the first ones.
 * @param {import('ppo-lib').Workers} workers
 * @param {number} age
 * @returns {import('ppo-lib').Workers}
 */
export function lateWeights(workers, age) {
  /** @type {Float32Array[]} */
  const sent = [];
  return {
    numWorkers: workers.numWorkers,
    start: (setup) => workers.start(setup),
    setWeights(version, parameters) {
      sent.push(parameters);
      workers.setWeights(version, sent[Math.max(0, sent.length - 1 - age)]);
    },
    collect: (fragments) => workers.collect(fragments),
    kill: (worker) => workers.kill(worker),
    close: () => workers.close(),
  };
}

/**
 * @param {'clip' | 'ratio' | 'policy-gradient'} objective
 * @param {number} age
 * @param {number} seed
 */
async function trainLate(objective, age, seed) {
  const config = ppoConfig('fast', { objective });
  const workers = lateWeights(threadWorkers(1), age);
  const training = train({ config, seed, learner: compiledLearner, workers, stopAt: { iterations } });
  const records = [];
  for await (const record of training) records.push(record);
  (await training.result).learner.dispose();
  return records;
}

/** @param {import('ppo-lib').TrainRecord[]} records */
function summary(records) {
  const average = (/** @type {'clipFraction' | 'firstRatioMax' | 'approxKl'} */ name) =>
    digits(mean(records.map((record) => record[name])), 3);
  const curve = records
    .filter((_, i) => (i + 1) % CURVE === 0)
    .map(({ meanReturn100 }) => digits(meanReturn100 ?? 0, 3));
  const episodes = records.flatMap(({ episodeReturns }) => [...episodeReturns]);
  return {
    curve,
    final: digits(mean(episodes.slice(-100)), 4),
    outside: average('clipFraction'),
    firstRatioMax: average('firstRatioMax'),
    kl: average('approxKl'),
  };
}

export async function makeStaleness() {
  const runs = [];
  for (const objective of objectives) {
    for (const age of ages) {
      for (const seed of twentySeeds)
        runs.push({ objective, age, seed, ...summary(await trainLate(objective, age, seed)) });
      console.log(`  ${objective}, ${age} iterations old`);
    }
  }
  const note =
    `CartPole-v1, preset fast, ${iterations} iterations; curve: mean return of 100 episodes at every ${CURVE}th; ` +
    'final: of the last 100; firstRatioMax, outside, kl: means over the run; written by npm run figures';
  await writeRuns('staleness', { note, runs });
}
