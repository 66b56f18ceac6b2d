import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeVec } from 'gymnasium-js';
import { CompiledLearner } from '../compiled/compiledLearner';
import { ppoConfig } from '../config/config';
import { toEnvActions, type TrainingEnv } from './environment';
import { FakeEnv } from '../testing/fakeEnv';
import type { Learner } from '../learner/learner';
import { Random } from '../numbers/random';
import { RolloutBuffer } from './buffer';
import { collectRollout, startEpisodes } from './collect';
import { mean, std } from '../numbers/stats';
import { assertClose } from '../testing/testing';

/** Acts 0, 1, 0, 1, ...; the value of an observation [n, t, total] is 100 n + t. */
function scriptedLearner(): Learner {
  const unused = (): never => assert.fail('not expected here');
  let calls = 0;
  const config = ppoConfig();
  const values = (observations: Float32Array): Float32Array =>
    Float32Array.from(
      { length: observations.length / 3 },
      (_, i) => 100 * observations[i * 3] + observations[i * 3 + 1],
    );
  return {
    observationSize: 3,
    actionSpace: { n: 2 },
    config,
    manifest: [],
    values,
    valuesInto: (observations, into) => into.set(values(observations)),
    act: unused,
    actInto: ({ actions, logProbs }, first, rows) => {
      calls++;
      actions.fill((calls - 1) % 2, first, first + rows);
      logProbs.fill(-calls, first, first + rows);
    },
    evaluate: unused,
    update: unused,
    getParameters: unused,
    setParameters: unused,
    getOptimizerState: unused,
    setOptimizerState: unused,
    dispose: () => undefined,
  };
}

const shape = { numSteps: 4, numEnvs: 2, observationSize: 3, actionWidth: 1, discrete: true };
const pick = (buffer: RolloutBuffer, env: number, offset: number): number[] =>
  Array.from({ length: 4 }, (_, t) => buffer.observations[(t * 2 + env) * 3 + offset]);

test('a rollout stores what was seen before each step, although the environment reuses its array', () => {
  const env = new FakeEnv({
    terminateAfter: (n) => (n === 0 ? 3 : Infinity),
    truncateAfter: (n) => (n === 1 ? 2 : Infinity),
  });
  const buffer = new RolloutBuffer(shape);
  const progress = startEpisodes(env);
  const finished = collectRollout({
    env,
    learner: scriptedLearner(),
    buffer,
    progress,
    random: new Random(1),
    rewardScale: 0.5,
  });
  assert.deepEqual(pick(buffer, 0, 1), [0, 1, 2, 0]); // environment 0 ends after its 3rd step
  assert.deepEqual(pick(buffer, 1, 1), [0, 1, 0, 1]); // environment 1 is cut after every 2nd
  assert.deepEqual(pick(buffer, 0, 2), [0, 1, 2, 3]);
  assert.deepEqual([...buffer.actions], [0, 0, 1, 1, 0, 0, 1, 1]);
  assert.deepEqual(env.received, [
    [0, 0],
    [1, 1],
    [0, 0],
    [1, 1],
  ]);
  assert.deepEqual([...buffer.logProbs], [-1, -1, -2, -2, -3, -3, -4, -4]);
  assert.deepEqual([...buffer.rewards], [0.5, 1, 0.5, 1, 0.5, 1, 0.5, 1]);
  assert.deepEqual([...buffer.terminated], [0, 0, 0, 0, 1, 0, 0, 0]);
  assert.deepEqual([...buffer.truncated], [0, 0, 0, 1, 0, 0, 0, 1]);
  // Unscaled returns, in the order in which the episodes ended: 2 steps of 2, 3 steps of 1, 2 steps of 2.
  assert.deepEqual(finished, { episodeReturns: [4, 3, 4], episodeLengths: [2, 3, 2] });
});

test('next values are those of the states that really followed', () => {
  const env = new FakeEnv({
    terminateAfter: (n) => (n === 0 ? 3 : Infinity),
    truncateAfter: (n) => (n === 1 ? 2 : Infinity),
  });
  const buffer = new RolloutBuffer(shape);
  const progress = startEpisodes(env);
  collectRollout({ env, learner: scriptedLearner(), buffer, progress, random: new Random(1) });
  // Environment 0: t becomes 1, 2, then terminated (0), then 1 of the new episode, seen only after the rollout.
  // Environment 1 (values 100 + t): 101, the cut at t = 2 is worth 102 (not 100, the new episode's start), 101, 102.
  assert.deepEqual([...buffer.nextValues], [1, 101, 2, 102, 0, 101, 1, 102]);
});

