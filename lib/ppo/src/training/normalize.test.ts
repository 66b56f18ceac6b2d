import assert from 'node:assert/strict';
import { test } from 'node:test';
import { train, type TrainOptions } from './train';
import { makeVec, VectorNormalizeObservation, VectorNormalizeReward, type RunningMeanStdState } from 'gymnasium-js';
import { evaluatePolicy } from './evaluation';
import { compiledLearner } from '../compiled/compiledLearner';
import { ppoConfig } from '../config/config';
import type { TrainingEnv } from './environment';
import type { Learner } from '../learner/learner';
import { Normalizers } from './normalize';
import { makeNormalizers, normalizedEnv } from './normalizedEnv';
import { Random } from '../numbers/random';
import { maxDifference } from '../testing/testing';

const config = ppoConfig('cleanrl', {
  hiddenSizes: [8],
  numEnvs: 3,
  numSteps: 64,
  minibatchSize: 64,
  totalTimesteps: 192 * 8,
  gamma: 0.9,
  normalizeObservations: true,
  normalizeRewards: true,
});
const pendulum: TrainOptions = { env: 'Pendulum-v1', config, seed: 5, learner: compiledLearner };

/** Random actions for 3 environments. */
function torques(random: Random): Float32Array {
  return Float32Array.from({ length: 3 }, () => random.normal(0, 2));
}

for (const id of ['Pendulum-v1', 'MountainCarContinuous-v0', 'CartPole-v1']) {
  test(`${id}: step by step the numbers of Gymnasium's vector wrappers, clipped to [-10, 10]`, () => {
    const make = (): ReturnType<typeof makeVec> => makeVec(id, { numEnvs: 3, autoresetMode: 'same-step' });
    const bare = make() as unknown as TrainingEnv;
    const ours = normalizedEnv(bare, makeNormalizers(config, bare) as Normalizers);
    const theirs = new VectorNormalizeReward(new VectorNormalizeObservation(make()), { gamma: 0.9 });
    const clip = (x: number): number => Math.max(-10, Math.min(10, x));
    assert.deepEqual(ours.reset({ seed: 7 }).observations, theirs.reset({ seed: 7 }).observations.map(clip));
    const random = new Random(1);
    let cuts = 0;
    for (let t = 0; t < 450; t++) {
      const drawn = torques(random).map((x) => Math.max(-1, Math.min(1, x)));
      const actions = id === 'CartPole-v1' ? drawn.map((x) => (x > 0 ? 1 : 0)) : drawn;
      const [a, b] = [ours.step(actions), theirs.step(actions)];
      assert.deepEqual(a.observations, b.observations.map(clip));
      assert.ok(maxDifference(a.learningRewards as Float64Array, b.rewards.map(clip)) < 1e-12);
      assert.deepEqual(a.info.finalObservation, b.info.finalObservation?.map(clip));
      if (a.info.finalObservation !== undefined) cuts++;
    }
    assert.ok(cuts > 0 || id === 'MountainCarContinuous-v0', 'episodes end, at a time limit or by failing');
  });
}

test('a run learns from normalised numbers and reports returns in the units of the environment', async () => {
  const { records, result } = await train(pendulum).whole();
  const returns = records.flatMap(({ episodeReturns }) => episodeReturns);
  assert.ok(returns.length >= 6 && returns.every((value) => value < -100), `returns ${returns.join(', ')}`);
  const { observations, rewards } = (result.normalizers as Normalizers).getState();
  assert.ok(Math.abs((observations?.count ?? 0) - (records.length * 192 + 3)) < 0.01, 'every observation counted once');
  assert.ok(Math.abs((rewards?.count ?? 0) - records.length * 192) < 0.01);
  assert.deepEqual(result.checkpoint.normalizers, result.normalizers?.getState());
  const plain = await train({ ...pendulum, config: ppoConfig(config, { normalizeRewards: false }) }).whole();
  assert.notDeepEqual(plain.records[0].valueLoss, records[0].valueLoss);
  assert.deepEqual(plain.records[0].episodeReturns, records[0].episodeReturns);
});

