// One run of PPO or a relative: how fast it arrived, in steps and in seconds, and what it came to.
import { createRequire } from 'node:module';
import { compiledLearner, evaluatePolicy, mean, train } from 'ppo-lib';
import { digits } from '../lib/numbers.mjs';

const lib = /** @type {typeof import('ppo-lib/relatives')} */ (createRequire(import.meta.url)('ppo-lib/relatives'));

/** @typedef {'ppo' | 'a2c' | 'trpo' | 'pqn' | 'dqn' | 'sac'} Algorithm */
/** @typedef {{ algorithm: Algorithm, env: string, config: any, seed: number, threshold: number }} Job */

export const WINDOW = 20; // training episodes whose mean counts
const POINTS = 25; // of a learning curve

/** Seconds of processor time since an earlier reading: other programs on the machine do not count. */
const secondsSince = (/** @type {NodeJS.CpuUsage} */ start) => {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
};

/** @param {Job} job */
function start({ algorithm, ...options }) {
  const { env, config, seed } = options;
  if (algorithm === 'ppo' || algorithm === 'a2c') return train({ env, config, seed, learner: compiledLearner });
  return lib[algorithm]({ env, config, seed });
}

/**
 * Trains to the end of the budget and plays 100 episodes.
 * @param {Job} job
 */
export async function measuredRun(job) {
  const { env, seed, config, threshold } = job;
  const returns = /** @type {number[]} */ ([]);
  const curve = /** @type {[number, number | null][]} */ ([]);
  let reached = /** @type {{ reachedAt: number, secondsTo: number } | null} */ (null);
  let [gradientSteps, passes] = [0, /** @type {number[]} */ ([])];
  const started = process.cpuUsage();
  const summary = () => ({
    ...{ seed, reachedAt: reached?.reachedAt ?? null, secondsTo: reached && digits(reached.secondsTo, 3) },
    ...{ seconds: digits(secondsSince(started), 3), gradientSteps },
  });
  try {
    const run = /** @type {AsyncIterable<any> & { result: Promise<any> }} */ (start(job));
    for await (const record of run) {
      returns.push(...record.episodeReturns);
      gradientSteps = record.gradientSteps;
      if (typeof record.passes === 'number') passes.push(record.passes);
      const late = returns.length < WINDOW ? null : mean(returns.slice(-WINDOW));
      if (record.timesteps >= (config.totalTimesteps * (curve.length + 1)) / POINTS)
        curve.push([record.timesteps, late && digits(late)]);
      if (late !== null && late >= threshold)
        reached ??= { reachedAt: record.timesteps, secondsTo: secondsSince(started) };
    }
    const result = await run.result;
    const ended = summary();
    const { learner, normalizers = null } = result;
    const { episodeReturns } = await evaluatePolicy({ learner, normalizers, env, deterministic: true, seed });
    learner.dispose?.();
    const final = digits(mean(episodeReturns));
    return { ...ended, final, failure: null, curve, passes: passes.length === 0 ? null : digits(mean(passes), 4) };
  } catch (error) {
    return { ...summary(), final: null, failure: String(error), curve, passes: null };
  }
}
