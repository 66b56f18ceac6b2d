// The runs that lesson 07 shows beside its own: ten seeds of the readable learner.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const { train } = createRequire(import.meta.url)('../../dist/index.js');
const figures = fileURLToPath(new URL('../../../../data/figures/', import.meta.url));

/** One full run with the lesson's settings: the learning curve, and the step at which it counted as solved. */
async function learningCurve(seed) {
  const generator = train({ config: 'lessonTfjs', seed });
  const curve = { seed, solvedAt: null, gradientStepsWhenSolved: null, timesteps: [], meanReturn100: [] };
  for (;;) {
    const { done, value } = await generator.next();
    if (done) {
      value.learner.dispose();
      return curve;
    }
    curve.timesteps.push(value.timesteps);
    curve.meanReturn100.push(Number(value.meanReturn100?.toFixed(2) ?? 0));
    if (!value.solved || curve.solvedAt !== null) continue;
    curve.solvedAt = value.timesteps;
    curve.gradientStepsWhenSolved = value.gradientSteps;
  }
}

export async function cartpoleFigures() {
  const runs = [];
  for (let seed = 1; seed <= 10; seed++) {
    runs.push(await learningCurve(seed));
    console.log(`  cartpole-seeds: seed ${seed} solved after ${runs[runs.length - 1].solvedAt} steps`);
  }
  const lines = runs.map((run) => `    ${JSON.stringify(run)}`).join(',\n');
  const note = 'CartPole-v1, preset lessonTfjs to its full 100,000 steps; written by npm run figures';
  writeFileSync(
    `${figures}cartpole-seeds.runs.json`,
    `{\n  "note": ${JSON.stringify(note)},\n  "runs": [\n${lines}\n  ]\n}\n`,
  );
}
