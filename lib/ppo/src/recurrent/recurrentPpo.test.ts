import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../numbers/random';
import { mean } from '../numbers/stats';
import { evaluatePolicy } from '../training/evaluation';
import { RecallEnv } from '../testing/recallEnv';
import { RecurrentAgent } from './agent';
import { recurrentPpo } from './recurrentPpo';
import { recurrentConfig, type RecurrentConfig } from './settings';
import { someObservations } from './someObservations';

const small = { stateSize: 6, numEnvs: 4, numSteps: 20, sequenceLength: 8, minibatchSize: 16, totalTimesteps: 400 };
const short = (seed: number, more: Partial<RecurrentConfig> = {}) =>
  recurrentPpo({ env: () => someObservations('CartPole-v1', [0, 2], 4), seed, config: { ...small, ...more } });

test('the same seed gives the same run to the last bit, another seed another one', async () => {
  const [first, again, other] = await Promise.all([short(1).whole(), short(1).whole(), short(2).whole()]);
  assert.deepEqual(first.records, again.records);
  assert.deepEqual(first.result.snapshot, again.result.snapshot);
  assert.notDeepEqual(first.result.snapshot.parameters, other.result.snapshot.parameters);
});

test('records count what was done; the first ratio of every iteration is exactly 1, over episodes and rollouts', async () => {
  const { records, result } = await short(1, { learningRate: 0.02 }).whole();
  assert.equal(records.length, 5);
  for (const [i, record] of records.entries()) {
    // 3 sequences of each of 4 environments, 2 to a step, 4 passes: 24 steps an iteration
    assert.deepEqual([record.iteration, record.timesteps, record.gradientSteps], [i + 1, 80 * (i + 1), 24 * (i + 1)]);
    assert.deepEqual([record.firstRatioMin, record.firstRatioMax], [1, 1]);
    assert.ok(record.staleKl > 0 && record.approxKl > 0 && record.entropy > 0);
  }
  assert.equal(result.episodes, records.flatMap(({ episodeReturns }) => episodeReturns).length);
  assert.equal(result.snapshot.algorithm, 'recurrentPpo');
});

test('states recomputed before every pass are less stale than those that were stored', async () => {
  const run = async (states: RecurrentConfig['states']): Promise<number> =>
    mean((await short(1, { states, learningRate: 0.02 }).whole()).records.map(({ staleKl }) => staleKl));
  assert.ok((await run('recomputed')) < 0.5 * (await run('stored')));
});

/** The mean return of the last 200 episodes of 5 steps, of which only the first shows what the last has to do. */
async function recall(config: Partial<RecurrentConfig>): Promise<number> {
  const env = () => new RecallEnv(8, 5);
  const settings = { stateSize: 8, learningRate: 0.02, numSteps: 40, sequenceLength: 10, minibatchSize: 80 };
  const run = recurrentPpo({ env, config: { ...settings, totalTimesteps: 12_800, rewardScale: 1, ...config } });
  const returns = (await run.whole()).records.flatMap(({ episodeReturns }) => episodeReturns);
  return mean(returns.slice(-200));
}

test('what was seen once is remembered; without memory it is not', async () => {
  assert.ok((await recall({})) > 0.95);
  assert.ok((await recall({ memory: false })) < 0.65);
});

test('a trained agent acts with the states that it is given, and its parameters can be carried over', async () => {
  const { learner, config } = await short(1).result;
  const { observationSize, actionSpace } = learner;
  const copy = new RecurrentAgent({ observationSize, actionSpace, config, random: new Random(9) });
  copy.setParameters(learner.getParameters());
  const seen = Float32Array.of(0.1, -0.05, 0.2, 0.03);
  const first = learner.act(seen, learner.firstStates(2), new Random(1), { deterministic: true });
  assert.deepEqual(copy.act(seen, copy.firstStates(2), new Random(2), { deterministic: true }), first);
  const second = learner.act(seen, first.states, new Random(1), { deterministic: true });
  assert.notDeepEqual(second.values, first.values);
});

