import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Env } from '../env.js';
import { InvalidActionError, InvalidArgumentError, ResetNeededError } from '../errors.js';
import { make } from '../registry/make.js';
import { Box } from '../spaces/box.js';
import { Discrete } from '../spaces/discrete.js';
import { Structured, Walk } from '../testing/toys.js';
import { Autoreset } from './autoreset.js';
import { ClipAction, RescaleAction } from './boxActions.js';
import { FlattenObservation, RescaleObservation } from './boxObservations.js';
import { NormalizeObservation } from './normalizeObservation.js';
import { NormalizeReward } from './normalizeReward.js';
import { OrderEnforcing } from './orderEnforcing.js';
import { RecordEpisodeStatistics } from './recordEpisodeStatistics.js';
import { TimeLimit } from './timeLimit.js';
import { TransformAction, TransformObservation, TransformReward } from './transforms.js';
import { Wrapper } from './wrapper.js';

test('wrappers show what they wrap and hand calls through', () => {
  const walk = new Walk();
  const env = new OrderEnforcing(new TimeLimit(walk, 3));
  assert.equal(env.unwrapped, walk);
  assert.equal(env.observationSpace, walk.observationSpace);
  assert.equal(env.actionSpace, walk.actionSpace);
  assert.equal(env.metadata, walk.metadata);
  assert.deepEqual([env.renderMode, env.spec], [null, null]);
  assert.equal(String(env), '<OrderEnforcing<TimeLimit<Walk instance>>>');
  assert.throws(() => new TimeLimit({} as never, 3), /TimeLimit: expected an environment to wrap, got \{ {2}\}/);
});

test('TimeLimit: the limit counts from each reset; a fall at the limit is both', () => {
  const env = new TimeLimit(new Walk(2), 3);
  env.reset({ seed: 1 });
  env.step(1);
  assert.deepEqual(
    [env.step(1)].map((r) => [r.terminated, r.truncated]),
    [[true, false]],
  );
  env.reset();
  const both = new TimeLimit(new Walk(2), 2);
  both.reset();
  both.step(0);
  const last = both.step(0);
  assert.deepEqual([last.terminated, last.truncated], [true, true]);
  for (const limit of [0, -1, 1.5, NaN, '5'])
    assert.throws(() => new TimeLimit(new Walk(), limit as number), InvalidArgumentError);
});

test('OrderEnforcing: hasReset, and errors for environments that check nothing themselves', () => {
  const lax = { ...new Walk(), spec: null, metadata: { renderModes: [], renderFps: 1 } } as unknown as Env;
  Object.assign(lax, {
    unwrapped: lax,
    reset: () => ({ observation: new Float32Array(1), info: {} }),
    step: () => ({ observation: new Float32Array(1), reward: 0, terminated: true, truncated: false, info: {} }),
    render: () => null,
    close: () => undefined,
  });
  const env = new OrderEnforcing(lax);
  assert.equal(env.hasReset, false);
  assert.throws(() => env.step(0), ResetNeededError);
  assert.throws(() => env.render(), /render before reset/);
  env.reset();
  assert.equal(env.hasReset, true);
  env.step(0);
  assert.throws(() => env.step(0), /step after the end/);
  env.reset();
  env.close();
  for (const call of [() => env.step(0), () => env.reset(), () => env.render(), () => env.close()])
    assert.throws(call, /close/);
});

test('Autoreset: the step after the end resets, ignores its action and earns nothing', () => {
  const env = new Autoreset(new Walk(2));
  const twin = new Walk(2);
  assert.deepEqual(env.reset({ seed: 5 }), twin.reset({ seed: 5 }));
  for (const action of [1, 0]) assert.deepEqual(env.step(action), twin.step(action));
  const expected = { ...twin.reset(), reward: 0, terminated: false, truncated: false };
  assert.deepEqual(env.step('ignored' as never), expected);
  assert.deepEqual(env.step(1), twin.step(1));
  env.step(1);
  env.reset({ seed: 9 });
  twin.reset({ seed: 9 });
  assert.deepEqual(env.step(1), twin.step(1));
});

test('transformations of observations, actions and rewards', () => {
  const space = new Box(-200, 200, { shape: [1] });
  const observed = new TransformObservation(new Walk(), (o) => Float32Array.of(2 * o[0]), space);
  const plain = new Walk();
  const [first, twice] = [plain.reset({ seed: 2 }).observation[0], observed.reset({ seed: 2 }).observation[0]];
  assert.equal(twice, 2 * first);
  assert.equal(observed.step(1).observation[0], 2 * plain.step(1).observation[0]);
  assert.equal(observed.observationSpace, space);
  assert.equal(
    new TransformObservation(new Walk(), (o) => o).observationSpace.toString(),
    String(plain.observationSpace),
  );

  const named = new TransformAction(new Walk(), (a: 'left' | 'right') => (a === 'right' ? 1 : 0));
  plain.reset({ seed: 3 });
  named.reset({ seed: 3 });
  for (const side of ['right', 'left', 'right'] as const) {
    assert.deepEqual(named.step(side), plain.step(side === 'right' ? 1 : 0));
  }
  const other = new Discrete(7);
  assert.equal(new TransformAction(new Walk(), (a: number) => a % 2, other).actionSpace, other);

  const rewarded = new TransformReward(new Walk(), (r) => 10 * r + 1);
  plain.reset({ seed: 4 });
  rewarded.reset({ seed: 4 });
  assert.equal(rewarded.step(1).reward, 10 * plain.step(1).reward + 1);
  assert.throws(
    () => new TransformReward(new Walk(), 2 as never),
    /Walk: the transformation must be a function, got 2/,
  );
  assert.throws(
    () => new TransformObservation(new Walk(), (o) => o, 'space' as never),
    /must be a Space or null, got "space"/,
  );
});

