import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeEnv } from '../testing/fakeEnv';
import type { TrainingStep } from '../training/environment';
import { diagnose } from '../training/diagnostics';
import { diagnoseRun } from '../training/runDiagnostics';
import { evaluatePolicy } from '../training/evaluation';
import { dqn, dqnConfig } from './dqn';
import type { Steps } from './replayBuffer';
import { pqn, pqnConfig } from './pqn';
import { sac } from './sac';
import { sacConfig } from './sacConfig';
import { explorationRate } from './settings';
import { World } from './world';

const small = { hiddenSizes: [8], numEnvs: 1, numSteps: 50, learningStarts: 60, minibatchSize: 16 } as const;
const shortDqn = (seed: number) =>
  dqn({ seed, config: { ...small, totalTimesteps: 300, trainEvery: 2, gradientSteps: 1 } });
const shortPqn = (seed: number) =>
  pqn({ seed, config: { hiddenSizes: [8], numEnvs: 4, numSteps: 32, minibatchSize: 64, totalTimesteps: 512 } });
const shortSac = (seed: number) => sac({ seed, config: { ...small, totalTimesteps: 200 } });

test('the same seed gives the same run to the last bit, another seed another one', async () => {
  for (const start of [shortDqn, shortPqn, shortSac]) {
    const [first, again, other] = await Promise.all([start(1).whole(), start(1).whole(), start(2).whole()]);
    assert.deepEqual(first.records, again.records);
    assert.deepEqual(first.result.snapshot, again.result.snapshot);
    assert.notDeepEqual(first.result.snapshot.parameters, other.result.snapshot.parameters);
  }
});

test('records and result count what was done', async () => {
  const { records, result } = await shortDqn(1).whole();
  assert.deepEqual(
    records.map(({ iteration, timesteps, gradientSteps }) => [iteration, timesteps, gradientSteps]),
    [
      [1, 50, 0],
      [2, 100, 21], // at 60, 62, ..., 100 steps
      [3, 150, 46],
      [4, 200, 71],
      [5, 250, 96],
      [6, 300, 121],
    ],
  );
  const returns = records.flatMap(({ episodeReturns }) => episodeReturns);
  assert.equal(result.episodes, returns.length);
  assert.equal(result.gradientSteps, 121);
  assert.equal(records[5].meanReturn100, returns.reduce((a, b) => a + b) / returns.length);
  assert.deepEqual([result.solved, result.interrupted, result.closeError], [false, false, null]);
  assert.deepEqual(Object.keys(result.config), Object.keys(dqnConfig()));
});

test('leaving the loop keeps what was learned; stopAt and signal end it', async () => {
  const run = shortSac(1);
  for await (const { iteration } of run) if (iteration === 2) break;
  const result = await run.result;
  assert.deepEqual([result.iterations, result.interrupted], [2, true]);
  assert.equal((await sac({ config: { ...small }, stopAt: { timesteps: 100 } }).result).timesteps, 100);
  assert.equal((await dqn({ config: { ...small }, stopAt: { iterations: 3 } }).result).iterations, 3);
  const { result: solved } = await dqn({ config: { ...small }, stopAt: { meanReturn100: 1 } }).whole();
  assert.ok(solved.solved && solved.episodes >= 100);
});

test('a trained agent plays: evaluatePolicy takes it', async () => {
  const { learner } = await shortDqn(1).result;
  const { episodeReturns } = await evaluatePolicy({ learner, episodes: 10 });
  assert.ok(episodeReturns.length === 10 && episodeReturns.every((episodeReturn) => episodeReturn >= 8));
  const pendulum = await shortSac(1).result;
  const played = await evaluatePolicy({ learner: pendulum.learner, env: 'Pendulum-v1', episodes: 10 });
  assert.ok(played.episodeLengths.every((length) => length === 200));
});

test('diagnose and diagnoseRun read the records: a lost return, a value loss that grows, a gradient that is too long', async () => {
  const { records } = await shortPqn(1).whole();
  const steady = (list: typeof records) => list.map((record) => ({ ...record, meanReturn100: 20 }));
  assert.deepEqual(diagnoseRun(steady(records)), []);
  assert.deepEqual(diagnose(records[1]), []);
  assert.deepEqual(
    diagnose({ ...records[1], gradNorm: 500 }).map(({ name, value }) => [name, value]),
    [['gradNorm', 500]],
  );
  const many = Array.from({ length: 30 }, (_, i) => ({
    ...records[0],
    iteration: i + 1,
    meanReturn100: i < 15 ? 10 * i : 10,
    valueLoss: i < 20 ? 1 : 100,
    explainedVariance: -0.9,
  }));
  const names = diagnoseRun(many).map(({ name }) => name);
  assert.deepEqual(names, ['explainedVariance', 'meanReturn100', 'valueLoss']);
  const ofSac = await shortSac(1).whole();
  const sacNames = diagnoseRun(ofSac.records).map(({ name }) => name);
  assert.ok(!sacNames.includes('entropy'), 'the limit on the entropy is for discrete actions');
  assert.throws(() => diagnose({ algorithm: 'dqn', iteration: 1 } as never), /record.gradNorm: expected a number/);
});

