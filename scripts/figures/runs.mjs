// What the runs of npm run figures share: many seeds, means of pieces, final scores.
import { compiledLearner, evaluatePolicy, mean, Normalizers, restoreLearner, std, trainMany } from 'ppo-lib';
import driving from '../lib/drive.cjs';
import { digits } from '../lib/numbers.mjs';

/** @typedef {import('ppo-lib').TrainRecord} TrainRecord */
/** @typedef {import('ppo-lib').Checkpoint} Checkpoint */
/**
 * @typedef {object} SeedResult
 * @property {number} seed
 * @property {TrainRecord[]} records
 * @property {Checkpoint | null} checkpoint  null where training broke down: then the records are those before
 * @property {string | null} failure         the reason
 */

/**
 * Means of every `size` values; the last one of what is left.
 * @param {number[]} values
 * @param {number} size
 */
export function bins(values, size) {
  const result = [];
  for (let i = 0; i < values.length; i += size) result.push(mean(values.slice(i, i + size)));
  return result;
}

/**
 * Every seed to its end on worker threads.
 * @param {import('ppo-lib').TrainManyOptions} options
 * @returns {Promise<SeedResult[]>} in the order of the seeds
 */
export async function trainSeeds(options) {
  const records = new Map(options.seeds.map((seed) => [seed, /** @type {TrainRecord[]} */ ([])]));
  const { runs, failures } = await driving.drive(trainMany(options), (news) =>
    records.get(news.seed)?.push(...news.records),
  );
  return options.seeds.map((seed) => ({
    seed,
    records: records.get(seed) ?? [],
    checkpoint: runs.find((run) => run.seed === seed)?.checkpoint ?? null,
    failure: failures.find((one) => one.seed === seed)?.error.message ?? null,
  }));
}

/**
 * Mean and deviation over 100 episodes of a finished run, as it explores and as it would act for good.
 * @param {Checkpoint | null} checkpoint
 * @param {string} env id
 */
export async function finalScores(checkpoint, env) {
  if (checkpoint === null) return null;
  const learner = await restoreLearner(checkpoint, compiledLearner);
  const normalizers = checkpoint.normalizers ? Normalizers.from(checkpoint.normalizers) : null;
  const score = async (/** @type {boolean} */ deterministic) =>
    (await evaluatePolicy({ learner, env, normalizers, deterministic, seed: checkpoint.seed })).episodeReturns;
  const [stochastic, deterministic] = [await score(false), await score(true)];
  learner.dispose();
  return {
    stochastic: digits(mean(stochastic)),
    stochasticDeviation: digits(std(stochastic, 1)),
    deterministic: digits(mean(deterministic)),
    deterministicDeviation: digits(std(deterministic, 1)),
  };
}
