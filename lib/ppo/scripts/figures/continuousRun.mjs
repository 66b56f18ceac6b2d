// One run on an environment with real actions: the learning curve, how often the actions lay at the limits, and the final scores.
import { createRequire } from 'node:module';
import { digits, evaluatePolicy, mean, deviation, ppo } from './common.mjs';

const { makeVec } = createRequire(import.meta.url)('gymnasium-js');

/** The environments, counting how many actions lie at a limit, or within 1 % of the range from one, and how many episodes end at a goal. */
function counted(id, numEnvs, counts) {
  const env = makeVec(id, { numEnvs, autoresetMode: 'same-step' });
  const { low, high } = env.singleActionSpace;
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
      for (const action of actions) {
        counts.actions++;
        if (action <= low[0] || action >= high[0]) counts.at++;
        if (action <= low[0] + margin || action >= high[0] - margin) counts.near++;
      }
      const outcome = env.step(actions);
      for (const flag of outcome.terminated) counts.goals += flag;
      return outcome;
    },
  };
}

const noCounts = () => ({ actions: 0, at: 0, near: 0, goals: 0 });

/** @param job.env id   @param job.config   @param job.seed */
export async function run({ env, config, seed }) {
  const counts = noCounts();
  const generator = ppo.train({
    env: () => counted(env, config.numEnvs, counts),
    config,
    seed,
    learner: ppo.compiledLearner,
  });
  const curve = { timesteps: [], returns: [], entropy: [], atLimit: [], nearLimit: [], goals: [] };
  const started = performance.now();
  let next = await generator.next();
  for (; !next.done; next = await generator.next()) {
    const { timesteps, episodeReturns, entropy } = next.value;
    curve.timesteps.push(timesteps);
    curve.returns.push(episodeReturns.length === 0 ? null : digits(mean(episodeReturns)));
    curve.entropy.push(digits(entropy, 4));
    curve.atLimit.push(digits(counts.at / counts.actions, 4));
    curve.nearLimit.push(digits(counts.near / counts.actions, 4));
    curve.goals.push(counts.goals);
    Object.assign(counts, noCounts());
  }
  const seconds = (performance.now() - started) / 1000;
  const final = await finalScores(next.value, env);
  return { run: { seed, final, ...curve }, seconds };
}

/** Over 100 episodes each, with the statistics of training frozen. */
async function finalScores({ learner, normalizers, seed }, id) {
  const scores = {};
  for (const name of ['stochastic', 'deterministic']) {
    const counts = noCounts();
    const env = () => counted(id, 10, counts);
    const { episodeReturns } = await evaluatePolicy({
      learner,
      normalizers,
      env,
      deterministic: name !== 'stochastic',
      seed,
    });
    scores[name] = {
      mean: digits(mean(episodeReturns)),
      deviation: digits(deviation(episodeReturns)),
      atLimit: digits(counts.at / counts.actions, 4),
      nearLimit: digits(counts.near / counts.actions, 4),
      goals: Math.min(counts.goals, episodeReturns.filter((x) => x > 0).length),
    };
  }
  learner.dispose();
  return scores;
}
