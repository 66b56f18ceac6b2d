import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { compiledLearner } from '../compiled/compiledLearner';
import { ppoConfig, type PpoConfig } from '../config/config';
import { compare } from '../statistics/compare';
import { train } from '../training/train';

interface Run {
  readonly seed: number;
  readonly solvedAt: number | null;
}

/** Ten runs of the tfjs learner take a minute, so they come from `npm run figures`. */
const recorded = join(__dirname, '../../../../data/figures/cartpole-seeds.runs.json');
const tfjsRuns = (JSON.parse(readFileSync(recorded, 'utf8')) as { runs: Run[] }).runs;

async function stepsToSolve(config: PpoConfig, seed: number): Promise<number> {
  const generator = train({ config, seed, learner: compiledLearner, stopAt: { meanReturn100: 475 } });
  let step = await generator.next();
  while (!step.done) step = await generator.next();
  step.value.learner.dispose();
  assert.ok(step.value.solved, `seed ${seed} is not solved after ${step.value.timesteps} steps`);
  return step.value.timesteps;
}

/** A tenth of what solving takes: less would not change how long anybody waits for a lesson. */
const margin = 6500;

test('over ten seeds, both learners take equally many steps to solve CartPole-v1, within a tenth', async (t) => {
  const seeds = tfjsRuns.map(({ seed }) => seed);
  assert.ok(seeds.length >= 10, `only ${seeds.length} recorded seeds`);
  const tfjs = tfjsRuns.map(({ solvedAt }) => solvedAt ?? NaN);
  const steps = [];
  for (const seed of seeds) steps.push(await stepsToSolve(ppoConfig('lessonTfjs'), seed));
  const same = compare(steps, tfjs, { claim: 'same', margin, names: ['compiled', 'tfjs'] });
  t.diagnostic(same.sentence);
  assert.equal(same.verdict, 'supported', same.sentence);

  // The comparison can tell learners apart: a twelfth of the learning rate is another algorithm as far as steps are concerned.
  const slow = [];
  for (const seed of seeds.slice(0, 4)) slow.push(await stepsToSolve(ppoConfig('lessonTfjs', slower), seed));
  const slowed = compare(slow, tfjs, { claim: 'same', margin, names: ['slowed down', 'tfjs'] });
  assert.equal(slowed.verdict, 'not supported', slowed.sentence);
});

const slower = { learningRate: 0.00025, annealTo: null, totalTimesteps: 300_000 };