test('RescaleAction: bounds map to bounds, the middle to the middle; what lies outside is refused', () => {
  const env = new RescaleAction(make('Pendulum-v1'), 0, 10);
  const plain = make('Pendulum-v1');
  for (const [mine, theirs] of [
    [0, -2],
    [10, 2],
    [5, 0],
    [7.5, 1],
  ]) {
    env.reset({ seed: 1 });
    plain.reset({ seed: 1 });
    assert.deepEqual(env.step([mine]), plain.step([theirs]));
  }
  for (const bad of [[-0.1], [10.1], [NaN], [1, 2], 3]) assert.throws(() => env.step(bad as never), InvalidActionError);
  assert.throws(
    () => env.step([11]),
    /Pendulum-v1: action \[11\] is not in Box\(0\.0, 10\.0, \(1,\), float32\) of RescaleAction/,
  );
  assert.throws(() => new RescaleAction(make('Pendulum-v1'), 1, 1), /minAction must be below maxAction/);
  assert.throws(() => new RescaleAction(make('Pendulum-v1'), 2, 1), /min\[0\] = 2 must not exceed max\[0\] = 1/);
  assert.throws(() => new RescaleAction(make('Pendulum-v1'), [1, 2], 3), /numbers of shape \(1,\), got \[1, 2\]/);
  assert.throws(
    () => new RescaleAction(make('CartPole-v1') as never, -1, 1),
    /needs a float32 Box action space, got Discrete\(2\)/,
  );
});

test('RescaleAction with bounds that do not divide evenly never leaves the environment bounds', () => {
  const env = new RescaleAction(make('Pendulum-v1', { maxEpisodeSteps: null }), -0.3, 0.7);
  env.reset({ seed: 1 });
  for (const action of [-0.3, 0.7, Math.fround(-0.3), Math.fround(0.7)]) env.step([action]);
});

test('ClipAction: every finite action works and acts as the nearest bound', () => {
  const env = new ClipAction(make('Pendulum-v1'));
  const plain = make('Pendulum-v1');
  for (const [mine, theirs] of [
    [99, 2],
    [-2.5, -2],
    [Infinity, 2],
    [0.3, 0.3],
  ]) {
    env.reset({ seed: 1 });
    plain.reset({ seed: 1 });
    assert.deepEqual(env.step([mine]), plain.step([theirs]));
  }
  assert.throws(() => env.step([NaN]), /Pendulum-v1: action .*NaN/);
  assert.throws(() => env.step([]), /Pendulum-v1: action \[\] must be an array of 1 numbers/);
  assert.throws(() => new ClipAction(make('Acrobot-v1') as never), InvalidArgumentError);
});

test('RescaleObservation: bounds map to bounds; unbounded components cannot be bounded', () => {
  const env = new RescaleObservation(make('MountainCar-v0'), [0, -1], [1, 1]);
  const plain = make('MountainCar-v0');
  const [position, velocity] = plain.reset({ seed: 1 }).observation;
  const [a, b] = env.reset({ seed: 1 }).observation;
  assert.ok(Math.abs(a - (position + 1.2) / 1.8) < 1e-6 && Math.abs(b - velocity / 0.07) < 1e-6);
  assert.throws(() => new RescaleObservation(make('CartPole-v1'), -1, 1), /an unbounded component stays unbounded/);
  const half = new RescaleObservation(make('CartPole-v1'), [-1, -Infinity, -1, -Infinity], [1, Infinity, 1, Infinity]);
  assert.equal(half.reset({ seed: 1 }).observation[1], make('CartPole-v1').reset({ seed: 1 }).observation[1]);
});

test('rescaling that float32 cannot hold is refused, not turned into NaN', () => {
  class Wide extends Walk {
    constructor(low: number, high: number) {
      super();
      this.observationSpace = new Box(low, high, { shape: [2] });
    }
  }
  const rescale = (low: number, high: number, min: number, max: number) => (): unknown =>
    new RescaleObservation(new Wide(low, high), min, max);
  assert.throws(rescale(0, 1, -3e38, 3e38), /cannot stretch \[0, 1\] onto \[-3e\+38, 3e\+38\] \(component 0\)/);
  assert.throws(rescale(2, 2, -1, 1), /cannot stretch \[2, 2\] onto \[-1, 1\]/);
  assert.throws(rescale(-3e38, 3e38, 0, 1e-9), /cannot stretch/);
  assert.doesNotThrow(rescale(-100, 100, 5, 5));
});

