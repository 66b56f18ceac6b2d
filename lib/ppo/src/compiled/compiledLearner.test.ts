import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ppoConfig } from '../config/config';
import { Random } from '../numbers/random';
import { actedMinibatch, testLearnerContract } from '../testing/learnerContract';
import { testLearnerRefusals } from '../testing/learnerRefusals';
import { CompiledLearner } from './compiledLearner';

const spaces = [{ n: 2 }, { n: 3 }, { low: [-1, -1], high: [1, 1], shape: [2] }];

testLearnerContract('CompiledLearner', (setup) => new CompiledLearner(setup), spaces);
testLearnerContract('CompiledLearner, plain', (setup) => new CompiledLearner(setup, 'plain'), spaces);

testLearnerRefusals('CompiledLearner', (setup) => new CompiledLearner(setup));
testLearnerRefusals('CompiledLearner, plain', (setup) => new CompiledLearner(setup, 'plain'));

test('a minibatch larger than any before goes on with the same optimiser', () => {
  const config = ppoConfig('cleanrl', { hiddenSizes: [8], minibatchSize: 4 });
  const make = (minibatchSize: number): CompiledLearner =>
    new CompiledLearner({
      observationSize: 4,
      actionSpace: { n: 2 },
      config: ppoConfig(config, { minibatchSize }),
      random: new Random(1),
    });
  const [grows, roomy] = [make(4), make(64)];
  const [small, large] = [actedMinibatch(roomy, 4), actedMinibatch(roomy, 40)];
  for (const minibatch of [small, large, small, large]) {
    const reports = [grows, roomy].map((learner) => learner.update(minibatch, { learningRate: 1e-3 }));
    assert.deepEqual(reports[0], reports[1]);
    assert.deepEqual(grows.getOptimizerState(), roomy.getOptimizerState());
  }
  assert.equal(grows.getOptimizerState()[0].steps, 4);
  assert.deepEqual(grows.getParameters(), roomy.getParameters());
});
