// Valid calls of gymnasium-js.

export const packageName = 'gymnasium-js';

/** Environment -> an action of it. */
const actions = {
  CartPoleEnv: () => 1,
  AcrobotEnv: () => 1,
  MountainCarEnv: () => 1,
  MountainCarContinuousEnv: () => Float32Array.of(0.5),
  PendulumEnv: () => Float32Array.of(0.5),
  BlackjackEnv: () => 1,
  CliffWalkingEnv: () => 1,
  FrozenLakeEnv: () => 1,
  TaxiEnv: () => 1,
};

/** Environment -> what its constructor and its reset can be told. */
const told = {
  CartPoleEnv: { make: { suttonBartoReward: true, renderMode: 'svg' }, reset: { low: -0.05, high: 0.05 } },
  AcrobotEnv: { make: { renderMode: 'svg' }, reset: { low: -0.1, high: 0.1 } },
  MountainCarEnv: { make: { goalVelocity: 0, renderMode: 'svg' }, reset: { low: -0.6, high: -0.4 } },
  MountainCarContinuousEnv: { make: { goalVelocity: 0, renderMode: 'svg' }, reset: { low: -0.6, high: -0.4 } },
  PendulumEnv: { make: { g: 10, renderMode: 'svg' }, reset: { xInit: 1, yInit: 1 } },
  BlackjackEnv: { make: { natural: false, sab: true, renderMode: 'svg' }, reset: {} },
  CliffWalkingEnv: { make: { isSlippery: true, renderMode: 'svg' }, reset: {} },
  FrozenLakeEnv: {
    make: { desc: ['SF', 'HG'], isSlippery: true, successRate: 0.5, rewardSchedule: [1, 0, 0], renderMode: 'svg' },
    reset: {},
  },
  TaxiEnv: {
    make: { isRainy: true, rainyProbability: 0.8, ficklePassenger: true, fickleProbability: 0.3, renderMode: 'svg' },
    reset: {},
  },
};

/** Wrapper -> its arguments after the environment. */
const wrappers = {
  Autoreset: () => [],
  ClipAction: () => [],
  RescaleAction: () => [-1, 1],
  FlattenObservation: () => [],
  RescaleObservation: () => [-1, 1],
  NormalizeObservation: () => [{ epsilon: 1e-8 }],
  NormalizeReward: () => [{ gamma: 0.99, epsilon: 1e-8 }],
  OrderEnforcing: () => [],
  PassiveEnvChecker: () => [],
  RecordEpisodeStatistics: () => [{ bufferLength: 100, statsKey: 'episode' }],
  TimeLimit: () => [10],
  TransformAction: () => [(/** @type {unknown} */ action) => action, null],
  TransformObservation: () => [(/** @type {unknown} */ observation) => observation, null],
  TransformReward: () => [(/** @type {number} */ reward) => reward],
};

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
export function describe(lib) {
  return {
    ...environments(lib),
    ...vectors(lib),
    ...wrapped(lib),
    ...spaces(lib),
    ...numbers(lib),
    ...registry(lib),
    ...errors(lib),
  };
}

/** @param {any} env @returns {any} */
function reset(env) {
  env.reset({ seed: 1 });
  return env;
}

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function environments(lib) {
  /** @type {import('../target.mjs').Descriptions} */
  const described = {
    BaseEnv: { why: 'abstract: the environments below are its methods' },
    TabularEnv: { why: 'abstract: CliffWalkingEnv, FrozenLakeEnv and TaxiEnv are its methods' },
  };
  for (const [name, action] of Object.entries(actions)) {
    const { make, reset: options } = told[/** @type {keyof typeof told} */ (name)];
    described[`new ${name}`] = () => [{ ...make }];
    described[`${name}#reset`] = { on: () => new lib[name](), args: () => [{ seed: 3, options: { ...options } }] };
    described[`${name}#step`] = { on: () => reset(new lib[name]()), args: () => [action()] };
  }
  described['TaxiEnv#encode'] = {
    on: () => new lib.TaxiEnv(),
    args: () => [{ row: 1, col: 2, passenger: 3, destination: 0 }],
  };
  described['TaxiEnv#decode'] = { on: () => new lib.TaxiEnv(), args: () => [123] };
  described['TaxiEnv#actionMask'] = { on: () => new lib.TaxiEnv(), args: () => [123] };
  described['generateRandomMap'] = { args: () => [4, 0.8, 1], names: ['size', 'p', 'seed'] };
  described['checkEnv'] = () => [new lib.CartPoleEnv(), { skipRenderCheck: true, skipCloseCheck: true }];
  return described;
}

