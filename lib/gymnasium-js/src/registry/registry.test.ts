import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Env } from '../env.js';
import { InvalidArgumentError, RegistrationError, UnknownEnvironmentError } from '../errors.js';
import { logger } from '../logger.js';
import { Walk } from '../testing/toys.js';
import { CartPoleVectorEnv } from '../envs/cartPoleVector.js';
import { SyncVectorEnv } from '../vector/syncVectorEnv.js';
import { OrderEnforcing } from '../wrappers/orderEnforcing.js';
import { PassiveEnvChecker } from '../wrappers/passiveEnvChecker.js';
import { TimeLimit } from '../wrappers/timeLimit.js';
import { formatEnvId, parseEnvId } from './envId.js';
import type { EnvSpec } from './envSpec.js';
import { make, makeVec } from './make.js';
import { editDistance, nearestFirst } from './nearest.js';
import { register, registry, spec } from './registry.js';
import { shippedIds } from '../testing/shippedIds.js';

/** What the logger says while `work` runs. */
function warnings(work: () => void): string[] {
  const heard: string[] = [];
  const warn = logger.warn;
  logger.warn = (message) => heard.push(message);
  try {
    work();
  } finally {
    logger.warn = warn;
  }
  return heard;
}

test("the registry holds Gymnasium's classic control and toy text with its limits and thresholds", () => {
  const shipped = shippedIds().map((id) => registry.get(id));
  const facts = shipped.map((known) => [known?.id, known?.maxEpisodeSteps, known?.rewardThreshold]);
  assert.deepEqual(facts, [
    ['CartPole-v0', 200, 195],
    ['CartPole-v1', 500, 475],
    ['MountainCar-v0', 200, -110],
    ['MountainCarContinuous-v0', 999, 90],
    ['Pendulum-v1', 200, null],
    ['Acrobot-v1', 500, -100],
    ['Blackjack-v1', null, null],
    ['FrozenLake-v1', 100, 0.7],
    ['FrozenLake8x8-v1', 200, 0.85],
    ['CliffWalking-v1', null, null],
    ['CliffWalkingSlippery-v1', null, null],
    ['Taxi-v3', 200, 8],
    ['Taxi-v4', 200, 8],
  ]);
});

test('an unknown id names the nearest known ones first, and versions', () => {
  const nearest: [string, RegExp][] = [
    ['CartPol-v1', /unknown environment "CartPol-v1": did you mean CartPole-v1\?.*CartPole-v1, CartPole-v0/],
    ['cartpole-v1', /did you mean CartPole-v1/],
    ['Cartpole-v0', /did you mean CartPole-v0/],
    ['Pendulm-v1', /did you mean Pendulum-v1/],
    ['MoutainCar-v0', /did you mean MountainCar-v0/],
    ['ContinuousMountainCar-v0', /did you mean MountainCarContinuous-v0|did you mean MountainCar-v0/],
    ['CartPole-v9', /version does not exist; registered: CartPole-v0, CartPole-v1/],
    ['Pendulum-v0', /version v0 is gone, use Pendulum-v1; registered: Pendulum-v1/],
    ['', /did you mean/],
    ['no such thing!', /did you mean/],
  ];
  for (const [id, message] of nearest) {
    for (const look of [make, makeVec, spec]) {
      assert.throws(
        () => look(id),
        (error) => error instanceof UnknownEnvironmentError && message.test(error.message),
        id,
      );
    }
  }
  assert.throws(() => make(7 as never), /id must be a string such as 'CartPole-v1', got 7/);
});

