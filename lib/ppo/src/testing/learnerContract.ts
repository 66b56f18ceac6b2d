/** What every learner must do, whatever it is made of; not part of the public interface. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ppoConfig, type PpoConfig } from '../config/config';
import type { Learner, LearnerFactory, Minibatch } from '../learner/learner';
import type { ActionSpace } from '../networks/parameters';
import { Random } from '../numbers/random';
import { assertClose } from './testing';

const config = ppoConfig('cleanrl', { hiddenSizes: [16, 16], entropyCoef: 0.02 });

async function withLearner(
  factory: LearnerFactory,
  use: (learner: Learner) => void | Promise<void>,
  overrides: Partial<PpoConfig> = {},
  actionSpace: ActionSpace = { n: 2 },
): Promise<void> {
  const setup = { observationSize: 4, actionSpace, config: ppoConfig(config, overrides), random: new Random(11) };
  const learner = await factory(setup);
  const random = new Random(12);
  learner.setParameters(learner.getParameters().map((p) => p + random.normal(0, 0.1)));
  try {
    await use(learner);
  } finally {
    learner.dispose();
  }
}

function observationsOf(rows: number): Float32Array {
  const random = new Random(13);
  return Float32Array.from({ length: rows * 4 }, () => random.normal());
}

/** A minibatch that the learner itself acted out, so that every ratio is 1. */
export function actedMinibatch(learner: Learner, rows: number): Minibatch {
  const observations = observationsOf(rows);
  const { actions, logProbs, values } = learner.act(observations, new Random(14));
  const random = new Random(15);
  const column = (): Float32Array => Float32Array.from({ length: rows }, () => random.normal());
  return { observations, actions, oldLogProbs: logProbs, oldValues: values, advantages: column(), returns: column() };
}

const step = { learningRate: 1e-3 };

/** What a policy over real actions can be, besides the plain Gaussian. */
const boxPolicies: Readonly<Record<string, Partial<PpoConfig>>> = {
  'own spread for every state': { stateDependentStd: true },
  "Lecture 25's policy": {
    initialization: 'torchDefault',
    meanActivation: 'tanh',
    stateDependentStd: true,
    stdForm: 'abs',
  },
  'mean by tanh': { meanActivation: 'tanh' },
  'squashed Gaussian': { actionDistribution: 'squashedGaussian' },
  'squashed Gaussian, own spread': { actionDistribution: 'squashedGaussian', stateDependentStd: true },
  Beta: { actionDistribution: 'beta' },
};

/** Registers the tests of the contract for one kind of learner. `spaces`: the action spaces it supports. */
export function testLearnerContract(name: string, factory: LearnerFactory, spaces: readonly ActionSpace[]): void {
  for (const space of spaces) {
    const label = 'n' in space ? `${space.n} actions` : `a box of ${space.shape.join('x')}`;
    test(`${name}, ${label}: acting, evaluating and updating see the same floats`, () =>
      withLearner(factory, (learner) => checkSameFloats(learner), {}, space));
    if ('n' in space) continue;
    for (const [policy, overrides] of Object.entries(boxPolicies)) {
      test(`${name}, ${label}, ${policy}: the same floats`, () =>
        withLearner(factory, (learner) => checkSameFloats(learner), overrides, space));
    }
  }
  test(`${name}: the report is measured before the step`, () => withLearner(factory, checkReport));
  test(`${name}: repeated steps lower the loss on one minibatch`, () => withLearner(factory, checkDescent));
  test(`${name}: parameters and optimiser state carry over exactly`, () =>
    withLearner(factory, (l) => checkCarryOver(l, factory)));
  test(`${name}: with two optimisers each network moves alone, at its own rate`, () =>
    withLearner(factory, checkTwoOptimizers, { valueLearningRate: 1e-3 }));
  test(`${name}: the joint gradient is clipped as one vector`, () =>
    withLearner(factory, checkClipping, { maxGradNorm: 1e-3 }));
  test(`${name}: returned arrays are copies`, () => withLearner(factory, checkCopies));
  test(`${name}: a diverging step is an error with advice, not silent NaN`, () =>
    withLearner(factory, checkDivergence));
}

function checkSameFloats(learner: Learner): void {
  for (const rows of [1, 7, 64]) {
    const minibatch = actedMinibatch(learner, rows);
    const { logProbs, values } = learner.evaluate(minibatch.observations, minibatch.actions);
    assert.deepEqual(logProbs, minibatch.oldLogProbs);
    assert.deepEqual(values, minibatch.oldValues);
    assert.deepEqual(learner.values(minibatch.observations), minibatch.oldValues);
    const parameters = learner.getParameters();
    const report = learner.update(minibatch, step);
    assert.deepEqual([report.ratioMin, report.ratioMax], [1, 1]);
    learner.setParameters(parameters);
  }
}

