import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { useBackend } from '../tfjs/backend';
import { tf } from '../tfjs/tensors';
import { CompiledLearner, compiledLearner } from '../compiled/compiledLearner';
import { ppoConfig, type PpoConfig } from '../config/config';
import { Random } from '../numbers/random';
import { a2c } from './a2c';
import { FakeEnv } from '../testing/fakeEnv';
import { RolloutBuffer } from './buffer';
import { TfjsLearner } from '../tfjs/tfjsLearner';
import { train, type TrainOptions } from './train';

before(async () => void (await useBackend()));

const config = ppoConfig('cleanrl', {
  hiddenSizes: [8],
  numEnvs: 2,
  numSteps: 16,
  minibatchSize: 16,
  numEpochs: 2,
  totalTimesteps: 32 * 6,
  learningRate: 0.01,
});

const cartPole: TrainOptions = { env: 'CartPole-v1', config, seed: 3 };

test('one record per iteration, with counters that add up and a first ratio of exactly 1', async () => {
  const { records, result } = await train(cartPole).whole();
  assert.deepEqual(
    records.map((r) => r.iteration),
    [1, 2, 3, 4, 5, 6],
  );
  assert.deepEqual(
    records.map((r) => r.timesteps),
    [32, 64, 96, 128, 160, 192],
  );
  assert.deepEqual(
    records.map((r) => r.gradientSteps),
    [4, 8, 12, 16, 20, 24],
  );
  records.forEach((r, i) => {
    assert.deepEqual([r.firstRatioMin, r.firstRatioMax], [1, 1]);
    assert.ok(r.ratioMin < 1 && r.ratioMax > 1 && r.approxKl > 0 && r.deadFraction <= r.clipFraction);
    assert.ok(Math.abs(r.learningRate - 0.01 * (1 - i / 6)) < 1e-12);
  });
  const returns = records.flatMap((r) => r.episodeReturns);
  const last = records[5];
  assert.equal(last.episodes, returns.length);
  assert.ok(returns.length > 2);
  assert.equal(last.meanReturn100, returns.reduce((a, b) => a + b, 0) / returns.length);
  assert.deepEqual(
    records.flatMap((r) => r.episodeLengths),
    returns,
    'CartPole pays 1 a step',
  );
  assert.deepEqual(
    [result.timesteps, result.gradientSteps, result.iterations, result.interrupted, result.solved],
    [192, 24, 6, false, false],
  );
  result.learner.dispose();
});

test('the same seed gives the same run to the last bit, another seed another one', async () => {
  const a = await train(cartPole).whole();
  const b = await train(cartPole).whole();
  assert.deepEqual(a.records, b.records);
  assert.deepEqual(a.result.learner.getParameters(), b.result.learner.getParameters());
  const c = await train({ ...cartPole, seed: 4 }).whole();
  assert.notDeepEqual(a.result.learner.getParameters(), c.result.learner.getParameters());
  for (const { result } of [a, b, c]) result.learner.dispose();
});

test('an abort keeps what was learned so far', async () => {
  const controller = new AbortController();
  const generator = train({ ...cartPole, signal: controller.signal });
  await generator.next();
  controller.abort();
  const last = await generator.next();
  assert.ok(last.done);
  const { interrupted, iterations, learner } = last.value;
  assert.deepEqual([interrupted, iterations], [true, 1]);
  assert.equal(learner.values(new Float32Array(4)).length, 1, 'the learner still works');
  learner.dispose();
});

test('already aborted: nothing is trained, and each purpose has a random stream of its own', async () => {
  const { result } = await train({ ...cartPole, signal: AbortSignal.abort() }).whole();
  assert.deepEqual([result.interrupted, result.iterations, result.meanReturn100], [true, 0, null]);
  const { env, sampling, shuffling } = result.checkpoint.streams;
  assert.equal(new Set([env, sampling, shuffling].map((stream) => JSON.stringify(stream))).size, 3);
  result.learner.dispose();
});

