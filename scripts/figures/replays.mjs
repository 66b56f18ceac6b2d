// The episodes that Lecture 25's program renders: angles, torques and rewards instead of a window.
import { make } from 'gymnasium-js';
import { compiledLearner, Random, train } from 'ppo-lib';
import driving from '../lib/drive.cjs';
import { digits } from '../lib/numbers.mjs';
import { writeRuns } from './files.mjs';

const ENV = 'Pendulum-v1';

/** The episode after every 500 of training, of seed 1. */
export async function recordReplays() {
  const env = make(ENV);
  /** @type {ReturnType<typeof playOnce>[]} */
  const replays = [];
  /** @type {import('ppo-lib').Learner | undefined} */
  let learner;
  const training = train({
    env: ENV,
    config: 'lecture25',
    seed: 1,
    learner: (setup) => (learner = compiledLearner(setup)),
    stopAt: { iterations: 2501 },
  });
  await driving.drive(training, ({ iteration }) => {
    const isRendered = (iteration - 1) % 500 === 0 && iteration > 1;
    if (isRendered && learner !== undefined) replays.push(playOnce(env, learner, iteration - 1));
  });
  writeRuns('lecture25-replays', {
    note: `${ENV}, Lecture 25's PPO, seed 1: the episode it renders every 500; angle in radians from upright; written by npm run figures`,
    runs: replays,
  });
}

/**
 * @param {import('gymnasium-js').Env<any, any>} env
 * @param {import('ppo-lib').Learner} learner
 * @param {number} episode its number, which is also its seed
 */
function playOnce(env, learner, episode) {
  const random = new Random(episode, 'replay');
  const angles = [];
  const torques = [];
  const rewards = [];
  let { observation } = env.reset({ seed: episode });
  for (let over = false; !over;) {
    const { actions } = learner.act(observation, random);
    const torque = Math.min(Math.max(actions[0], -2), 2);
    angles.push(digits(Math.atan2(observation[1], observation[0]), 4));
    torques.push(digits(torque, 4));
    const step = env.step(Float32Array.of(torque));
    rewards.push(digits(step.reward, 5));
    over = step.terminated || step.truncated;
    observation = step.observation;
  }
  return { episode, angles, torques, rewards };
}