test('a terminated state is worth 0, whatever the next episode begins with', () => {
  const env = new FakeEnv({ terminateAfter: (n) => (n === 1 ? 2 : Infinity) });
  const buffer = new RolloutBuffer(shape);
  collectRollout({ env, learner: scriptedLearner(), buffer, progress: startEpisodes(env), random: new Random(1) });
  assert.deepEqual([...buffer.nextValues], [1, 101, 2, 0, 3, 101, 4, 0]);
});

test('episodes run across rollouts', () => {
  const env = new FakeEnv({ numEnvs: 1, terminateAfter: () => 6 });
  const buffer = new RolloutBuffer({ ...shape, numEnvs: 1 });
  const learner = scriptedLearner();
  const progress = startEpisodes(env);
  const run = (): unknown => collectRollout({ env, learner, buffer, progress, random: new Random(1) });
  assert.deepEqual(run(), { episodeReturns: [], episodeLengths: [] });
  assert.deepEqual(run(), { episodeReturns: [6], episodeLengths: [6] });
  assert.deepEqual([progress.returns[0], progress.lengths[0]], [2, 2]);
});

function filled(): RolloutBuffer {
  const env = new FakeEnv({ truncateAfter: () => 3 });
  const buffer = new RolloutBuffer(shape);
  collectRollout({ env, learner: scriptedLearner(), buffer, progress: startEpisodes(env), random: new Random(1) });
  return buffer;
}

test('advantages by hand, with and without bootstrapping at the time limit', () => {
  const buffer = filled();
  const config = ppoConfig('cleanrl', { gamma: 0.5, gaeLambda: 0, normalizeAdvantages: false });
  buffer.computeAdvantages(config);
  // Environment 0, lambda 0: r + 0.5 V(s') - V(s) with V = t: 1 + 0.5 - 0, 1 + 1 - 1, cut: 1 + 1.5 - 2, 1 + 0.5 - 0
  assertClose(
    [0, 1, 2, 3].map((t) => buffer.advantages[t * 2]),
    [1.5, 1, 0.5, 1.5],
    1e-6,
  );
  assertClose(
    [0, 1, 2, 3].map((t) => buffer.returns[t * 2]),
    [1.5, 2, 2.5, 1.5],
    1e-6,
  );
  buffer.computeAdvantages({ ...config, bootstrapAtTruncation: false });
  assertClose(
    [0, 1, 2, 3].map((t) => buffer.advantages[t * 2]),
    [1.5, 1, -1, 1.5],
    1e-6,
  );
  buffer.computeAdvantages({ ...config, valueTarget: 'reward-to-go' });
  // 1 + 0.5 * 3 (t = 3 at the cut) = 2.5; 1 + 0.5 * 2.5 = 2.25; 1 + 0.5 * 2.25 = 2.125; last: 1 + 0.5 * 1
  assertClose(
    [0, 1, 2, 3].map((t) => buffer.returns[t * 2]),
    [2.125, 2.25, 2.5, 1.5],
    1e-6,
  );
  buffer.computeAdvantages({ ...config, normalizeAdvantages: 'batch' });
  assertClose([mean(buffer.advantages), std(buffer.advantages, 1)], [0, 1], 1e-6);
});

