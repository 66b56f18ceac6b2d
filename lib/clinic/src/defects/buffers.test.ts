import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compiledLearner, DriftVec, gae, ppoConfig, RolloutBuffer, std, train, type TrainRecord } from 'ppo-lib';
import {
  ClippedActions,
  ForgottenIndex,
  LateEndings,
  LateObservations,
  MergedEndings,
  NoValueAfterRollout,
  RawAdvantages,
  ValueAfterTheEnd,
} from './buffers';
import { assertClose } from 'notebook-kit';
import { storeStep } from '../testing/minibatches';

const sizes = { numSteps: 5, numEnvs: 1, observationSize: 1, actionWidth: 1, discrete: true };
const config = ppoConfig('cleanrl', { gamma: 0.9, gaeLambda: 0.8, normalizeAdvantages: 'batch' });

/** Five steps of one environment: a fall after step 1, a time limit after step 3, then one step of a third episode. */
function filled<Buffer extends RolloutBuffer>(Kind: new (options: RolloutBuffer['options']) => Buffer): Buffer {
  const buffer = new Kind(sizes);
  for (let t = 0; t < 5; t++) {
    const acted = { actions: Int32Array.of(t % 2), logProbs: Float32Array.of(-0.5), values: Float32Array.of(t + 1) };
    storeStep(buffer, Float32Array.of(t), acted, {
      rewards: [1],
      terminated: [t === 1 ? 1 : 0],
      truncated: [t === 3 ? 1 : 0],
    });
  }
  buffer.nextValues.set([2, 0, 4, 7, 6]); // 7: the final observation's, 6: that of the state after the rollout
  return buffer;
}

/** The returns (advantages plus values) of the five steps with other flags or next values. */
function returnsWith(nextValues: number[], terminated: number[], truncated: number[]): Float64Array {
  const input = { rewards: [1, 1, 1, 1, 1], values: [1, 2, 3, 4, 5], nextValues, terminated, truncated };
  return Float64Array.from(gae({ ...input, gamma: 0.9, gaeLambda: 0.8 }).returns);
}

const none = [0, 0, 0, 0, 0];
const fall = [0, 1, 0, 0, 0];
const limit = [0, 0, 0, 1, 0];

test('each buffer computes what its defect says, and no more', () => {
  const cases: readonly [new (options: RolloutBuffer['options']) => RolloutBuffer, Float64Array][] = [
    [RolloutBuffer, returnsWith([2, 0, 4, 7, 6], fall, limit)],
    [RawAdvantages, returnsWith([2, 0, 4, 7, 6], fall, limit)],
    [MergedEndings, returnsWith([2, 0, 4, 0, 6], [0, 1, 0, 1, 0], none)],
    [NoValueAfterRollout, returnsWith([2, 0, 4, 7, 0], fall, limit)],
    [ValueAfterTheEnd, returnsWith([2, 3, 4, 7, 6], none, [0, 1, 0, 1, 0])],
    [LateEndings, returnsWith([2, 3, 4, 7, 6], [0, 0, 1, 0, 0], [0, 0, 0, 0, 1])],
  ];
  for (const [Kind, returns] of cases) {
    const buffer = filled(Kind);
    buffer.computeAdvantages(config);
    assertClose(buffer.returns, returns, 1e-6);
    assert.deepEqual([...buffer.terminated, ...buffer.truncated], [...fall, ...limit], Kind.name);
    assert.equal(Math.abs(std(buffer.advantages, 1) - 1) < 1e-4, Kind !== RawAdvantages, Kind.name);
  }
});

test('late endings: an end in the last row of a rollout is read in the first row of the next', () => {
  const buffer = filled(LateEndings);
  buffer.terminated[4] = 1;
  buffer.nextValues[4] = 0;
  buffer.computeAdvantages(config);
  buffer.clear();
  for (let t = 0; t < 5; t++) {
    const acted = { actions: Int32Array.of(0), logProbs: Float32Array.of(-0.5), values: Float32Array.of(t + 1) };
    storeStep(buffer, Float32Array.of(t), acted, { rewards: [1], terminated: [0], truncated: [0] });
  }
  buffer.nextValues.set([2, 3, 4, 5, 6]);
  buffer.computeAdvantages(config);
  assertClose(buffer.returns, returnsWith([2, 3, 4, 5, 6], [1, 0, 0, 0, 0], none), 1e-6);
});

test('the forgotten index leaves all columns right but one', () => {
  const buffer = filled(ForgottenIndex);
  buffer.computeAdvantages(config);
  const { advantages, ...others } = buffer.gather([3, 1]);
  assert.deepEqual([...advantages], [...buffer.advantages.subarray(0, 2)]);
  assert.deepEqual([...others.observations, ...others.actions], [3, 1, 1, 1]);
  assert.deepEqual([...others.returns], [buffer.returns[3], buffer.returns[1]]);
});

test('clipped actions: what is stored lies inside the bound, in every row, with the log-probability of what was drawn', () => {
  const options = { numSteps: 2, numEnvs: 2, observationSize: 1, actionWidth: 1, discrete: false };
  const buffer = new ClippedActions(options, 2);
  for (const drawn of [Float32Array.of(2.5, -1), Float32Array.of(0.5, -9)]) {
    const acted = { actions: drawn, logProbs: Float32Array.of(-1, -2), values: new Float32Array(2) };
    storeStep(buffer, new Float32Array(2), acted, { rewards: [0, 0], terminated: [0, 0], truncated: [0, 0] });
  }
  assert.deepEqual([...buffer.actions], [2, -1, 0.5, -2]);
  assert.deepEqual([...buffer.logProbs], [-1, -2, -1, -2]);
});

test('late observations: where the environments reuse their array, the state after a step is stored as the state before it', async () => {
  const runOf = async (aliasObservations: boolean, late: boolean): Promise<readonly TrainRecord[]> => {
    const { records } = await train({
      env: () => new DriftVec({ aliasObservations }),
      config: ppoConfig('masterySeries', { totalTimesteps: 512 }),
      learner: compiledLearner,
      seed: 1,
      ...(late ? { buffer: (sizes) => new LateObservations(sizes) } : {}),
    }).whole();
    return records;
  };
  const healthy = await runOf(false, false);
  assert.ok(healthy.every((record) => record.firstRatioMin === 1 && record.firstRatioMax === 1));
  const buggy = await runOf(true, true);
  assert.ok(buggy.every((record) => record.firstRatioMin < 1 || record.firstRatioMax > 1));
  assert.deepEqual(await runOf(true, false), healthy, 'the healthy buffer copies in time');
  assert.deepEqual(await runOf(false, true), healthy, 'copying late does no harm where every array is new');
});

test('late observations store what the array holds when the step is over', () => {
  const buffer = new LateObservations({ ...sizes, numSteps: 2 });
  const shown = Float32Array.of(7);
  for (const after of [8, 9]) {
    buffer.addObservations(shown);
    shown[0] = after;
    buffer.addOutcome({ rewards: [0], terminated: [0], truncated: [0] });
  }
  assert.deepEqual([...buffer.observations], [7, 8], 'until the rollout is over, acting sees what was shown');
  buffer.computeAdvantages(config);
  assert.deepEqual([...buffer.observations], [8, 9]);
});
