import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ppoConfig, type PpoConfig } from '../config/config';
import type { Learner, Minibatch, StepReport, StepSettings } from '../learner/learner';
import { Random } from '../numbers/random';
import { RolloutBuffer } from './buffer';
import { mean, std } from '../numbers/stats';
import { assertClose, storeStep } from '../testing/testing';
import { updatePolicy, type UpdateReport } from './update';

/** What each field of the fake reports is a multiple of: another number in every field, so that no two can change places unseen. */
const scales = {
  policyLoss: 1,
  valueLoss: 2,
  entropy: 3,
  klK1: 5,
  klK2: 7,
  clipFraction: 11,
  deadFraction: 13,
  gradNorm: 17,
} as const;

/** Records what it is given; its k-th report has k times its scale in every field. */
function recordingLearner(kl: (call: number) => number = () => 0.01): {
  learner: Learner;
  calls: { minibatch: Minibatch; settings: StepSettings }[];
} {
  const calls: { minibatch: Minibatch; settings: StepSettings }[] = [];
  const update = (minibatch: Minibatch, settings: StepSettings): StepReport => {
    calls.push({ minibatch: structuredClone(minibatch), settings });
    const k = calls.length;
    return {
      policyLoss: k * scales.policyLoss,
      valueLoss: k * scales.valueLoss,
      entropy: k * scales.entropy,
      klK1: k * scales.klK1,
      klK2: k * scales.klK2,
      approxKl: kl(k),
      clipFraction: k * scales.clipFraction,
      deadFraction: k * scales.deadFraction,
      gradNorm: k * scales.gradNorm,
      ratioMin: 1 - k / 100,
      ratioMax: 1 + k / 100,
    };
  };
  return { learner: { update } as Partial<Learner> as Learner, calls };
}

function bufferOf(size: number): RolloutBuffer {
  const buffer = new RolloutBuffer({ numSteps: size, numEnvs: 1, observationSize: 1, actionWidth: 1, discrete: true });
  for (let i = 0; i < size; i++) {
    const acted = { actions: Int32Array.of(0), logProbs: Float32Array.of(-i), values: Float32Array.of(0) };
    storeStep(buffer, Float32Array.of(i), acted, { rewards: [i * i], terminated: [0], truncated: [0] });
  }
  buffer.computeAdvantages(ppoConfig('cleanrl', { normalizeAdvantages: false }));
  return buffer;
}

function update(
  overrides: Partial<PpoConfig>,
  kl?: (call: number) => number,
): { report: UpdateReport; calls: ReturnType<typeof recordingLearner>['calls'] } {
  const { learner, calls } = recordingLearner(kl);
  const config = ppoConfig('cleanrl', { minibatchSize: 4, numEpochs: 3, ...overrides });
  const report = updatePolicy({
    learner,
    buffer: bufferOf(8),
    config,
    learningRate: 0.1,
    valueLearningRate: 0.2,
    random: new Random(1),
  });
  return { report, calls };
}

const rowsOf = (minibatch: Minibatch): number[] => [...minibatch.observations];

test('epochs times minibatches, each epoch a new order of all rows; means over all, extremes over all', () => {
  const { report, calls } = update({});
  assert.equal(calls.length, 6);
  const epochs = [0, 2, 4].map((k) => [...rowsOf(calls[k].minibatch), ...rowsOf(calls[k + 1].minibatch)]);
  for (const epoch of epochs) assert.deepEqual([...epoch].sort(), [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.notDeepEqual(epochs[0], epochs[1]);
  for (const [name, scale] of Object.entries(scales)) {
    assert.equal(report[name as keyof typeof scales], 3.5 * scale, `${name}, the mean of 1 to 6`);
  }
  assertClose(report.approxKl, 0.01);
  assert.deepEqual([report.lastPolicyLoss, report.lastValueLoss, report.lastEntropy], [6, 12, 18]);
  assert.deepEqual([report.gradientSteps, report.epochs], [6, 3]);
  assertClose([report.ratioMin, report.ratioMax, report.firstRatioMin, report.firstRatioMax], [0.94, 1.06, 0.99, 1.01]);
  assert.deepEqual(calls[0].settings, { learningRate: 0.1, valueLearningRate: 0.2, networks: 'both' });
});

test('advantages are normalised per minibatch, or left alone', () => {
  for (const { minibatch } of update({}).calls) {
    assertClose([mean(minibatch.advantages), std(minibatch.advantages, 1)], [0, 1], 1e-5);
  }
  const raw = update({ normalizeAdvantages: false, shuffle: false }).calls[0].minibatch;
  assert.deepEqual(rowsOf(raw), [0, 1, 2, 3]);
  assert.ok(mean(raw.advantages) > 1);
});

test('targetKl stops after the epoch that exceeds it, on the mean of its minibatches', () => {
  const klOfCall = [0.01, 0.03, 0.02, 0.05, 0, 0]; // epoch means 0.02, 0.035
  const stopped = update({ targetKl: 0.03 }, (k) => klOfCall[k - 1]);
  assert.deepEqual([stopped.calls.length, stopped.report.epochs], [4, 2]);
  assertClose(stopped.report.approxKl, 0.0275);
  assert.deepEqual([update({ targetKl: 0.04 }, (k) => klOfCall[k - 1]).report.epochs], [3]);
});

test('with two optimisers the value network keeps its own passes, also after the policy stopped', () => {
  const separate = { valueLearningRate: 1e-3, minibatchSize: 8 };
  const networks = (calls: { settings: StepSettings }[]): unknown[] => calls.map(({ settings }) => settings.networks);
  const longer = update({ ...separate, numEpochs: 1, valueEpochs: 3 });
  assert.deepEqual(networks(longer.calls), ['both', 'value', 'value']);
  assert.deepEqual([longer.report.policyLoss, longer.report.valueLoss, longer.report.gradientSteps], [1, 4, 3]);
  assert.deepEqual(networks(update({ ...separate, numEpochs: 2, valueEpochs: 1 }).calls), ['both', 'policy']);
  assert.deepEqual(networks(update({ ...separate, targetKl: 0.001 }).calls), ['both', 'value', 'value']);
});