test('make wraps as Gymnasium does, and says so', () => {
  const env = make('CartPole-v1');
  assert.equal(String(env), '<TimeLimit<OrderEnforcing<PassiveEnvChecker<CartPoleEnv<CartPole-v1>>>>>');
  assert.ok(env instanceof TimeLimit && env.env instanceof OrderEnforcing && env.env.env instanceof PassiveEnvChecker);
  assert.equal(
    String(make('CartPole-v1', { disableEnvChecker: true, maxEpisodeSteps: null })),
    '<OrderEnforcing<CartPoleEnv<CartPole-v1>>>',
  );
  assert.equal(
    String(make('CartPole-v1', { maxEpisodeSteps: -1 })),
    '<OrderEnforcing<PassiveEnvChecker<CartPoleEnv<CartPole-v1>>>>',
  );
  assert.equal(make('CartPole-v1', { maxEpisodeSteps: 3 }).spec.maxEpisodeSteps, 3);
  assert.deepEqual(make('Pendulum-v1', { g: 9.81 }).spec.kwargs, { g: 9.81 });
  assert.equal(spec('CartPole-v1').maxEpisodeSteps, 500);
});

test('an id without version means the latest, with a warning', () => {
  const heard = warnings(() => assert.equal(make('CartPole').spec?.id, 'CartPole-v1'));
  assert.match(heard.join(), /CartPole names no version; using the latest, CartPole-v1/);
  assert.throws(() => spec('CartPole'), /registered: CartPole-v0, CartPole-v1/);
});

test('own environments: registered keyword arguments, those given win, single and vector', () => {
  register({
    id: 'test/Walk-v3',
    entryPoint: ({ length }) => new Walk(length as number),
    kwargs: { length: 4 },
    maxEpisodeSteps: 10,
  });
  const steps = (env = make('test/Walk-v3')): number => {
    env.reset({ seed: 1 });
    for (let t = 1; ; t++) if (env.step(1).terminated) return t;
  };
  assert.equal(steps(), 4);
  assert.equal(steps(make('test/Walk-v3', { length: 6 })), 6);
  const envs = makeVec('test/Walk-v3', { numEnvs: 2, length: 3, autoresetMode: 'same-step' });
  assert.ok(envs instanceof SyncVectorEnv);
  envs.reset({ seed: 1 });
  assert.deepEqual(
    [1, 2, 3].map(() => envs.step([0, 1]).terminated[1]),
    [0, 0, 1],
  );
  assert.match(
    warnings(() => register({ id: 'test/Walk-v3', entryPoint: () => new Walk() })).join(),
    /registered before/,
  );
});

/** A walk that uses up the list it is given: it ends after as many steps as there are stones. */
class Stones extends Walk {
  constructor(stones: number[]) {
    super(stones.length);
    stones.length = 0;
  }
}

test('keyword arguments belong to one environment: none uses up those of the next', () => {
  const registered = { stones: [1, 1, 1] };
  const given = { id: 'test/Stones-v0', kwargs: registered };
  register({ ...given, entryPoint: ({ stones }) => new Stones(stones as number[]) });
  registered.stones.push(1); // after the registration
  const steps = (env: Env): number => {
    env.reset({ seed: 1 });
    for (let t = 1; ; t++) if (env.step(1).terminated) return t;
  };
  assert.deepEqual(
    [1, 2, 3].map(() => steps(make('test/Stones-v0'))),
    [3, 3, 3],
  );
  assert.deepEqual(spec('test/Stones-v0').kwargs, { stones: [1, 1, 1] });
  const made = make('test/Stones-v0', { stones: [1, 1] });
  assert.deepEqual((made.spec as EnvSpec).kwargs, { stones: [1, 1] });
  assert.equal(steps(make(made.spec as EnvSpec)), 2);
  for (const [options, length] of [
    [{}, 3],
    [{ stones: [1, 1] }, 2],
  ] as const) {
    const envs = makeVec('test/Stones-v0', { numEnvs: 3, autoresetMode: 'same-step', ...options });
    envs.reset({ seed: 1 });
    const ends = Array.from({ length }, () => [...envs.step([1, 1, 1]).terminated]);
    assert.deepEqual(ends.at(-1), [1, 1, 1]);
    assert.deepEqual(ends.at(-2), [0, 0, 0]);
  }
});