test('stopped and resumed equals uninterrupted, statistics included', async () => {
  const whole = await train(pendulum).whole();
  const first = await train({ ...pendulum, stopAt: { iterations: 3 } }).whole();
  const resume = structuredClone(first.result.checkpoint);
  const second = await train({ learner: compiledLearner, resume }).whole();
  assert.deepEqual([...first.records, ...second.records], whole.records);
  assert.deepEqual(second.result.checkpoint, whole.result.checkpoint);
  const forgetful = train({ learner: compiledLearner, resume: { ...resume, normalizers: null } });
  await assert.rejects(forgetful.result, /resume.normalizers: got none, but resume.config normalises/);
});

test('evaluation sees through the frozen statistics and leaves them as they are', async () => {
  const { result } = await train(pendulum).whole();
  const { learner } = result;
  const normalizers = result.normalizers as Normalizers;
  const before = normalizers.getState();
  const options = { learner, env: 'Pendulum-v1', episodes: 4, numEnvs: 2, seed: 3 };
  const scores = await evaluatePolicy({ ...options, normalizers });
  assert.deepEqual(normalizers.getState(), before);
  const restored = Normalizers.from(structuredClone(before));
  assert.deepEqual(await evaluatePolicy({ ...options, normalizers: restored }), scores);
  const seen: Float32Array[] = [];
  const spy = Object.create(learner) as Learner;
  spy.act = (observations, ...rest) => {
    seen.push(observations);
    return learner.act(observations, ...rest);
  };
  await evaluatePolicy({ ...options, learner: spy, normalizers });
  const { mean, var: variance } = before.observations as RunningMeanStdState;
  const raw = makeVec('Pendulum-v1', { numEnvs: 2, autoresetMode: 'same-step' });
  const start = raw.reset({ seed: new Random(3, 'evaluation').stream('env').integer(2 ** 31) }).observations;
  const expected = start.map((x, i) => (x - mean[i % 3]) / Math.sqrt(variance[i % 3] + 1e-8));
  assert.ok(maxDifference(seen[0], expected) < 1e-5);
  assert.notDeepEqual(await evaluatePolicy(options), scores);
});

test('an outlier is clipped, and switched-off parts pass numbers through', () => {
  const normalizers = new Normalizers({ observationSize: 1, rewards: false, numEnvs: 1, gamma: 0.9 });
  for (let i = 0; i < 50; i++) normalizers.observe(Float32Array.of(i % 2));
  assert.deepEqual([...normalizers.apply(Float32Array.of(1000, -1000))], [10, -10]);
  const outcome = { rewards: [5], terminated: [0], truncated: [0] };
  assert.equal(normalizers.reward(outcome), outcome.rewards);
  const onlyRewards = new Normalizers({ observationSize: null, rewards: true, numEnvs: 1, gamma: 0.9 });
  assert.deepEqual([...onlyRewards.observe(Float32Array.of(1000))], [1000]);
});

test('a saved state stays as it was while its normalizers go on, and so do normalizers restored from it', () => {
  const make = (): Normalizers => new Normalizers({ observationSize: 1, rewards: true, numEnvs: 2, gamma: 0.9 });
  const step = { rewards: [1, 2], terminated: [0, 0], truncated: [0, 0] };
  const own = make();
  own.observe(Float32Array.of(1, 3));
  own.reward(step);
  const saved = own.getState();
  const [copy, restored] = [structuredClone(saved), make()];
  restored.setState(saved);
  const goOn = (one: Normalizers): unknown => [one.observe(Float32Array.of(7, 8)), one.reward(step), one.getState()];
  const first = goOn(own);
  assert.deepEqual(saved, copy);
  assert.deepEqual(goOn(restored), first);
  assert.deepEqual(saved, copy);
});

