import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { test } from 'node:test';
import { CompiledLearner } from './compiledLearner';
import { ppoConfig, type PpoConfig } from '../config/config';
import type { PresetName } from '../config/presets';
import type { LearnerSetup } from '../learner/learner';
import { train, type TrainOptions } from '../training/train';

const alone = availableParallelism() < 2 ? { skip: 'one processor: there is no second thread' } : {};

const onThreads = (threads: 1 | 2) => (setup: LearnerSetup) => new CompiledLearner(setup, 'auto', threads);

/** Halves of a step that the second thread has done so far. */
function halvesDone(learner: CompiledLearner | undefined): number {
  const engine = (learner as unknown as { engine?: { helper?: { halvesDone: number } | null } } | undefined)?.engine;
  return engine?.helper?.halvesDone ?? 0;
}

/** The checkpoint of a run that two threads shared, and after how many iterations: as many as the second one needs to take part. */
async function trainUntilHelped(options: TrainOptions, iterations: number) {
  let learner: CompiledLearner | undefined;
  const run = train({ ...options, learner: (setup) => (learner = onThreads(2)(setup)) });
  let iteration = 0;
  for await (const record of run) {
    iteration = record.iteration;
    if (iteration >= iterations && halvesDone(learner) >= 200) break;
  }
  assert.ok(
    halvesDone(learner) >= 200,
    `the second thread did ${halvesDone(learner)} halves in ${iteration} iterations`,
  );
  return { checkpoint: (await run.result).checkpoint, iteration };
}

const runs: [what: string, env: string, preset: PresetName, overrides: Partial<PpoConfig>][] = [
  ["CleanRL's configuration", 'CartPole-v1', 'cleanrl', {}],
  [
    'a remainder of 112 rows, and passes that the KL ends',
    'CartPole-v1',
    'cleanrl',
    { minibatchSize: 200, targetKl: 0.004 },
  ],
  ['two optimisers, a Gaussian policy', 'Pendulum-v1', 'lecture25', {}],
];

for (const [what, env, preset, overrides] of runs) {
  test(`one thread and two end with the same checkpoint: ${what}`, alone, async () => {
    const config = ppoConfig(preset, { ...overrides, totalTimesteps: 2_000_000 });
    const two = await trainUntilHelped({ env, config, seed: 3 }, 3);
    const one = await train({ env, config, seed: 3, learner: onThreads(1), stopAt: { iterations: two.iteration } })
      .result;
    assert.deepEqual(two.checkpoint, one.checkpoint);
  });
}

test('a run that two threads began goes on with one as if nothing had been', alone, async () => {
  const options = { config: ppoConfig('cleanrl', { totalTimesteps: 2_000_000 }), seed: 5 };
  const { checkpoint, iteration } = await trainUntilHelped(options, 3);
  const stopAt = { iterations: iteration + 2 };
  const rest = await train({ resume: checkpoint, learner: onThreads(1), stopAt }).result;
  const whole = await train({ ...options, learner: onThreads(1), stopAt }).result;
  assert.deepEqual(rest.checkpoint, whole.checkpoint);
});
