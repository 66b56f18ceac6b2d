import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type ActionSpace,
  CompiledLearner,
  type LearnerSetup,
  type Minibatch,
  ppoConfig,
  type PpoConfig,
  Random,
} from 'ppo-lib';
import { actedMinibatch, finiteDifferences } from '../testing/minibatches';
import {
  BroadcastValues,
  DetachedKl,
  FlippedAdvantages,
  FlippedEntropy,
  FrozenSpread,
  HighLearningRate,
  RecomputedRatios,
  RootSchedule,
  UntrainedCritic,
} from './learners';
import { assertClose } from 'notebook-kit';

const rate = { learningRate: 1e-3 };
const torque: ActionSpace = { low: [-2], high: [2], shape: [1] };

function make<Kind extends CompiledLearner>(
  Kind: new (setup: LearnerSetup) => Kind,
  overrides: Partial<PpoConfig> = {},
  actionSpace: ActionSpace = { n: 2 },
): Kind {
  const config = ppoConfig('cleanrl', {
    hiddenSizes: [8],
    entropyCoef: 0.05,
    klCoef: 1,
    valueClipRange: null,
    ...overrides,
  });
  const learner = new Kind({ observationSize: 4, actionSpace, config, random: new Random(5) });
  const random = new Random(6);
  learner.setParameters(learner.getParameters().map((p) => p + random.normal(0, 0.3)));
  return learner;
}

/** The gradient of a learner's first step, direction and all: Adam's first moment is a tenth of it. */
function gradientOf(learner: CompiledLearner, minibatch: Minibatch): Float32Array {
  learner.update(minibatch, rate);
  return learner.getOptimizerState()[0].m.map((m) => 10 * m);
}

const free: Partial<PpoConfig> = { maxGradNorm: null };

/** A minibatch whose old policy is another one, so that all terms of the loss push. */
function movedMinibatch(learner: CompiledLearner): Minibatch {
  const minibatch = actedMinibatch(learner, 32);
  return { ...minibatch, oldLogProbs: minibatch.oldLogProbs.map((logProb, i) => logProb + 0.1 * Math.sin(i)) };
}

test('a defect in the weights of the loss gives the gradient of that other loss, and leaves the report alone', () => {
  const minibatch = movedMinibatch(make(CompiledLearner, free));
  const healthy = (overrides: Partial<PpoConfig>): Float32Array =>
    gradientOf(make(CompiledLearner, { ...free, ...overrides }), minibatch);
  const full = healthy({});
  const [noEntropy, noKl, noValue] = [healthy({ entropyCoef: 0 }), healthy({ klCoef: 0 }), healthy({ valueCoef: 0 })];
  assertClose(
    gradientOf(make(FlippedEntropy, free), minibatch),
    full.map((g, i) => 2 * noEntropy[i] - g),
    1e-6,
  );
  assertClose(gradientOf(make(DetachedKl, free), minibatch), noKl, 1e-7);
  assertClose(gradientOf(make(UntrainedCritic, free), minibatch), noValue, 1e-7);
  const report = make(CompiledLearner, free).update(minibatch, rate);
  for (const Kind of [FlippedEntropy, DetachedKl, UntrainedCritic]) {
    const seen = make(Kind, free).update(minibatch, rate);
    assert.notEqual(seen.gradNorm, report.gradNorm, Kind.name);
    assert.deepEqual({ ...seen, gradNorm: 0 }, { ...report, gradNorm: 0 }, Kind.name);
  }
});

test('flipped advantages: the gradient of the policy changes its sign', () => {
  const only = { ...free, valueCoef: 0, entropyCoef: 0, klCoef: 0 };
  const minibatch = actedMinibatch(make(CompiledLearner, only), 32);
  const before = [...minibatch.advantages];
  const right = gradientOf(make(CompiledLearner, only), minibatch);
  assertClose(
    gradientOf(make(FlippedAdvantages, only), minibatch),
    right.map((g) => -g),
    1e-7,
  );
  assert.deepEqual([...minibatch.advantages], before, 'the caller keeps its arrays');
});

test('broadcast values: loss and slope are those of the [B,B] mean, written out', () => {
  const minibatch = actedMinibatch(make(BroadcastValues), 16);
  const { returns, oldValues: values } = minibatch;
  const loss = (v: ArrayLike<number>): number => {
    let total = 0;
    for (let i = 0; i < 16; i++) for (const target of returns) total += (v[i] - target) ** 2 / 2;
    return total / 256;
  };
  assertClose(make(BroadcastValues).update(minibatch, rate).valueLoss, loss(values), 1e-5);
  const centre = returns.reduce((a, b) => a + b, 0) / 16;
  const slopes = Array.from(values, (v) => (v - centre) / 16); // what the learner is trained with
  assertClose(finiteDifferences(loss, values), slopes, 1e-6);
});

test('recomputed ratios: always 1, wherever the policy has gone', () => {
  const learner = make(RecomputedRatios);
  const minibatch = actedMinibatch(learner, 32);
  for (let i = 0; i < 20; i++) {
    const { ratioMin, ratioMax, approxKl } = learner.update(minibatch, { learningRate: 0.05 });
    assert.deepEqual([ratioMin, ratioMax, approxKl], [1, 1, 0]);
  }
  const { logProbs } = learner.evaluate(minibatch.observations, minibatch.actions);
  assert.ok(Math.max(...logProbs.map((logProb, i) => Math.abs(logProb - minibatch.oldLogProbs[i]))) > 0.1);
});

test('a learning rate 30 times too high moves 30 times as far', () => {
  const moved = (learner: CompiledLearner): Float32Array => {
    const before = learner.getParameters();
    learner.update(actedMinibatch(learner, 32), rate);
    return learner.getParameters().map((p, i) => p - before[i]);
  };
  const right = moved(make(CompiledLearner));
  assertClose(
    moved(make(HighLearningRate)),
    right.map((step) => 30 * step),
    1e-5,
  );
});

test('a frozen spread: every parameter moves but the log-std', () => {
  const learner = make(FrozenSpread, {}, torque);
  const before = learner.getParameters();
  for (let i = 0; i < 3; i++) learner.update(actedMinibatch(learner, 32), rate);
  const after = learner.getParameters();
  for (const { name, offset, size } of learner.manifest) {
    const isMoved = after.subarray(offset, offset + size).some((p, i) => p !== before[offset + i]);
    assert.equal(isMoved, name !== 'policy.logStd', name);
  }
  assert.throws(
    () => make(FrozenSpread).update(actedMinibatch(make(CompiledLearner), 8), rate),
    /needs a Gaussian policy/,
  );
});

test('the root schedule ends in NaN when the run is longer than it thinks', () => {
  const learner = make(RootSchedule, {
    totalTimesteps: 640,
    numEpochs: 4,
    minibatchSize: 64,
    numEnvs: 1,
    numSteps: 64,
  });
  const minibatch = actedMinibatch(learner, 64);
  for (let i = 0; i < 31; i++) learner.update(minibatch, rate); // 10 minibatches times 3 passes, and step 30 has a rate of 0
  assert.ok(learner.getParameters().every(Number.isFinite));
  assert.throws(() => {
    for (let i = 0; i < 2; i++) learner.update(minibatch, rate);
  }, /NaN/);
});