function checkReport(learner: Learner): void {
  const minibatch = actedMinibatch(learner, 64);
  const report = learner.update(minibatch, step);
  const average = minibatch.advantages.reduce((a, b) => a + b, 0) / 64;
  assertClose(report.policyLoss, -average, 1e-6); // every ratio is 1
  let squares = 0;
  minibatch.returns.forEach((target, i) => (squares += (minibatch.oldValues[i] - target) ** 2));
  assertClose(report.valueLoss, (0.5 * squares) / 64, 1e-5);
  assert.deepEqual(
    [report.klK1, report.klK2, report.approxKl, report.clipFraction, report.deadFraction],
    [0, 0, 0, 0, 0],
  );
  const later = learner.update(minibatch, step);
  assert.ok(later.approxKl > 0 && later.ratioMin < 1 && later.ratioMax > 1);
}

function checkDescent(learner: Learner): void {
  const minibatch = actedMinibatch(learner, 64);
  const total = (r: ReturnType<Learner['update']>): number => r.policyLoss + 0.5 * r.valueLoss - 0.02 * r.entropy;
  const first = total(learner.update(minibatch, step));
  let last = first;
  for (let i = 0; i < 40; i++) last = total(learner.update(minibatch, step));
  assert.ok(last < first - 0.02, `loss ${first} -> ${last}`);
}

async function checkCarryOver(learner: Learner, factory: LearnerFactory): Promise<void> {
  const minibatch = actedMinibatch(learner, 32);
  for (let i = 0; i < 3; i++) learner.update(minibatch, step);
  const [parameters, optimizer] = [learner.getParameters(), learner.getOptimizerState()];
  const reports = [learner.update(minibatch, step), learner.update(minibatch, step)];
  const end = learner.getParameters();
  await withLearner(factory, (twin) => {
    twin.setParameters(parameters);
    twin.setOptimizerState(optimizer);
    assert.deepEqual([twin.update(minibatch, step), twin.update(minibatch, step)], reports);
    assert.deepEqual(twin.getParameters(), end);
  });
}

function checkTwoOptimizers(learner: Learner): void {
  const split = learner.manifest.find((slot) => slot.name.startsWith('value.'))!.offset;
  const minibatch = actedMinibatch(learner, 32);
  const moved = (networks: 'policy' | 'value'): [boolean, boolean] => {
    const before = learner.getParameters();
    learner.update(minibatch, { learningRate: 1e-3, valueLearningRate: 5e-3, networks });
    const difference = learner.getParameters().map((p, i) => Math.abs(p - before[i]));
    const largest = (part: Float32Array): number => part.reduce((a, b) => Math.max(a, b), 0);
    const [policy, value] = [largest(difference.subarray(0, split)), largest(difference.subarray(split))];
    assert.ok(policy < 1.5e-3 && value < 7.5e-3 && (networks === 'policy' || value > 2e-3), `${policy} ${value}`);
    return [policy > 0, value > 0];
  };
  assert.deepEqual(moved('policy'), [true, false]);
  assert.deepEqual(moved('value'), [false, true]);
  assert.equal(learner.getOptimizerState().length, 2);
}

function checkClipping(learner: Learner): void {
  const { gradNorm } = learner.update(actedMinibatch(learner, 32), step);
  assert.ok(gradNorm > 0.1, 'reported before clipping');
  const [{ m }] = learner.getOptimizerState(); // after one step m = 0.1 times the clipped gradient
  const norm = Math.sqrt(m.reduce((total, x) => total + x * x, 0));
  assertClose(norm, 1e-4, 1e-6);
}

function checkCopies(learner: Learner): void {
  const parameters = learner.getParameters();
  const state = learner.getOptimizerState();
  learner.getParameters().fill(7);
  learner.update(actedMinibatch(learner, 32), step);
  assert.ok(!learner.getParameters().includes(7));
  assert.deepEqual([state[0].steps, state[0].m.every((x) => x === 0)], [0, true]);
  assert.notDeepEqual(learner.getParameters(), parameters);
}

function checkDivergence(learner: Learner): void {
  const minibatch = actedMinibatch(learner, 16);
  const before = learner.getParameters();
  const broken = { ...minibatch, returns: minibatch.returns.map(() => Infinity) };
  assert.throws(() => learner.update(broken, step), /diverged.*learningRate/);
  assert.deepEqual(learner.getParameters(), before);
}
