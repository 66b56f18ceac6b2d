import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as gym from './index.js';

/** What a mistaken program hands over. Nothing here is right for most arguments. */
const WRONG: readonly unknown[] = [
  undefined,
  null,
  NaN,
  '3',
  -1,
  1.5,
  1e308,
  Infinity,
  true,
  [],
  [NaN],
  {},
  () => 1,
  new Float32Array(99),
  'x'.repeat(5),
  10n,
  Symbol('s'),
];

type Call = (...given: never[]) => unknown;

const { Box, Dict, Discrete, make, makeVec, MultiBinary, MultiDiscrete, NumpyGenerator, SeedSequence, Tuple } = gym;
const box = (): gym.Box => new Box(-1, 1, { shape: [2] });
const pendulum = (): never => make('Pendulum-v1') as never;
const vector = (): gym.VectorEnv => makeVec('Pendulum-v1', { numEnvs: 2 });
const random = new NumpyGenerator(1);
const spaces = [
  box(),
  new Discrete(3),
  new MultiBinary(3),
  new MultiDiscrete([2, 3]),
  new Tuple([box(), new Discrete(3)]),
  new Dict({ a: box(), b: new Discrete(3) }),
];
let registered = 0;
const fresh = (): string => `test/EveryCall-v${registered++}`;

/** Name -> the call, and arguments that are right; one after the other is replaced by every wrong value. */
const calls: Record<string, [Call, readonly unknown[]]> = {
  'new Box': [(a, b, c) => new Box(a, b, c), [-1, 1, {}]],
  'new Discrete': [(a, b) => new Discrete(a, b), [3, {}]],
  'new MultiBinary': [(a, b) => new MultiBinary(a, b), [3, {}]],
  'new MultiDiscrete': [(a, b) => new MultiDiscrete(a, b), [[2, 3], {}]],
  'new Tuple': [(a, b) => new Tuple(a, b), [[box()], {}]],
  'new Dict': [(a, b) => new Dict(a, b), [{ a: box() }, {}]],
  'new SeedSequence': [(a, b, c) => new SeedSequence(a, b, c), [1, [], undefined]],
  'new NumpyGenerator': [(a, b, c) => new NumpyGenerator(a, b, c), [1, undefined, undefined]],
  'SeedSequence.generateState': [(a) => new SeedSequence(1).generateState(a), [4]],
  'SeedSequence.spawn': [(a) => new SeedSequence(1).spawn(a), [2]],
  uniform: [(a, b) => random.uniform(a, b), [0, 1]],
  integers: [(a, b) => random.integers(a, b), [0, 5]],
  normal: [(a, b) => random.normal(a, b), [0, 1]],
  exponential: [(a) => random.exponential(a), [1]],
  bits8: [(a) => random.bits8(a), [4]],
  choice: [(a) => random.choice(a), [[0.5, 0.5]]],
  permutation: [(a) => random.permutation(a), [4]],
  spawn: [(a) => random.spawn(a), [2]],
  'NumpyGenerator.setState': [(a) => new NumpyGenerator(1).setState(a), [random.getState()]],
  make: [(a, b) => make(a, b), ['CartPole-v1', {}]],
  makeVec: [(a, b) => makeVec(a, b), ['CartPole-v1', {}]],
  ...Object.fromEntries(
    ['numEnvs', 'autoresetMode', 'maxEpisodeSteps', 'vectorizationMode', 'wrappers', 'renderMode'].flatMap((key) => [
      [`makeVec ${key}`, [(a: unknown) => makeVec('CartPole-v1', { [key]: a }), [undefined]]],
      [`makeVec of a loop, ${key}`, [(a: unknown) => makeVec('Acrobot-v1', { [key]: a }), [undefined]]],
    ]),
  ),
  spec: [(a) => gym.spec(a), ['CartPole-v1']],
  register: [(a) => gym.register(a), [{ id: fresh(), vectorEntryPoint: vector }]],
  ...Object.fromEntries(
    ['entryPoint', 'vectorEntryPoint', 'rewardThreshold', 'maxEpisodeSteps', 'orderEnforce', 'kwargs', 'colour'].map(
      (key) => [
        `register ${key}`,
        [(a: unknown) => gym.register({ id: fresh(), entryPoint: pendulum, vectorEntryPoint: vector, [key]: a }), [{}]],
      ],
    ),
  ),
  'an entry point returns': [
    (a) => {
      const id = fresh();
      gym.register({ id, entryPoint: () => a });
      return make(id);
    },
    [pendulum()],
  ],
  editDistance: [(a, b) => gym.editDistance(a, b), ['a', 'b']],
  nearestFirst: [(a, b) => gym.nearestFirst(a, b), ['a', ['b']]],
  batchSpace: [(a, b) => gym.batchSpace(a, b), [box(), 2]],
  flatDim: [(a) => gym.flatDim(a), [box()]],
  flattenSpace: [(a) => gym.flattenSpace(a), [box()]],
  ...Object.fromEntries(
    spaces.flatMap((space): [string, [Call, readonly unknown[]]][] => [
      [`${String(space)}.sample`, [(a) => space.sample(a), [{}]]],
      [`${String(space)}.seed`, [(a) => (space as gym.Space<unknown>).seed(a), [1]]],
      [`${String(space)}.contains`, [(a) => space.contains(a), [space.sample()]]],
      [`${String(space)}.equals`, [(a) => space.equals(a), [space]]],
      [`${String(space)}.copyGeneratorFrom`, [(a) => space.copyGeneratorFrom(a), [space]]],
      [`flatten ${String(space)}`, [(a, b) => gym.flatten(a, b), [space, space.sample()]]],
      [`unflatten ${String(space)}`, [(a, b) => gym.unflatten(a, b), [space, gym.flatten(space, space.sample())]]],
      [`concatenate ${String(space)}`, [(a, b) => gym.concatenate(a, b), [space, [space.sample(), space.sample()]]]],
      [`iterate ${String(space)}`, [(a, b, c) => gym.iterate(a, b, c, 'name'), [space, [], 2]]],
    ]),
  ),
  SyncVectorEnv: [(a, b) => new gym.SyncVectorEnv(a, b), [[pendulum], {}]],
  TimeLimit: [(a, b) => new gym.TimeLimit(a, b), [pendulum(), 5]],
  ClipAction: [(a) => new gym.ClipAction(a), [pendulum()]],
  RescaleAction: [(a, b, c) => new gym.RescaleAction(a, b, c), [pendulum(), -1, 1]],
  RescaleObservation: [(a, b, c) => new gym.RescaleObservation(a, b, c), [pendulum(), -1, 1]],
  FlattenObservation: [(a) => new gym.FlattenObservation(a), [pendulum()]],
  NormalizeObservation: [(a, b) => new gym.NormalizeObservation(a, b), [pendulum(), {}]],
  NormalizeReward: [(a, b) => new gym.NormalizeReward(a, b), [pendulum(), {}]],
  RecordEpisodeStatistics: [(a, b) => new gym.RecordEpisodeStatistics(a, b), [pendulum(), {}]],
  VectorNormalizeObservation: [(a, b) => new gym.VectorNormalizeObservation(a, b), [vector(), {}]],
  VectorNormalizeReward: [(a, b) => new gym.VectorNormalizeReward(a, b), [vector(), {}]],
  VectorRecordEpisodeStatistics: [(a, b) => new gym.VectorRecordEpisodeStatistics(a, b), [vector(), {}]],
  RunningMeanStd: [(a) => new gym.RunningMeanStd(a), [{}]],
  'RunningMeanStd.update': [(a) => new gym.RunningMeanStd({ size: 2 }).update(a), [[1, 2]]],
  'RunningMeanStd.normalize': [(a, b) => new gym.RunningMeanStd({ size: 2 }).normalize(a, b), [[1, 2], 0]],
  'RunningMeanStd.setState': [(a) => new gym.RunningMeanStd().setState(a), [new gym.RunningMeanStd().getState()]],
};

