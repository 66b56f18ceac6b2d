import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { useBackend } from './backend';
import { tf } from './tensors';
import { ppoConfig } from '../config/config';
import { globalNorm } from '../networks/adam';
import { actedMinibatch, testLearnerContract } from '../testing/learnerContract';
import { testLearnerRefusals } from '../testing/learnerRefusals';
import { Random } from '../numbers/random';
import { finiteDifferences } from '../testing/testing';
import { TfjsLearner } from './tfjsLearner';

before(async () => void (await useBackend()));

testLearnerContract('TfjsLearner', (setup) => new TfjsLearner(setup), [
  { n: 2 },
  { n: 3 },
  { low: [-1, -1], high: [1, 1], shape: [2] },
]);

testLearnerRefusals(
  'TfjsLearner',
  (setup) => new TfjsLearner(setup),
  () => tf.memory().numTensors,
);

const small = {
  observationSize: 4,
  actionSpace: { n: 3 },
  config: ppoConfig('cleanrl', { hiddenSizes: [5], entropyCoef: 0.3, valueClipRange: 0.4 }),
};

test('the gradient in every parameter agrees with finite differences of the loss', () => {
  for (const actionSpace of [{ n: 3 }, { low: [-1, -1], high: [1, 1], shape: [2] }]) {
    for (const sharedTrunk of [true, false]) {
      const config = ppoConfig(small.config, { sharedTrunk, stateDependentStd: sharedTrunk });
      const learner = new TfjsLearner({ ...small, actionSpace, config, random: new Random(3) });
      const minibatch = actedMinibatch(learner, 24);
      const random = new Random(4);
      minibatch.oldLogProbs.forEach((_, i, column) => (column[i] += random.normal(0, 0.4)));
      const start = learner.getParameters().map((p) => p + random.normal(0, 0.3));
      const lossAt = (parameters: ArrayLike<number>): number => {
        learner.setParameters(Float32Array.from(parameters));
        const { report } = learner.lossGradient(minibatch);
        return report.policyLoss + config.valueCoef * report.valueLoss - config.entropyCoef * report.entropy;
      };
      const numeric = finiteDifferences(lossAt, start, 5e-4);
      learner.setParameters(start);
      const { gradient } = learner.lossGradient(minibatch);
      const error = globalNorm(gradient.map((g, i) => g - numeric[i])) / globalNorm(gradient);
      assert.ok(error < 0.02, `relative error ${error}`); // float32 losses and the kinks of the clip limit this
      learner.dispose();
    }
  }
});

test('updates leave no tensor behind, and dispose frees the rest', () => {
  const before = tf.memory().numTensors;
  const learner = new TfjsLearner({ ...small, random: new Random(1) });
  const minibatch = actedMinibatch(learner, 20);
  learner.update(minibatch, { learningRate: 1e-3 });
  const during = tf.memory().numTensors;
  for (let i = 0; i < 5; i++) {
    learner.update(minibatch, { learningRate: 1e-3 });
    learner.evaluate(minibatch.observations, minibatch.actions);
    learner.act(minibatch.observations, new Random(1));
  }
  assert.equal(tf.memory().numTensors, during);
  learner.dispose();
  assert.equal(tf.memory().numTensors, before);
});

test('an update that fails, also the very first, leaves no tensor behind, and the learner goes on', () => {
  const learner = new TfjsLearner({ ...small, random: new Random(1) });
  const minibatch = actedMinibatch(learner, 20);
  const [before, parameters] = [tf.memory().numTensors, learner.getParameters()];
  const overflowing = { ...minibatch, oldLogProbs: minibatch.oldLogProbs.map(() => -1e4) }; // the ratio is infinite
  overflowing.advantages.fill(-1);
  const blind = { ...minibatch, observations: minibatch.observations.map(() => NaN) };
  for (const [broken, says] of [
    [overflowing, /training diverged: the loss or its gradient became/],
    [blind, /observations\[0\]: got NaN/],
  ] as const) {
    for (let i = 0; i < 2; i++) assert.throws(() => learner.update(broken, { learningRate: 1e-3 }), says);
    assert.equal(tf.memory().numTensors, before);
  }
  assert.deepEqual(learner.getParameters(), parameters);
  learner.update(actedMinibatch(learner, 20), { learningRate: 1e-3 });
  assert.equal(tf.memory().numTensors, before);
  learner.dispose();
});

test('the KL penalty enters the gradient', () => {
  const random = new Random(5);
  const learner = new TfjsLearner({ ...small, random: new Random(1) });
  const penalised = new TfjsLearner({
    ...small,
    config: ppoConfig(small.config, { klCoef: 2 }),
    random: new Random(1),
  });
  const minibatch = actedMinibatch(learner, 24);
  minibatch.oldLogProbs.forEach((_, i, column) => (column[i] += random.normal(0, 0.1)));
  minibatch.advantages.fill(0); // what is left of the policy gradient is entropy and penalty
  const difference = penalised
    .lossGradient(minibatch)
    .gradient.map((g, i) => g - learner.lossGradient(minibatch).gradient[i]);
  // The penalty's gradient in log pi is 2 (r - 1) / B; push it through the chain by nudging the parameters along it.
  const norm = globalNorm(difference);
  assert.ok(norm > 1e-3);
  const start = learner.getParameters();
  const klAt = (scale: number): number => {
    learner.setParameters(start.map((p, i) => p + (scale * difference[i]) / norm));
    return 2 * learner.lossGradient(minibatch).report.approxKl;
  };
  const slope = (klAt(1e-2) - klAt(-1e-2)) / 2e-2;
  assert.ok(Math.abs(slope - norm) < 0.02 * norm, `${slope} against ${norm}`);
  learner.dispose();
  penalised.dispose();
});
