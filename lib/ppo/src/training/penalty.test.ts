import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compiledLearner } from '../compiled/compiledLearner';
import { ppoConfig } from '../config/config';
import { train } from './train';

const config = ppoConfig('fast', {
  objective: 'ratio',
  klCoef: 1,
  klTarget: 0.01,
  totalTimesteps: 100_000,
  numEnvs: 4,
  numSteps: 32,
  numEpochs: 4,
});

test('the adaptive penalty follows the KL that each update made, from record to record', async () => {
  const { records } = await train({ config, learner: compiledLearner, stopAt: { iterations: 25 } }).whole();
  assert.equal(records[0].klCoef, 1);
  for (let i = 0; i + 1 < records.length; i++) {
    const { klCoef, klAfterUpdate } = records[i];
    assert.ok(klAfterUpdate !== null && klAfterUpdate >= 0);
    const expected = klAfterUpdate > 0.015 ? 2 * klCoef : klAfterUpdate < 0.01 / 1.5 ? klCoef / 2 : klCoef;
    assert.equal(records[i + 1].klCoef, expected);
  }
  assert.ok(new Set(records.map(({ klCoef }) => klCoef)).size > 1, 'it moved');
});

test('a penalty of another weight makes other updates: the weight reaches the loss', async () => {
  const runs = [0.2, 1000].map((klCoef) =>
    train({
      config: ppoConfig(config, { klCoef, klTarget: null }),
      learner: compiledLearner,
      stopAt: { iterations: 3 },
    }),
  );
  const [weak, strong] = await Promise.all(runs.map((run) => run.whole()));
  assert.ok(strong.records[2].approxKl < weak.records[2].approxKl / 2);
  assert.deepEqual([weak.records[2].klCoef, weak.records[2].klAfterUpdate], [0.2, null]);
});

test('a resumed run goes on with the weight that it had reached', async () => {
  const whole = await train({ config, learner: compiledLearner, stopAt: { iterations: 12 } }).whole();
  const first = await train({ config, learner: compiledLearner, stopAt: { iterations: 7 } }).result;
  assert.notEqual(first.checkpoint.klCoef, config.klCoef);
  const rest = await train({ resume: first.checkpoint, learner: compiledLearner, stopAt: { iterations: 12 } }).whole();
  assert.deepEqual(rest.records, whole.records.slice(7));
});