test('keyword arguments of a vector entry point belong to one vector environment', () => {
  const seen: unknown[] = [];
  const vectorEntryPoint = ({ sizes }: { sizes?: unknown }): CartPoleVectorEnv => {
    seen.push([...(sizes as number[])]);
    (sizes as number[]).pop();
    return new CartPoleVectorEnv();
  };
  register({ id: 'test/Sizes-v0', vectorEntryPoint, kwargs: { sizes: [8, 4] } });
  const specs = [1, 2].map(() => makeVec('test/Sizes-v0').spec as EnvSpec);
  assert.deepEqual(seen, [
    [8, 4],
    [8, 4],
  ]);
  for (const { kwargs } of specs) assert.deepEqual(kwargs.sizes, [8, 4]);
});

test('registrations that cannot work are refused', () => {
  const entryPoint = (): Walk => new Walk();
  assert.throws(() => register({ id: 'test/Nothing-v0' }), RegistrationError);
  assert.throws(() => register({ id: 'a b', entryPoint }), /reads \[namespace\/\]name/);
  assert.throws(() => register({ id: 'CartPole', entryPoint }), /CartPole-v0 is registered/);
  assert.throws(
    () => register({ id: 'test/Text-v0', entryPoint: 'module:Class' as never }),
    /entryPoint must be a function/,
  );
  register({ id: 'test/Empty-v0', entryPoint: () => ({}) as never });
  assert.throws(() => make('test/Empty-v0'), /test\/Empty-v0: the entry point must return an environment/);
  register({ id: 'test/VectorOnly-v0', vectorEntryPoint: () => new CartPoleVectorEnv() });
  assert.throws(() => make('test/VectorOnly-v0'), /use makeVec/);
});

test('makeVec: the fast implementation where there is one, a loop with wrappers', () => {
  assert.ok(makeVec('CartPole-v1', { numEnvs: 2 }) instanceof CartPoleVectorEnv);
  assert.equal(makeVec('CartPole-v1', { numEnvs: 2 }).autoresetMode, 'next-step');
  const loop = makeVec('CartPole-v1', { numEnvs: 2, wrappers: [(env) => new TimeLimit(env, 2)] });
  assert.ok(loop instanceof SyncVectorEnv);
  loop.reset({ seed: 1 });
  loop.step([0, 0]);
  assert.deepEqual(Array.from(loop.step([0, 0]).truncated), [1, 1]);
  const fast = { vectorizationMode: 'vector-entry-point' } as const;
  assert.throws(() => makeVec('Acrobot-v1', fast), /Acrobot-v1 has no vector entry point/);
  assert.throws(() => makeVec('CartPole-v1', { ...fast, wrappers: [(env) => env] }), InvalidArgumentError);
  assert.throws(() => makeVec('CartPole-v1', { vectorizationMode: 'async' as never }), /must be 'sync' or/);
  const endless = makeVec('Pendulum-v1', { numEnvs: 1, maxEpisodeSteps: null });
  endless.reset({ seed: 0 });
  for (let t = 0; t < 250; t++) assert.equal(endless.step([0]).truncated[0], 0);
  assert.equal(makeVec('CartPole-v0').spec?.maxEpisodeSteps, 200);
});

test('ids are taken apart and put together again', () => {
  for (const id of ['CartPole-v1', 'toy/Maze-v12', 'a.b:c', 'x-y/Z-v0']) assert.equal(formatEnvId(parseEnvId(id)), id);
  assert.deepEqual(parseEnvId('toy/Maze-v2'), { namespace: 'toy', name: 'Maze', version: 2 });
});

test('edit distance counts insertions, deletions, replacements and swaps', () => {
  const pairs: [string, string, number][] = [
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['ab', 'ba', 1],
    ['abc', 'abc', 0],
    ['abc', 'a', 2],
  ];
  for (const [a, b, distance] of pairs) assert.equal(editDistance(a, b), distance, `${a} ${b}`);
  assert.deepEqual(nearestFirst('CARTPOLE', ['Acrobot', 'CartPole', 'CarPool']), ['CartPole', 'CarPool', 'Acrobot']);
});