test('statistics of other observations, rewards or environments are refused, and nothing changes', async () => {
  const make = (observationSize: number | null, rewards = true, numEnvs = 2): Normalizers =>
    new Normalizers({ observationSize, rewards, numEnvs, gamma: 0.9 });
  const own = make(3);
  own.observe(Float32Array.of(1, 2, 3, 4, 5, 6));
  const before = own.getState();
  assert.throws(
    () => own.setState(make(1).getState()),
    /state.observations: got moments of 1 number, these are moments of 3/,
  );
  assert.throws(() => own.setState(make(null).getState()), /got no moments, these are moments of 3 numbers/);
  assert.throws(() => own.setState(make(3, false).getState()), /state.rewards: got none, these normalizers scale/);
  assert.throws(() => own.setState(make(3, true, 5).getState()), /discountedReturns: got 5 elements, expected 2/);
  assert.deepEqual(own.getState(), before);
  assert.throws(
    () => own.apply(new Float32Array(4)),
    /observations: got 4 elements, expected 6 \(as many as rows of 3\)/,
  );
  assert.throws(() => own.apply(new Float32Array(0)), /observations: got 0 elements, expected 3/);
  const { learner } = (await train({ ...pendulum, stopAt: { iterations: 1 } }).whole()).result;
  const evaluated = (normalizers: Normalizers): Promise<unknown> =>
    evaluatePolicy({ learner, env: 'Pendulum-v1', episodes: 2, normalizers });
  await assert.rejects(
    evaluated(make(1)),
    /normalizers: got statistics of observations of 1 numbers, the environment has 3/,
  );
  await assert.rejects(evaluatePolicy({ learner }), /learner.observationSize: got 3, the environment has 4/);
});

test('one number that is not finite never reaches the statistics', () => {
  const normalizers = new Normalizers({ observationSize: 2, rewards: true, numEnvs: 2, gamma: 0.9 });
  const before = normalizers.getState();
  const rewarded = (rewards: number[]): ArrayLike<number> =>
    normalizers.reward({ rewards, terminated: [0, 0], truncated: [0, 0] });
  assert.throws(() => normalizers.observe(Float32Array.of(1, 2, NaN, 4)), /observations\[2\]: got NaN/);
  assert.throws(() => normalizers.observe(Float32Array.of(1, Infinity)), /observations\[1\]: got Infinity/);
  assert.throws(() => rewarded([1, NaN]), /rewards\[1\]: got NaN/);
  assert.throws(() => rewarded([1]), /rewards: got 1 elements, expected 2/);
  assert.deepEqual(normalizers.getState(), before);
  assert.throws(() => rewarded([1e30, 1]), /rewards: the variance of the discounted return became Infinity/);
  for (const [name, value] of [
    ['gamma', 5],
    ['numEnvs', 0],
    ['observationSize', 1.5],
  ] as const) {
    const options = { observationSize: 2, rewards: true, numEnvs: 2, gamma: 0.9, [name]: value };
    assert.throws(() => new Normalizers(options), new RegExp(`^RangeError: ${name}: got ${value}`));
  }
});

test('another limit, or none, is kept to and travels with the statistics', () => {
  const outlier = (limit: number | null): number[] => {
    const normalizers = new Normalizers({ observationSize: 1, rewards: true, numEnvs: 1, gamma: 0.9, limit });
    for (const x of [-1, 1, -1, 1]) normalizers.observe(Float32Array.of(x)); // mean 0, variance 1
    const again = Normalizers.from(normalizers.getState());
    return [...normalizers.apply(Float32Array.of(100)), ...again.apply(Float32Array.of(-100))];
  };
  assert.deepEqual(outlier(10), [10, -10]);
  assert.deepEqual(outlier(3), [3, -3]);
  const [high, low] = outlier(null);
  assert.ok(Math.abs(high - 100) < 1 && Math.abs(low + 100) < 1, `${high}, ${low}`); // the moments begin with a count of 1e-4
  const { limit, ...older } = new Normalizers({ observationSize: 1, rewards: false, numEnvs: 1, gamma: 1 }).getState();
  assert.equal(limit, 10);
  assert.equal(Normalizers.from(older).getState().limit, 10);
});
