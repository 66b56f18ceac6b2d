// One run on an environment with real actions: the learning curve, how often the actions lay at the limits, and the final scores.
import { makeVec } from 'gymnasium-js';
import { compiledLearner, evaluatePolicy, mean, std, train } from 'ppo-lib';
import driving from '../lib/drive.cjs';
import { digits } from '../lib/numbers.mjs';

/** @typedef {{ variant: string, env: string, config: import('ppo-lib').PpoConfig, seed: number }} Job */
/** @typedef {{ actions: number, at: number, near: number, goals: number }} Counts */

/**
 * The environments, counting how many actions lie at a limit, or within 1 % of the range from one, and how many episodes end at a goal.
 * @param {string} id
 * @param {number} numEnvs
 * @param {Counts} counts
 * @returns {import('ppo-lib').TrainingEnv}
 */
function counted(id, numEnvs, counts) {
  const env = /** @type {import('ppo-lib').TrainingEnv} */ (makeVec(id, { numEnvs, autoresetMode: 'same-step' }));
  const { low, high } = /** @type {import('gymnasium-js').Box} */ (env.singleActionSpace);
  const margin = 0.01 * (high[0] - low[0]);
  return {
    numEnvs,
    autoresetMode: env.autoresetMode,
    singleObservationSpace: env.singleObservationSpace,
    singleActionSpace: env.singleActionSpace,
    spec: env.spec,
    reset: (options) => env.reset(options),
    close: () => env.close(),
    step(actions) {
      for (const action of Array.from(actions)) {
        counts.actions++;
        if (action <= low[0] || action >= high[0]) counts.at++;
        if (action <= low[0] + margin || action >= high[0] - margin) counts.near++;
      }
      const outcome = env.step(actions);
      for (const flag of Array.from(outcome.terminated)) counts.goals += flag;
      return outcome;
    },
  };
}

/** @returns {Counts} */
const noCounts = () => ({ actions: 0, at: 0, near: 0, goals: 0 });

/**
 * Trains to the end and plays 100 episodes.
 * @param {Job} job
 */
export async function run({ env, config, seed }) {
  const counts = noCounts();
  const curve = {
    timesteps: /** @type {number[]} */ ([]),
    returns: /** @type {(number | null)[]} */ ([]),
    entropy: /** @type {number[]} */ ([]),
    atLimit: /** @type {number[]} */ ([]),
    nearLimit: /** @type {number[]} */ ([]),
    goals: /** @type {number[]} */ ([]),
  };
  const started = performance.now();
  const training = train({ env: () => counted(env, config.numEnvs, counts), config, seed, learner: compiledLearner });
  const result = await driving.drive(training, ({ timesteps, episodeReturns, entropy }) => {
    curve.timesteps.push(timesteps);
    curve.returns.push(episodeReturns.length === 0 ? null : digits(mean(episodeReturns)));
    curve.entropy.push(digits(entropy, 4));
    curve.atLimit.push(digits(counts.at / counts.actions, 4));
    curve.nearLimit.push(digits(counts.near / counts.actions, 4));
    curve.goals.push(counts.goals);
    Object.assign(counts, noCounts());
  });
  const seconds = (performance.now() - started) / 1000;
  const final = {
    stochastic: await finalScore(result, env, false),
    deterministic: await finalScore(result, env, true),
  };
  result.learner.dispose();
  return { run: { seed, final, ...curve }, seconds };
}

/**
 * Over 100 episodes, with the statistics of training frozen.
 * @param {import('ppo-lib').TrainResult} result
 * @param {string} id
 * @param {boolean} deterministic
 */
async function finalScore({ learner, normalizers, seed }, id, deterministic) {
  const counts = noCounts();
  const env = () => counted(id, 10, counts);
  const { episodeReturns } = await evaluatePolicy({ learner, normalizers, env, deterministic, seed });
  return {
    mean: digits(mean(episodeReturns)),
    deviation: digits(std(episodeReturns, 1)),
    atLimit: digits(counts.at / counts.actions, 4),
    nearLimit: digits(counts.near / counts.actions, 4),
    goals: Math.min(counts.goals, episodeReturns.filter((x) => x > 0).length),
  };
}
