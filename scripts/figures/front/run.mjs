// What the README's picture shows: one agent on CartPole before its training, the learning curve, and the same agent afterwards.
import { make } from 'gymnasium-js';
import { compiledLearner, Random, train } from 'ppo-lib';
import driving from '../../lib/drive.cjs';
import { digits } from '../../lib/numbers.mjs';

const ENV = 'CartPole-v1';
const seed = 1;

/** @typedef {import('ppo-lib').Learner} Learner */
/** @typedef {{ length: number, positions: number[], angles: number[] }} Episode  metres and radians, before each step and after the last */
/** @typedef {{ untrained: Episode[], trained: Episode, timesteps: number[], meanReturn100: number[] }} FrontRun */

/**
 * @param {Learner} learner
 * @param {number} episode its number, which is also its seed
 * @returns {Episode} as the learner plays it, drawing its actions as in training
 */
function play(learner, episode) {
  const env = make(ENV);
  const random = new Random(episode, 'front');
  let { observation } = env.reset({ seed: episode });
  const seen = [observation];
  for (let over = false; !over;) {
    const step = env.step(learner.act(observation, random).actions[0]);
    over = step.terminated || step.truncated;
    observation = step.observation;
    seen.push(observation);
  }
  const column = (/** @type {number} */ index) => seen.map((row) => digits(row[index], 4));
  return { length: seen.length - 1, positions: column(0), angles: column(2) };
}

/** @returns {Promise<FrontRun>} preset `fast`, seed 1: fifteen episodes before the first update, one after the last */
export async function frontRun() {
  /** @type {Episode[]} */
  let untrained = [];
  /** @type {number[]} */
  const timesteps = [];
  /** @type {number[]} */
  const meanReturn100 = [];
  const training = train({
    env: ENV,
    config: 'fast',
    seed,
    learner: (setup) => {
      const learner = compiledLearner(setup);
      untrained = Array.from({ length: 15 }, (_, index) => play(learner, index + 1));
      return learner;
    },
  });
  const { learner } = await driving.drive(training, (record) => {
    timesteps.push(record.timesteps);
    meanReturn100.push(digits(record.meanReturn100 ?? 0, 5));
  });
  const trained = play(learner, seed);
  learner.dispose();
  return { untrained, trained, timesteps, meanReturn100 };
}
