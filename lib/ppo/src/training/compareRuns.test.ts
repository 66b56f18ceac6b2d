import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { useBackend } from '../tfjs/backend';
import { restoreLearner, type Checkpoint } from './checkpoint';
import { firstDifferingIteration } from './compareRuns';
import { compiledLearner } from '../compiled/compiledLearner';
import { maxDifference } from '../testing/testing';
import { train, type TrainOptions, type TrainRecord } from './train';

before(async () => void (await useBackend()));

async function run(options: TrainOptions): Promise<{ records: TrainRecord[]; checkpoint: Checkpoint }> {
  const generator = train(options);
  const records: TrainRecord[] = [];
  for (;;) {
    const { done, value } = await generator.next();
    if (done) {
      value.learner.dispose();
      return { records, checkpoint: value.checkpoint };
    }
    records.push(value);
  }
}

test('the first iteration with other episodes is found', () => {
  const record = (iteration: number, ...episodeReturns: number[]) => ({
    iteration,
    episodeReturns,
    episodeLengths: episodeReturns,
  });
  const a = [record(1, 10, 12), record(2), record(3, 9)];
  assert.equal(firstDifferingIteration(a, [record(1, 10, 12), record(2)]), null);
  assert.equal(firstDifferingIteration(a, [record(1, 10, 12), record(2, 8), record(3, 9)]), 2);
  assert.equal(firstDifferingIteration(a, [record(1, 12, 10), record(2)]), 1);
});

test('both learners act alike in the first iterations of the same seed, and see the same losses', async () => {
  for (const env of ['CartPole-v1', 'Pendulum-v1']) {
    const options = { env, config: 'cleanrl', seed: 7, stopAt: { iterations: 2 } } as const;
    const [tfjs, compiled] = [await run(options), await run({ ...options, learner: compiledLearner })];
    const differs = firstDifferingIteration(tfjs.records, compiled.records);
    assert.ok(differs === null || differs > 1, `differs in iteration ${differs}`);
    const [a, b] = [tfjs.records[0], compiled.records[0]];
    assert.deepEqual([b.firstRatioMin, b.firstRatioMax], [1, 1]);
    for (const name of ['policyLoss', 'valueLoss', 'entropy', 'approxKl', 'gradNorm', 'explainedVariance'] as const) {
      assert.ok(Math.abs(a[name] - b[name]) < 1e-3 * (1 + Math.abs(a[name])), `${env} ${name}: ${a[name]}, ${b[name]}`);
    }
  }
});

test('a checkpoint of either learner continues in the other', async () => {
  const options = { config: 'cleanrl', seed: 3, stopAt: { iterations: 2 } } as const;
  for (const learner of [undefined, compiledLearner]) {
    const { checkpoint } = await run(learner === undefined ? options : { ...options, learner });
    const other = await restoreLearner(checkpoint, learner === undefined ? compiledLearner : undefined);
    assert.deepEqual(other.getParameters(), checkpoint.parameters);
    assert.deepEqual(other.getOptimizerState(), checkpoint.optimizer);
    other.dispose();
    const more = { resume: checkpoint, stopAt: { iterations: 3 } };
    const [tfjs, compiled] = [await run(more), await run({ ...more, learner: compiledLearner })];
    assert.deepEqual(tfjs.records[0].episodeReturns, compiled.records[0].episodeReturns);
    assert.ok(maxDifference(tfjs.checkpoint.parameters, compiled.checkpoint.parameters) < 1e-4);
  }
});