test('FlattenObservation: structured observations become one array in the flattened space', () => {
  const env = new FlattenObservation(new Structured());
  const { gear, place } = new Structured().reset({ seed: 3 }).observation;
  const flat = env.reset({ seed: 3 }).observation;
  const oneHot = [0, 1, 2, 3].map((k) => (k === gear ? 1 : 0));
  assert.deepEqual(Array.from(flat), [...oneHot, ...place]);
  assert.ok(env.observationSpace.contains(flat));
  assert.equal(env.step([1, new Float32Array(2)]).observation[1], 1);
});

test('RecordEpisodeStatistics: sums, lengths, bounded queues, and no overwriting of info', () => {
  const env = new RecordEpisodeStatistics(new Walk(3), { bufferLength: 2, statsKey: 'stats' });
  for (let episode = 0; episode < 3; episode++) {
    env.reset({ seed: episode });
    const results = [1, 1, 1].map((action) => env.step(action));
    const sum = results.reduce((total, { reward }) => total + reward, 0);
    assert.deepEqual(
      results.map(({ info }) => 'stats' in info),
      [false, false, true],
    );
    const { r, l, t } = results[2].info.stats as { r: number; l: number; t: number };
    assert.deepEqual([r, l], [sum, 3]);
    assert.ok(t >= 0 && t < 60);
    assert.equal(env.returnQueue.at(-1), sum);
  }
  assert.deepEqual(
    [env.episodeCount, env.returnQueue.length, env.lengthQueue, env.timeQueue.length],
    [3, 2, [3, 3], 2],
  );
  const clash = new RecordEpisodeStatistics(new Walk(1), { statsKey: 'note' });
  clash.reset();
  assert.throws(() => clash.step(1), /info already has note/);
});

test('normalisers: frozen estimates stay, bad parameters are refused', () => {
  const env = new NormalizeObservation(make('Pendulum-v1'));
  env.reset({ seed: 1 });
  env.step([1]);
  env.updateRunningMean = false;
  const before = env.statistics.getState();
  const { observation } = env.step([1]);
  assert.deepEqual(env.statistics.getState(), before);
  assert.deepEqual(env.statistics.normalize(env.unwrapped === null ? [] : rawAfter([1, 1]), 1e-8), observation);
  const reward = new NormalizeReward(make('Pendulum-v1'));
  reward.reset({ seed: 1 });
  reward.step([1]);
  reward.updateRunningMean = false;
  const frozen = reward.statistics.getState();
  reward.step([1]);
  assert.deepEqual(reward.statistics.getState(), frozen);
  for (const epsilon of [0, -1, NaN]) {
    assert.throws(() => new NormalizeObservation(make('Pendulum-v1'), { epsilon }), /epsilon must be above 0/);
    assert.throws(() => new NormalizeReward(make('Pendulum-v1'), { epsilon }), /epsilon must be above 0/);
  }
  for (const gamma of [-0.1, 1.1, NaN]) {
    assert.throws(() => new NormalizeReward(make('Pendulum-v1'), { gamma }), /gamma must be in \[0, 1\]/);
  }
  assert.throws(() => new NormalizeObservation(new Structured() as never), /needs a float32 Box observation space/);
});

/** What Pendulum shows after seed 1 and these torques. */
function rawAfter(torques: readonly number[]): Float32Array {
  const env = make('Pendulum-v1');
  let { observation } = env.reset({ seed: 1 });
  for (const torque of torques) ({ observation } = env.step([torque]));
  return observation;
}

test('NormalizeReward: the running return starts anew after termination, not after truncation', () => {
  const env = new NormalizeReward(new TimeLimit(new Walk(3), 2), { gamma: 0.5 });
  env.reset({ seed: 1 });
  env.step(1);
  env.step(1); // truncated
  const carried = env.discountedReturn;
  env.reset({ seed: 1 });
  const { reward } = new Walk().reset({ seed: 1 }) && stepOnce();
  env.step(1);
  assert.ok(Math.abs(env.discountedReturn - (carried * 0.5 + reward)) < 1e-12);
  const ended = new NormalizeReward(new Walk(1), { gamma: 0.5 });
  ended.reset({ seed: 1 });
  ended.step(1);
  assert.equal(ended.discountedReturn, reward);
});

function stepOnce(): { reward: number } {
  const walk = new Walk();
  walk.reset({ seed: 1 });
  return walk.step(1);
}

test('a wrapper of one’s own overrides what it wants', () => {
  class Doubled extends Wrapper<Float32Array, number> {
    reset(options?: Parameters<Walk['reset']>[0]): ReturnType<Walk['reset']> {
      return this.env.reset(options);
    }
    step(action: number): ReturnType<Walk['step']> {
      const result = this.env.step(action);
      return { ...result, reward: 2 * result.reward };
    }
  }
  const env = new Doubled(new Walk());
  const twin = new Walk();
  env.reset({ seed: 1 });
  twin.reset({ seed: 1 });
  assert.equal(env.step(1).reward, 2 * twin.step(1).reward);
});
