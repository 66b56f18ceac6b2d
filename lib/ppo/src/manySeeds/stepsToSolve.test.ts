import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { compiledLearner } from '../compiled/compiledLearner';
import { ppoConfig, type PpoConfig } from '../config/config';
import { bootstrapInterval, type Interval } from '../numbers/bootstrap';
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

const overlap = (a: Interval, b: Interval): boolean => a.low <= b.high && b.low <= a.high;
const show = ({ low, high }: Interval): string => `${Math.round(low)} to ${Math.round(high)}`;

test('over ten seeds, both learners take equally many steps to solve CartPole-v1: the intervals of the means overlap', async (t) => {
  const seeds = tfjsRuns.map(({ seed }) => seed);
  assert.ok(seeds.length >= 10, `only ${seeds.length} recorded seeds`);
  const tfjs = bootstrapInterval(tfjsRuns.map(({ solvedAt }) => solvedAt ?? NaN));
  const steps = [];
  for (const seed of seeds) steps.push(await stepsToSolve(ppoConfig('lessonTfjs'), seed));
  const compiled = bootstrapInterval(steps);
  t.diagnostic(`95% intervals of the mean: tfjs ${show(tfjs)}, compiled ${show(compiled)}`);
  assert.ok(overlap(tfjs, compiled), `tfjs ${show(tfjs)}, compiled ${show(compiled)}`);

  // The comparison can tell learners apart: a sixth of the learning rate is another algorithm as far as steps are concerned.
  const slow = [];
  for (const seed of seeds.slice(0, 3)) slow.push(await stepsToSolve(ppoConfig('lessonTfjs', slower), seed));
  assert.ok(
    !overlap(tfjs, bootstrapInterval(slow)),
    `tfjs ${show(tfjs)}, slowed down ${show(bootstrapInterval(slow))}`,
  );
});

const slower = { learningRate: 0.0005, annealTo: null, totalTimesteps: 300_000 };