test('wrong options are refused by name before anything starts', async () => {
  const refused = (options: object, message: RegExp) => assert.rejects(dqn(options).result, message);
  await refused({ sed: 1 }, /dqn: unknown option "sed", did you mean "seed"\?/);
  await refused({ seed: -1 }, /seed: got -1/);
  await refused({ config: { learningrate: 1 } }, /learningrate: not a setting of dqn, the nearest is learningRate/);
  await refused({ config: { gamma: 1.1 } }, /gamma: got 1.1, must lie in \[0, 1\]/);
  await refused({ config: { errorForm: 'hubert' } }, /errorForm: got "hubert", must be one of "huber", "squared"/);
  await refused({ config: { doubleQ: 1 } }, /doubleQ: got 1, must be one of true, false/);
  await refused({ config: { bufferSize: 0 } }, /bufferSize: got 0/);
  await refused({ config: { explorationEnd: -0.1 } }, /explorationEnd: got -0.1/);
  await refused({ config: { numEnvs: 4, trainEvery: 6 } }, /trainEvery: got 6, must be a multiple of numEnvs = 4/);
  await refused({ config: 'fast' }, /dqn: config: got "fast", expected settings/);
  await refused({ env: 'Pendulum-v1' }, /actionSpace: got a box of real actions.*use sac or train/);
  await refused({ env: () => new FakeEnv({ numEnvs: 3 }) }, /env.numEnvs: got 3, the configuration says numEnvs = 8/);
  await assert.rejects(sac({ env: 'CartPole-v1' }).result, /SAC needs a box of real ones; use dqn, pqn or train/);
  assert.throws(() => pqnConfig({ qLambda: -1 }), /qLambda: got -1/);
  assert.throws(() => pqnConfig({ minibatchSize: 1024 }), /minibatchSize: got 1024, must be at most .* = 512/);
  assert.throws(() => sacConfig({ targetShare: 2 }), /targetShare: got 2/);
  assert.throws(() => sacConfig({ initialTemperature: 0 }), /initialTemperature: got 0, must be positive/);
});

/** Gives a NaN at one step of one environment. */
class BrokenEnv extends FakeEnv {
  private count = 0;
  constructor(private readonly what: 'reward' | 'observation') {
    super({ numEnvs: 2, terminateAfter: () => 7 });
  }
  override step(actions: ArrayLike<number>): TrainingStep {
    const outcome = super.step(actions);
    if (++this.count !== 83) return outcome;
    if (this.what === 'observation') outcome.observations[4] = NaN;
    return this.what === 'reward' ? { ...outcome, rewards: [1, NaN] } : outcome;
  }
}

test('a NaN is refused with step and environment, the environments are closed, and what was learned is kept', async () => {
  for (const [what, message] of [
    ['reward', /step 83 of environment 1: reward NaN/],
    ['observation', /step 83 of environment 1: observation\[1\] NaN/],
  ] as const) {
    const env = new BrokenEnv(what);
    const config = { ...small, numEnvs: 2, trainEvery: 2, numSteps: 20 };
    const error = await dqn({ env: () => env, config }).result.then(
      () => assert.fail('was not refused'),
      (thrown: Error & { checkpoint?: { timesteps: number; algorithm: string } }) => thrown,
    );
    assert.match(error.message, message);
    assert.deepEqual([error.checkpoint?.timesteps, error.checkpoint?.algorithm], [160, 'dqn']);
    assert.equal(env.closed, true);
  }
});

test('a learning rate that blows up ends with the error of a diverged run', async () => {
  const config = {
    ...small,
    learningRate: 1e30,
    maxGradNorm: null,
    errorForm: 'squared',
    totalTimesteps: 5000,
  } as const;
  await assert.rejects(dqn({ config }).result, /diverged|not finite|must be a finite number/);
});

test('what is stored is the state that really followed, terminated and truncated apart', () => {
  const env = new FakeEnv({ numEnvs: 2, terminateAfter: (n) => (n === 0 ? 2 : Infinity), truncateAfter: () => 3 });
  const world = new World(env, 1, 0.5);
  const stored: { [K in keyof Steps]: number[] }[] = [];
  for (let t = 0; t < 3; t++) {
    world.step([0, 1], [0, 1], (steps) => {
      const copy = Object.entries(steps).map(([key, column]) => [key, Array.from(column as ArrayLike<number>)]);
      stored.push(Object.fromEntries(copy) as (typeof stored)[number]);
    });
  }
  // [n, t, total steps]; environment 0 ends at its second step, environment 1 is cut at its third
  assert.deepEqual(
    stored.map(({ observations }) => observations),
    [
      [0, 0, 0, 1, 0, 0],
      [0, 1, 1, 1, 1, 1],
      [0, 0, 2, 1, 2, 2],
    ],
  );
  assert.deepEqual(
    stored.map(({ nextObservations }) => nextObservations),
    [
      [0, 1, 1, 1, 1, 1],
      [0, 2, 2, 1, 2, 2],
      [0, 1, 3, 1, 3, 3],
    ],
  );
  assert.deepEqual(
    stored.map(({ terminated, truncated, rewards }) => [terminated, truncated, rewards]),
    [
      [
        [0, 0],
        [0, 0],
        [0.5, 1],
      ],
      [
        [1, 0],
        [0, 0],
        [0.5, 1],
      ],
      [
        [0, 0],
        [0, 1],
        [0.5, 1],
      ],
    ],
  );
  assert.deepEqual(world.takeFinished(), { episodeReturns: [2, 6], episodeLengths: [2, 3] });
  assert.deepEqual(world.takeFinished(), { episodeReturns: [], episodeLengths: [] });
});

test('exploration falls linearly and then stays', () => {
  const config = { explorationStart: 1, explorationEnd: 0.1, explorationFraction: 0.5, totalTimesteps: 100 };
  assert.equal(explorationRate(config, 0), 1);
  assert.ok(Math.abs(explorationRate(config, 25) - 0.55) < 1e-12);
  assert.equal(explorationRate(config, 50), 0.1);
  assert.equal(explorationRate(config, 99), 0.1);
});