const vectorOptions = () => ({ numEnvs: 2, autoresetMode: 'same-step', maxEpisodeSteps: 50 });

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function vectors(lib) {
  const make = (/** @type {string} */ id = 'CartPole-v1') =>
    lib.makeVec(id, { numEnvs: 2, autoresetMode: 'same-step' });
  const target = () => ({
    observations: new Float32Array(8),
    rewards: new Float64Array(2),
    terminated: new Uint8Array(2),
    truncated: new Uint8Array(2),
    finalObservations: new Float32Array(8),
  });
  /** @type {import('../target.mjs').Descriptions} */
  const described = {
    TypedVectorEnv: { why: 'abstract: CartPoleVectorEnv and PendulumVectorEnv are its methods' },
    'new CartPoleVectorEnv': { args: () => [vectorOptions()], accepts: ['options.maxEpisodeSteps: null'] },
    'new PendulumVectorEnv': {
      args: () => [{ ...vectorOptions(), g: 9.8 }],
      accepts: ['options.maxEpisodeSteps: null'], // no limit
    },
    'CartPoleVectorEnv#reset': {
      on: () => new lib.CartPoleVectorEnv(vectorOptions()),
      args: () => [{ seed: [1, 2], options: { low: -0.05, high: 0.05 } }],
    },
    'CartPoleVectorEnv#step': { on: () => reset(make()), args: () => [[0, 1]] },
    'CartPoleVectorEnv#stepInto': {
      on: () => reset(make()),
      args: () => [Int32Array.of(0, 1), target()],
      accepts: ['target.unknownOption'], // what else the caller keeps there
    },
    'CartPoleVectorEnv#setState': { on: () => reset(make()), args: () => [reset(make()).getState()] },
    'PendulumVectorEnv#reset': {
      on: () => make('Pendulum-v1'),
      args: () => [{ seed: 1, options: { xInit: 1, yInit: 1 } }],
    },
    'PendulumVectorEnv#step': { on: () => reset(make('Pendulum-v1')), args: () => [Float32Array.of(0.5, -0.5)] },
    'new SyncVectorEnv': () => [
      [() => new lib.CartPoleEnv(), () => new lib.CartPoleEnv()],
      { autoresetMode: 'same-step' },
    ],
    'SyncVectorEnv#reset': { on: () => sync(lib), args: () => [{ seed: [1, 2], options: { low: -0.05, high: 0.05 } }] },
    'SyncVectorEnv#step': { on: () => reset(sync(lib)), args: () => [Int32Array.of(0, 1)] },
    AUTORESET_MODES: { why: 'a list' },
    'new VectorWrapper': {
      args: () => [make()],
      via: ([env]) => Reflect.construct(class extends lib.VectorWrapper {}, [env]),
    },
  };
  for (const [name, options] of Object.entries({
    VectorNormalizeObservation: { epsilon: 1e-8 },
    VectorNormalizeReward: { gamma: 0.99, epsilon: 1e-8 },
    VectorRecordEpisodeStatistics: { bufferLength: 100 },
  })) {
    described[`new ${name}`] = { args: () => [make(), { ...options }], names: ['env', 'options'] };
    described[`${name}#reset`] = { on: () => new lib[name](make()), args: () => [{ seed: 1 }] };
    described[`${name}#step`] = { on: () => reset(new lib[name](make())), args: () => [Int32Array.of(0, 1)] };
  }
  return described;
}

/** @param {any} lib */
const sync = (lib) => new lib.SyncVectorEnv([() => new lib.CartPoleEnv(), () => new lib.CartPoleEnv()]);

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function wrapped(lib) {
  /** @type {import('../target.mjs').Descriptions} */
  const described = {};
  for (const [name, rest] of Object.entries(wrappers)) {
    described[`new ${name}`] = { args: () => [new lib.PendulumEnv(), ...rest()], names: undefinedNames(name) };
    if (name === 'TransformReward' || name === 'TimeLimit') {
      described[`${name}#step`] = {
        on: () => reset(new lib[name](new lib.PendulumEnv(), ...rest())),
        args: () => [[0.5]],
      };
    }
  }
  described['Autoreset#reset'] = { on: () => new lib.Autoreset(new lib.CartPoleEnv()), args: () => [{ seed: 3 }] };
  described['ClipAction#step'] = { on: () => reset(new lib.ClipAction(new lib.PendulumEnv())), args: () => [[5]] };
  described['RescaleAction#step'] = {
    on: () => reset(new lib.RescaleAction(new lib.PendulumEnv(), -1, 1)),
    args: () => [[0.5]],
  };
  described['RecordEpisodeStatistics#step'] = {
    on: () => reset(new lib.RecordEpisodeStatistics(new lib.CartPoleEnv())),
    args: () => [1],
  };
  described['NormalizeObservation#step'] = {
    on: () => reset(new lib.NormalizeObservation(new lib.CartPoleEnv())),
    args: () => [1],
  };
  described['NormalizeReward#step'] = {
    on: () => reset(new lib.NormalizeReward(new lib.CartPoleEnv())),
    args: () => [1],
  };
  described['PassiveEnvChecker#step'] = {
    on: () => reset(new lib.PassiveEnvChecker(new lib.CartPoleEnv())),
    args: () => [1],
  };
  described['new Wrapper'] = {
    args: () => [new lib.CartPoleEnv()],
    via: ([env]) => Reflect.construct(class extends lib.Wrapper {}, [env]),
    names: ['env'],
  };
  return described;
}