for (const [name, [call, right]] of Object.entries(calls)) {
  test(`${name}: a wrong argument is refused by this package or means something; no raw error, no endless loop`, () => {
    const warn = gym.logger.warn;
    gym.logger.warn = () => undefined;
    try {
      right.forEach((_, position) => {
        for (const wrong of WRONG) {
          const given = right.map((value, i) => (i === position ? wrong : value)) as never[];
          try {
            call(...given);
          } catch (error) {
            const what = `${name}, argument ${position} = ${String(wrong)}: ${String(error)}`;
            assert.ok(error instanceof gym.GymnasiumError, what);
            assert.doesNotMatch(error.message, /\[object Object\]/, what);
          }
        }
      });
    } finally {
      gym.logger.warn = warn;
    }
  });
}

test('options that a class does not know are refused with the nearest known one', () => {
  const nearest: [() => unknown, RegExp][] = [
    [
      () => make('CartPole-v1', { suttonBartoRewards: true } as never),
      /unknown option "suttonBartoRewards"; did you mean suttonBartoReward\?/,
    ],
    [() => make('Pendulum-v1', { maxEpisodeStep: 5 } as never), /did you mean maxEpisodeSteps\?/],
    [() => makeVec('CartPole-v1', { numEnv: 5 }), /did you mean numEnvs\?/],
    [() => new Box(0, 1, { dtpye: 'int8' } as never), /did you mean dtype\?/],
    [() => new gym.NormalizeReward(pendulum(), { gama: 1 } as never), /did you mean gamma\?/],
    [() => gym.register({ id: fresh(), entrypoint: pendulum } as never), /did you mean entryPoint\?/],
  ];
  for (const [call, message] of nearest) assert.throws(call, message);
  assert.throws(
    () => make('Pendulum-v1', { colour: 'red' } as never),
    /unknown option "colour"; known: renderMode, g$/,
  );
});

test('a class as entry point is refused with what to write', () => {
  const { CartPoleEnv } = gym;
  assert.throws(
    () => gym.register({ id: fresh(), entryPoint: CartPoleEnv as never }),
    (error) =>
      error instanceof gym.RegistrationError &&
      error.message.endsWith('write entryPoint: (kwargs) => new CartPoleEnv(kwargs)'),
  );
});
