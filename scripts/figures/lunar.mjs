// PPO on the lunar lander: ten seeds to the end, and what each policy scores then.
import 'gymnasium-js/box2d';
import { makeVec } from 'gymnasium-js';
import { compiledLearner, evaluatePolicy, mean, ppoConfig, std, train } from 'ppo-lib';
import driving from '../lib/drive.cjs';
import { digits } from '../lib/numbers.mjs';
import { tenSeeds, writeRuns } from './files.mjs';

const env = 'LunarLander-v3';

/** Episodes are long, so the discount is near 1; shaping makes rewards of up to 100, so they are scaled. */
export const changes = {
  totalTimesteps: 500_000,
  learningRate: 0.001,
  numEnvs: 16,
  numSteps: 512,
  minibatchSize: 256,
  gamma: 0.999,
  gaeLambda: 0.98,
  valueClipRange: null,
  rewardScale: 0.05,
};

/** @param {number} numEnvs */
export const landers = (numEnvs) => () =>
  /** @type {import('ppo-lib').TrainingEnv} */ (
    makeVec(env, { numEnvs, autoresetMode: 'same-step', disableEnvChecker: true })
  );

/**
 * Trains to the end, then plays 100 episodes.
 * @param {number} seed
 */
async function run(seed) {
  const config = ppoConfig('cleanrl', changes);
  const curve = {
    timesteps: /** @type {number[]} */ ([]),
    meanReturn100: /** @type {(number | null)[]} */ ([]),
  };
  const training = train({ env: landers(config.numEnvs), config, seed, learner: compiledLearner });
  const { learner, normalizers } = await driving.drive(training, ({ timesteps, meanReturn100 }) => {
    curve.timesteps.push(timesteps);
    curve.meanReturn100.push(meanReturn100 === null ? null : digits(meanReturn100));
  });
  const { episodeReturns } = await evaluatePolicy({ learner, normalizers, env: landers(10), seed: 1000 + seed });
  learner.dispose();
  return { seed, final: { mean: digits(mean(episodeReturns)), deviation: digits(std(episodeReturns, 1)) }, ...curve };
}

export async function lunarFigures() {
  const runs = [];
  for (const seed of tenSeeds) {
    const done = await run(seed);
    runs.push(done);
    console.log(`  lunar-lander: seed ${seed} ends at ${done.final.mean}`);
  }
  const note = `${env}, preset cleanrl with the changes below, then 100 episodes with the likeliest actions; solved at 200; written by npm run figures`;
  writeRuns('lunar-lander', { note, env, changes, runs });
}
