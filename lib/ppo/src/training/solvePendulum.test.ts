import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compiledLearner } from '../compiled/compiledLearner';
import { evaluatePolicy } from './evaluation';
import { mean } from '../numbers/stats';
import { train } from './train';

// npm run figures trains twenty seeds and three kinds of policy: data/figures/pendulum-policies.runs.json.
for (const seed of [1, 2]) {
  test(`the preset solves Pendulum-v1 with seed ${seed}: mean deterministic return of at least -200`, async () => {
    const generator = train({ env: 'Pendulum-v1', config: 'pendulum', seed, learner: compiledLearner });
    let next = await generator.next();
    const before = next.done ? NaN : mean(next.value.episodeReturns);
    while (!next.done) next = await generator.next();
    const { learner, normalizers, timesteps } = next.value;
    const { episodeReturns } = await evaluatePolicy({ learner, normalizers, env: 'Pendulum-v1', seed: 1000 + seed });
    assert.equal(episodeReturns.length, 100);
    assert.ok(mean(episodeReturns) >= -200, `mean ${mean(episodeReturns)} after ${timesteps} steps`);
    assert.ok(before < -800, `an untrained policy scores about -1200, here ${before}`);
  });
}