test('an actor begins every episode without a memory of the one before', async () => {
  const { learner } = await short(1).result;
  const actor = learner.actor();
  const seen = [0.5, 0.9, 0.5, 0.5];
  const values = seen.map((angle, t) => {
    if (t === 2) actor.forget?.(0); // an episode ended with step 1
    return actor.act(Float32Array.of(0.1, angle), new Random(1)).values[0];
  });
  assert.equal(values[2], values[0]);
  assert.notEqual(values[3], values[0]);
  const { episodeReturns } = await evaluatePolicy({
    learner: learner.actor(),
    env: () => someObservations('CartPole-v1', [0, 2], 5),
    episodes: 10,
  });
  assert.ok(episodeReturns.length === 10 && episodeReturns.every((one) => one >= 8));
});

test('observations keep what was chosen, in the order chosen', () => {
  const [whole, some] = [
    [0, 1, 2, 3],
    [2, 0],
  ].map((kept) => someObservations('CartPole-v1', kept, 1));
  const [a, b] = [whole.reset({ seed: 5 }), some.reset({ seed: 5 })];
  assert.deepEqual([...b.observations], [a.observations[2], a.observations[0]]);
  const scaled = someObservations('CartPole-v1', [0, 2], 1, [1, 10]).reset({ seed: 5 }).observations;
  assert.deepEqual([...scaled], [a.observations[0], Math.fround(10 * a.observations[2])]);
  const [c, d] = [whole.step([1]), some.step([1])];
  assert.deepEqual([...d.observations], [c.observations[2], c.observations[0]]);
});

test('wrong options are refused by name before anything starts', async () => {
  const refused = (options: object, message: RegExp) => assert.rejects(recurrentPpo(options).result, message);
  await refused({ sed: 1 }, /recurrentPpo: unknown option "sed", did you mean "seed"\?/);
  await refused({ config: { memry: true } }, /memry: not a setting of recurrentPpo, the nearest is memory/);
  await refused({ config: 'fast' }, /recurrentPpo: config: got "fast", expected settings/);
  await refused({ config: { memory: 1 } }, /memory: got 1, must be one of true, false/);
  await refused({ config: { states: 'fresh' } }, /states: got "fresh", must be one of "stored", "recomputed"/);
  await refused({ config: { sequenceLength: 0 } }, /sequenceLength: got 0/);
  await refused({ config: { sequenceLength: 500 } }, /sequenceLength: got 500, must be at most numSteps/);
  await refused(
    { config: { sequenceLength: 10, minibatchSize: 25 } },
    /minibatchSize: got 25, must be a multiple of sequenceLength = 10/,
  );
  await refused({ config: { clipRange: 1 } }, /clipRange: got 1/);
  await refused({ env: 'Pendulum-v1' }, /actionSpace: got a box of real actions, recurrentPpo needs discrete ones/);
  await refused({ env: () => someObservations('CartPole-v1', [0, 4], 8) }, /kept\[1\]: got 4, .* indices 0 to 3/);
  await refused({ env: () => someObservations('CartPole-v1', [0, 2], 8, [1]) }, /scale: got 1 elements, expected 2/);
  assert.throws(() => recurrentConfig({ gamma: 2 }), /gamma: got 2/);
  const { learner } = await short(1).result;
  assert.throws(
    () => learner.act(new Float32Array(4), new Float64Array(5), new Random(1)),
    /states: got 5 elements, expected 12/,
  );
  assert.throws(() => learner.act(new Float32Array(3), learner.firstStates(2), new Random(1)), /observations: got 3/);
  assert.throws(() => learner.setParameters([1, 2]), /parameters: got 2 elements/);
});

test('a learning rate that blows up ends with the error of a diverged run', async () => {
  await assert.rejects(short(1, { learningRate: 1e39 }).result, /diverged/);
});