/**
 * Constructors that only hand their arguments on have no names in their source.
 * @param {string} name
 */
function undefinedNames(name) {
  if (name.startsWith('Rescale'))
    return name === 'RescaleAction' ? ['env', 'minAction', 'maxAction'] : ['env', 'minObservation', 'maxObservation'];
  if (name.startsWith('Transform')) return ['env', 'function', 'space'];
  return ['env', name === 'TimeLimit' ? 'maxEpisodeSteps' : 'options'];
}

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function spaces(lib) {
  const { Box, Dict, Discrete, MultiBinary, MultiDiscrete, Tuple } = lib;
  const box = () => new Box(-1, 1, { shape: [2], seed: 1 });
  const dict = () => new Dict({ a: new Discrete(3), b: box() }, { seed: 1 });
  const tuple = () => new Tuple([new Discrete(3), box()], { seed: 1 });
  return {
    Space: { why: 'abstract: the spaces below are its methods' },
    // A box may be open.
    'new Box': {
      args: () => [[-1, -2], [1, 2], { shape: [2], dtype: 'float32', seed: 1 }],
      accepts: ['low: -Infinity', 'low.0: -Infinity', 'high: Infinity', 'high.0: Infinity'],
    },
    'Box#sample': { on: box, args: () => [{}] },
    'Box#contains': { on: box, args: () => [Float32Array.of(0, 0.5)] },
    'Box#isBounded': { on: box, args: () => ['both'] },
    'Box#seed': { on: box, args: () => [1] },
    'new Discrete': () => [5, { start: -1, seed: 1 }],
    'Discrete#sample': { on: () => new Discrete(3, { seed: 1 }), args: () => [{ mask: Int8Array.of(1, 0, 1) }] },
    'Discrete#contains': { on: () => new Discrete(3), args: () => [2] },
    'new MultiBinary': () => [[2, 3], { seed: 1 }],
    'MultiBinary#sample': { on: () => new MultiBinary(3, { seed: 1 }), args: () => [{ mask: Int8Array.of(1, 0, 2) }] },
    'MultiBinary#contains': { on: () => new MultiBinary(3), args: () => [Int8Array.of(1, 0, 1)] },
    'new MultiDiscrete': () => [[2, 3], { start: [0, 1], seed: 1 }],
    'MultiDiscrete#sample': {
      on: () => new MultiDiscrete([2, 3], { seed: 1 }),
      args: () => [{ mask: [Int8Array.of(1, 0), Int8Array.of(1, 0, 1)] }],
    },
    'MultiDiscrete#contains': { on: () => new MultiDiscrete([2, 3]), args: () => [Int32Array.of(1, 2)] },
    'new Dict': {
      args: () => [
        { a: new Discrete(3), b: box() },
        { seed: 1, sortKeys: true },
      ],
      accepts: ['spaces.unknownOption'],
    },
    'Dict#sample': { on: dict, args: () => [{ mask: { a: Int8Array.of(1, 0, 1), b: null } }] },
    'Dict#contains': { on: dict, args: () => [{ a: 1, b: Float32Array.of(0, 0) }], accepts: ['value.unknownOption'] },
    'new Tuple': () => [[new Discrete(3), box()], { seed: 1 }],
    'Tuple#sample': { on: tuple, args: () => [{ mask: [Int8Array.of(1, 0, 1), null] }] },
    'Tuple#contains': { on: tuple, args: () => [[1, Float32Array.of(0, 0)]] },
    batchSpace: () => [box(), 3],
    flatDim: () => [dict()],
    flattenSpace: () => [dict()],
    flatten: () => [dict(), { a: 1, b: Float32Array.of(0, 0.5) }],
    unflatten: () => [dict(), Float32Array.of(0, 1, 0, 0, 0.5)],
    // It puts together what environments show, whatever that is.
    concatenate: { args: () => [box(), [Float32Array.of(0, 0.5), Float32Array.of(1, 1)]], accepts: ['items.0.0'] },
    iterate: () => [new Discrete(3), Int32Array.of(1, 2), 2, 'actions'],
  };
}

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function numbers({ NumpyGenerator, SeedSequence, RunningMeanStd }) {
  const generator = () => new NumpyGenerator(1);
  // What these make of a number that is not finite, C's library makes of it too.
  const ofFloats = { accepts: ['*: NaN', '*: Infinity', '*: -Infinity', '*: huge'] };
  return {
    exp: { args: () => [1], ...ofFloats },
    log1p: { args: () => [1], accepts: [...ofFloats.accepts, '*: -1'] },
    sin: { args: () => [1], ...ofFloats },
    cos: { args: () => [1], ...ofFloats },
    'new NumpyGenerator': () => [1],
    'NumpyGenerator#uniform': { on: generator, args: () => [0, 1] },
    'NumpyGenerator#integers': { on: generator, args: () => [0, 10] },
    'NumpyGenerator#normal': { on: generator, args: () => [0, 1] },
    'NumpyGenerator#exponential': { on: generator, args: () => [1] },
    'NumpyGenerator#bits8': { on: generator, args: () => [8] },
    'NumpyGenerator#choice': { on: generator, args: () => [[0.25, 0.75]] },
    'NumpyGenerator#permutation': { on: generator, args: () => [5] },
    'NumpyGenerator#spawn': { on: generator, args: () => [2] },
    'NumpyGenerator#setState': { on: generator, args: () => [new NumpyGenerator(2).getState()] },
    'new SeedSequence': () => [1, [0]],
    'SeedSequence#generateState': { on: () => new SeedSequence(1), args: () => [4] },
    'SeedSequence#spawn': { on: () => new SeedSequence(1), args: () => [2] },
    'new RunningMeanStd': () => [{ size: 2, epsilon: 1e-4, dtype: 'float32' }],
    'RunningMeanStd#update': { on: () => new RunningMeanStd({ size: 2 }), args: () => [[1, 2, 3, 4]] },
    'RunningMeanStd#normalize': { on: () => new RunningMeanStd({ size: 2 }), args: () => [[1, 2, 3, 4], 1e-8] },
    'RunningMeanStd#include': {
      on: () => new RunningMeanStd({ size: 2 }),
      args: () => [new RunningMeanStd({ size: 2 }).getState()],
      closed: ['0'],
    },
    'RunningMeanStd#setState': {
      on: () => new RunningMeanStd({ size: 2 }),
      args: () => [new RunningMeanStd({ size: 2 }).getState()],
    },
  };
}

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function registry(lib) {
  let count = 0;
  return {
    make: {
      args: () => [
        'CartPole-v1',
        { maxEpisodeSteps: 50, renderMode: 'svg', disableEnvChecker: true, suttonBartoReward: false },
      ],
      accepts: ['options.maxEpisodeSteps: -1', 'options.maxEpisodeSteps: null'], // no limit
    },
    makeVec: {
      args: () => [
        'CartPole-v1',
        { numEnvs: 2, autoresetMode: 'same-step', maxEpisodeSteps: 50, vectorizationMode: 'sync' },
      ],
      accepts: ['options: undefined', 'options: object', 'options.vectorizationMode: undefined'], // the default is the fast kind
    },
    spec: () => ['CartPole-v1'],
    register: {
      args: () => [
        {
          id: `Fuzzed${++count}-v0`,
          entryPoint: () => new lib.CartPoleEnv(),
          rewardThreshold: 10,
          maxEpisodeSteps: 20,
          nondeterministic: false,
          disableEnvChecker: false,
          kwargs: { suttonBartoReward: false },
        },
      ],
      closed: ['kwargs'], // the environment reads them when it is made
    },
    'new EnvSpec': () => [
      { id: 'Fuzzed-v0', entryPoint: () => new lib.CartPoleEnv(), rewardThreshold: 10, maxEpisodeSteps: 20 },
    ],
    registry: { why: 'a map' },
    logger: { why: 'an object whose function is replaced' },
    editDistance: () => ['CartPole', 'CarPole'],
    nearestFirst: () => ['CarPole', ['CartPole', 'Pendulum']],
  };
}

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
const errors = (lib) =>
  Object.fromEntries(
    Object.keys(lib)
      .filter((name) => name.endsWith('Error'))
      .map((name) => [name, { why: 'an error: it takes a message' }]),
  );