test('minibatches hold every row once, with its own columns, in copies', () => {
  const buffer = filled();
  buffer.computeAdvantages(ppoConfig());
  const seen: number[] = [];
  for (const minibatch of buffer.minibatches({ minibatchSize: 3, random: new Random(2) })) {
    const n = minibatch.returns.length;
    for (let i = 0; i < n; i++) {
      const row = [...minibatch.observations.slice(i * 3, i * 3 + 3)];
      const source = Array.from({ length: 8 }, (_, j) => j).find(
        (j) => row[0] === buffer.observations[j * 3] && row[2] === buffer.observations[j * 3 + 2],
      )!;
      seen.push(source);
      for (const [column, name] of [
        ['oldLogProbs', 'logProbs'],
        ['oldValues', 'values'],
        ['advantages', 'advantages'],
        ['returns', 'returns'],
        ['actions', 'actions'],
      ] as const) {
        assert.equal(minibatch[column][i], buffer[name][source], `${column} of row ${source}`);
      }
    }
    minibatch.observations.fill(-1);
  }
  assert.notDeepEqual(seen, [0, 1, 2, 3, 4, 5, 6, 7], 'shuffled');
  assert.deepEqual(seen.sort(), [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.ok(!buffer.observations.includes(-1), 'changing a minibatch does not reach the buffer');
  const inOrder = [...buffer.minibatches({ minibatchSize: 3, random: null })];
  assert.deepEqual(
    inOrder.map((m) => m.returns.length),
    [3, 3, 2],
  );
  assert.deepEqual([...inOrder[1].oldLogProbs], [...buffer.logProbs.slice(3, 6)]);
});

test('a full or half-full buffer and wrong columns are refused', () => {
  const buffer = filled();
  const outcome = { rewards: [0, 0], terminated: [0, 0], truncated: [0, 0] };
  assert.throws(() => buffer.addObservations(new Float32Array(6)), /buffer is full \(4 steps\)/);
  buffer.clear();
  assert.throws(() => buffer.computeAdvantages(ppoConfig()), /holds 0 of 4 steps/);
  assert.throws(() => buffer.addObservations(new Float32Array(5)), /observations: got 5 elements, expected 6/);
  buffer.addObservations(new Float32Array(6));
  assert.throws(() => buffer.addOutcome({ ...outcome, rewards: [1] }), /rewards: got 1 elements, expected 2/);
});

test('actions for the environment: counted from start, or clipped to the box, without touching what is stored', () => {
  assert.deepEqual([...(toEnvActions(Int32Array.of(0, 2), { n: 3, start: -1 }) as Int32Array)], [-1, 1]);
  const raw = Float32Array.of(-5, 0.5, 3, 9);
  const box = { low: [-2, 0], high: [2, 1], shape: [2] };
  assert.deepEqual([...(toEnvActions(raw, box) as Float32Array)], [-2, 0.5, 2, 1]);
  assert.deepEqual([...raw], [-5, 0.5, 3, 9]);
});

test('actions of bounded policies: u becomes middle + half * tanh(u), x in (0, 1) becomes low + (high - low) x', () => {
  const box = { low: [-2, 0], high: [2, 1], shape: [2] };
  const stored = Float32Array.of(0, 0, 50, -50);
  assert.deepEqual([...(toEnvActions(stored, box, 'squashedGaussian') as Float32Array)], [0, 0.5, 2, 0]);
  assert.deepEqual([...stored], [0, 0, 50, -50]);
  const shares = Float32Array.of(0.25, 0.75, 1, 0.5);
  assert.deepEqual([...(toEnvActions(shares, box, 'beta') as Float32Array)], [-1, 0.75, 2, 0.5]);
});

test('a rollout through stepInto is the rollout through step, to the last bit, cut episodes included', () => {
  const rollouts = (withStepInto: boolean): unknown[] => {
    const env = makeVec('CartPole-v1', { numEnvs: 3, autoresetMode: 'same-step', maxEpisodeSteps: 25 }) as TrainingEnv;
    const plain: TrainingEnv = Object.assign(Object.create(env) as TrainingEnv, { stepInto: undefined });
    const config = ppoConfig('fastSmall', { minibatchSize: 30 });
    const setup = { observationSize: 4, actionSpace: { n: 2 }, config, random: new Random(4) };
    const learner = new CompiledLearner(setup);
    const buffer = new RolloutBuffer({ numSteps: 20, numEnvs: 3, observationSize: 4, actionWidth: 1, discrete: true });
    const progress = startEpisodes(env, 8);
    const random = new Random(5);
    return Array.from({ length: 6 }, () => {
      const given = { env: withStepInto ? env : plain, learner, buffer, progress, random, rewardScale: 0.5 };
      const finished = collectRollout(given);
      const { observations, actions, logProbs, values, nextValues, rewards, terminated, truncated } = buffer;
      const columns = [observations, actions, logProbs, values, nextValues, rewards, terminated, truncated];
      return [finished, ...columns.map((column) => column.slice()), progress.observations.slice()];
    });
  };
  const fast = rollouts(true);
  assert.deepEqual(fast, rollouts(false));
  const truncated = (fast as [unknown, ...ArrayLike<number>[]][]).map((columns) => Array.from(columns[8]));
  assert.ok(truncated.flat().includes(1), 'some episode is cut by its limit');
});