test('stopAt: timesteps, iterations, and the mean return of 100 episodes', async () => {
  const byTime = await train({ ...cartPole, stopAt: { timesteps: 65 } }).whole();
  assert.equal(byTime.result.timesteps, 96);
  const byCount = await train({ ...cartPole, stopAt: { iterations: 2 } }).whole();
  assert.equal(byCount.result.iterations, 2);
  // Both environments end after 2 steps and pay 1 and 2 a step: returns 2 and 4, mean 3 as soon as 100 are over (step 100 of 16 a time).
  const env = (): FakeEnv => new FakeEnv({ terminateAfter: () => 2 });
  const options = { env, config: ppoConfig(config, { totalTimesteps: 10_000 }), seed: 1 };
  const solved = await train({ ...options, stopAt: { meanReturn100: 3 } }).whole();
  assert.deepEqual([solved.result.solved, solved.result.episodes, solved.result.meanReturn100], [true, 112, 3]);
  assert.deepEqual(
    solved.records.map((r) => r.solved),
    [false, false, false, false, false, false, true],
  );
  const unsolved = await train({ ...options, stopAt: { meanReturn100: 3.01, iterations: 8 } }).whole();
  assert.equal(unsolved.result.solved, false);
  for (const { result } of [byTime, byCount, solved, unsolved]) result.learner.dispose();
});

test('environments are closed and unused learners freed, however the run ends', async () => {
  const before = tf.memory().numTensors;
  const envs: FakeEnv[] = [];
  const env = (): FakeEnv => {
    envs.push(new FakeEnv());
    return envs[envs.length - 1];
  };
  const whole = await train({ env, config, seed: 1 }).whole();
  whole.result.learner.dispose();
  const left = train({ env, config, seed: 1 });
  await left.next();
  await left.return();
  const { iterations, interrupted, learner } = await left.result;
  assert.deepEqual([iterations, interrupted], [1, true]);
  learner.dispose();
  const broken = train({
    env: () => Object.assign(env(), { step: () => assert.fail('planted') }),
    config,
  });
  await assert.rejects(broken.next(), /planted/);
  const unborn = (): FakeEnv => Object.assign(env(), { reset: () => assert.fail('planted at reset') });
  await assert.rejects(train({ env: unborn, config }).result, /planted at reset/);
  assert.deepEqual(
    envs.map((e) => e.closed),
    [true, true, true, true],
  );
  assert.equal(tf.memory().numTensors, before);
});

test("a learner can be passed in and stays the caller's, also made by a function", async () => {
  const first = await train({ ...cartPole, stopAt: { iterations: 1 } }).whole();
  const { learner } = first.result;
  const again = train({ ...cartPole, learner });
  await again.next();
  await again.return();
  assert.equal(learner.getParameters().length, first.result.checkpoint.parameters.length);
  learner.dispose();
  let made = 0;
  const custom = await train({
    ...cartPole,
    stopAt: { iterations: 1 },
    learner: (setup) => (made++, new TfjsLearner(setup)),
  }).whole();
  assert.equal(made, 1);
  custom.result.learner.dispose();
});

test('wrong options are refused before any step', async () => {
  await assert.rejects(train({ config: 'fastest' as never }).next(), /preset: got "fastest", known presets are/);
  await assert.rejects(train({ ...cartPole, seed: -1 }).next(), /seed: got -1/);
  await assert.rejects(train({ ...cartPole, stopAt: { meanReturn100: NaN } }).next(), /stopAt.meanReturn100/);
  await assert.rejects(
    train({ config, env: () => new FakeEnv({ numEnvs: 3 }) }).next(),
    /env.numEnvs: got 3.*numEnvs = 2/,
  );
  const nextStep = Object.assign(new FakeEnv(), { autoresetMode: 'next-step' });
  await assert.rejects(train({ config, env: () => nextStep }).next(), /got "next-step", training needs "same-step"/);
  assert.ok(nextStep.closed);
});

