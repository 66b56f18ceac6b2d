import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { useBackend } from '../tfjs/backend';
import { ppoConfig } from '../config/config';
import { diagnose } from './diagnostics';
import { evaluatePolicy } from './evaluation';
import { train, type TrainRecord } from './train';

before(async () => void (await useBackend()));

/** PPO_SEEDS=1,2,3,4,5 tries more; one is what the unit tests can afford. */
const seeds = (process.env.PPO_SEEDS ?? '1').split(',').map(Number);

for (const seed of seeds) {
  test(`lessonTfjs solves CartPole-v1 with seed ${seed} within 100,000 steps and 4,000 gradient steps`, async () => {
    const generator = train({ env: 'CartPole-v1', config: 'lessonTfjs', seed, stopAt: { meanReturn100: 475 } });
    const records: TrainRecord[] = [];
    let next = await generator.next();
    for (; !next.done; next = await generator.next()) records.push(next.value);
    const { solved, meanReturn100, timesteps, gradientSteps, learner } = next.value;
    assert.ok(solved && meanReturn100 !== null && meanReturn100 >= 475, `mean return ${meanReturn100}`);
    assert.ok(timesteps <= 100_000 && gradientSteps <= 4_000, `${timesteps} steps, ${gradientSteps} gradient steps`);
    for (const record of records) {
      assert.deepEqual([record.firstRatioMin, record.firstRatioMax], [1, 1], `iteration ${record.iteration}`);
      assert.ok(!diagnose(record).some((warning) => warning.name.startsWith('firstRatio')));
    }
    const { episodeReturns } = await evaluatePolicy({ learner, env: 'CartPole-v1', episodes: 20, seed: 1000 + seed });
    const average = episodeReturns.reduce((a, b) => a + b, 0) / 20;
    assert.ok(average > 400, `greedy policy: ${average}`);
    learner.dispose();
  });
}

test('the same preset with the learning rate taken away learns nothing: the test above can fail', async () => {
  const config = ppoConfig('lessonTfjs', { learningRate: 1e-12, totalTimesteps: 10_240 });
  const generator = train({ config, seed: 1, stopAt: { meanReturn100: 475 } });
  let next = await generator.next();
  while (!next.done) next = await generator.next();
  assert.ok(!next.value.solved && next.value.meanReturn100! < 60);
  next.value.learner.dispose();
});
