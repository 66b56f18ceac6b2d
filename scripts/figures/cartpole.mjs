// The runs that lesson 07 shows beside its own: ten seeds of the readable learner.
import { train } from 'ppo-lib';
import driving from '../lib/drive.cjs';
import { tenSeeds, writeLines } from './files.mjs';

/**
 * One full run with the lesson's settings: the learning curve, and the step at which it counted as solved.
 * @param {number} seed
 */
async function learningCurve(seed) {
  const curve = {
    seed,
    solvedAt: /** @type {number | null} */ (null),
    gradientStepsWhenSolved: /** @type {number | null} */ (null),
    timesteps: /** @type {number[]} */ ([]),
    meanReturn100: /** @type {number[]} */ ([]),
  };
  const { learner } = await driving.drive(train({ config: 'lessonTfjs', seed }), (record) => {
    curve.timesteps.push(record.timesteps);
    curve.meanReturn100.push(Number(record.meanReturn100?.toFixed(2) ?? 0));
    if (!record.solved || curve.solvedAt !== null) return;
    curve.solvedAt = record.timesteps;
    curve.gradientStepsWhenSolved = record.gradientSteps;
  });
  learner.dispose();
  return curve;
}

export async function cartpoleFigures() {
  const runs = [];
  for (const seed of tenSeeds) {
    const curve = await learningCurve(seed);
    runs.push(curve);
    console.log(`  cartpole-seeds: seed ${seed} solved after ${curve.solvedAt} steps`);
  }
  const note = 'CartPole-v1, preset lessonTfjs to its full 100,000 steps; written by npm run figures';
  writeLines('cartpole-seeds', { note, runs });
}