test('a checkpoint, its environments and the options have to belong together', async () => {
  const env = (): FakeEnv => new FakeEnv();
  const stopAt = { iterations: 1 };
  const own = (await train({ env, config, seed: 1, learner: compiledLearner, stopAt }).whole()).result.checkpoint;
  const cart = (await train({ ...cartPole, learner: compiledLearner, stopAt }).whole()).result.checkpoint;
  const refused = (options: TrainOptions, says: RegExp): Promise<void> =>
    assert.rejects(train({ learner: compiledLearner, ...options }).result, says);
  await refused({ resume: own }, /env: got none, but the checkpoint's environments came from a function/);
  await assert.rejects(
    a2c({ resume: { ...own, config: ppoConfig(config, { objective: 'policy-gradient' }) } }).result,
    /env: got none/,
  );
  await refused({ resume: cart, env }, /resume.observationSize: got 4, the environment has 3/);
  await refused({ resume: own, env: 'Acrobot-v1' }, /resume.observationSize: got 3, the environment has 6/);
  await refused({ resume: cart, env: 'CartPole-v0' }, /env: got "CartPole-v0", but resume.envId is "CartPole-v1"/);
  await refused({ resume: cart, seed: 9 }, /seed: got 9, but resume.seed is 3/);
  const normalizing = { ...cart, config: ppoConfig(config, { normalizeRewards: true }) };
  await refused({ resume: normalizing }, /resume.normalizers: got none, but resume.config normalises/);
  const moreActions = { ...cart, actionSpace: { n: 3, start: 0 } };
  await refused({ resume: moreActions }, /resume.actionSpace: got 3 actions from 0, the environment has 2/);
  const again = await train({ resume: cart, env: 'CartPole-v1', seed: 3, learner: compiledLearner }).whole();
  assert.equal(again.records[0].iteration, 2);
});

test('a rollout may end more episodes than a call takes arguments', async () => {
  const numEnvs = 1024;
  const many = ppoConfig(config, {
    numEnvs,
    numSteps: 128,
    minibatchSize: 16384,
    totalTimesteps: 131072,
    numEpochs: 1,
  });
  const env = (): FakeEnv => new FakeEnv({ numEnvs, terminateAfter: () => 1 });
  const { result } = await train({ env, config: many, learner: compiledLearner }).whole();
  assert.equal(result.episodes, 131072);
  assert.deepEqual(
    result.checkpoint.recentReturns,
    Array.from({ length: 100 }, (_, i) => numEnvs - 99 + i),
  );
});

test("a buffer of one's own is the one that training fills", async () => {
  const made: RolloutBuffer[] = [];
  class Doubled extends RolloutBuffer {
    override addOutcome(...[outcome, scale = 1]: Parameters<RolloutBuffer['addOutcome']>): void {
      super.addOutcome(outcome, 2 * scale);
    }
  }
  const buffer: TrainOptions['buffer'] = (options) => (made.push(new Doubled(options)), made[0]);
  await train({ ...cartPole, stopAt: { iterations: 1 }, buffer }).whole();
  assert.equal(made.length, 1);
  assert.deepEqual(new Set(made[0].rewards), new Set([2])); // CartPole pays 1 a step
});

test("a run has one configuration, its learner's, and another one is refused with both values", async () => {
  const own = ppoConfig(config, { clipRange: 0.3 });
  const setup = { observationSize: 4, actionSpace: { n: 2 }, config: own, random: new Random(1) };
  const learner = new CompiledLearner(setup);
  const stopAt = { iterations: 1 };
  const { result } = await train({ learner, seed: 1, stopAt }).whole();
  assert.equal(result.config.clipRange, 0.3);
  assert.equal(result.checkpoint.config.clipRange, 0.3);
  const changes: Partial<PpoConfig>[] = [
    { clipRange: 0.01 },
    { entropyCoef: 0.5 },
    { valueCoef: 9 },
    { klCoef: 0.1 },
    { maxGradNorm: 0.01 },
    { objective: 'policy-gradient' },
    { hiddenSizes: [32] },
    { activation: 'relu' },
    { numSteps: 32, minibatchSize: own.minibatchSize },
  ];
  for (const change of changes) {
    const [field, value] = Object.entries(change)[0] as [keyof PpoConfig, unknown];
    const other = ppoConfig(own, change);
    const says = new RegExp(
      `${field}: got ${escaped(value)}, but learner.config.${field} is ${escaped(own[field])}; a run has one`,
    );
    await assert.rejects(train({ learner, config: other, stopAt }).result, says);
    const made = (): CompiledLearner => new CompiledLearner(setup);
    await assert.rejects(train({ learner: made, config: other, stopAt }).result, new RegExp(`learner.config.${field}`));
    await assert.rejects(
      train({ learner: compiledLearner, config: other, resume: result.checkpoint }).result,
      new RegExp(`config.${field}: got`),
    );
  }
  await assert.rejects(a2c({ learner, stopAt }).result, /learner: got one with objective "clip", a2c needs/);
});

const escaped = (value: unknown): string => JSON.stringify(value).replace(/[[\]]/g, '\\$&');
