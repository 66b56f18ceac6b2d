// Valid calls of ppo-lib/relatives.
import { createRequire } from 'node:module';
import { begun } from '../target.mjs';

export const packageName = 'ppo-lib/relatives';

const { tf, Random, ppoConfig, CompiledLearner } = createRequire(import.meta.url)('ppo-lib');

const discrete = () => ({ n: 2 });
const box = () => ({ shape: [1], low: Float32Array.of(-2), high: Float32Array.of(2) });
const rows = () => Float32Array.of(0.1, -0.2, 0.3, 0.4);
const slopes = () => new Float64Array(2);

/** Settings for which everything takes milliseconds. */
const tiny = () => ({ hiddenSizes: [4], numEnvs: 1, numSteps: 8, minibatchSize: 4, totalTimesteps: 24 });
const replaying = () => ({ ...tiny(), bufferSize: 16, learningStarts: 4 });

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
export function describe(lib) {
  return { ...runs(lib), ...numbers(lib), ...losses(lib), ...learners(lib), ...trustRegion(lib) };
}

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function runs(lib) {
  const settings = /** @type {const} */ ({ dqn: replaying, pqn: tiny, sac: replaying, trpo: tiny });
  const envs = /** @type {const} */ ({
    dqn: 'CartPole-v1',
    pqn: 'CartPole-v1',
    sac: 'Pendulum-v1',
    trpo: 'CartPole-v1',
  });
  /** @type {import('../target.mjs').Descriptions} */
  const described = {};
  for (const name of /** @type {const} */ (['dqn', 'pqn', 'sac', 'trpo'])) {
    const configOf = lib[`${name}Config`];
    described[`${name}Config`] = { args: () => [{ ...configOf(settings[name]()) }], names: ['settings'] };
    described[name] = {
      args: () => [{ env: envs[name], config: settings[name](), seed: 3, stopAt: { iterations: 2, timesteps: 24 } }],
      via: ([one]) => begun(lib[name](one)),
      names: ['options'],
      closed: ['config'],
      costly: true,
    };
  }
  const setup = () => ({ observationSize: 4, actionSpace: discrete(), random: new Random(1) });
  const config = lib.dqnConfig(replaying());
  const parameters = new lib.QLearner({ ...setup(), config }).getParameters();
  described.restoreAgent = {
    args: () => [
      {
        algorithm: 'dqn',
        config,
        seed: 1,
        observationSize: 4,
        actionSpace: discrete(),
        timesteps: 8,
        parameters: parameters.slice(),
      },
    ],
    closed: ['config'],
    accepts: ['snapshot.actionSpace.unknownOption', 'snapshot.timesteps'],
  };
  return described;
}

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function numbers(lib) {
  const draw = () => {
    const into = { actions: slopes(), squashed: slopes(), logProbs: slopes() };
    lib.drawSquashed([0.1, -0.5, 0.2, -1], [0.3, -0.4], [2], into);
    return into;
  };
  return {
    qTargets: {
      args: () => [{ rewards: [1, 1], ended: [0, 1], nextQValues: rows(), chooser: rows(), gamma: 0.9 }],
      names: ['input'],
    },
    qGradient: {
      args: () => [{ qValues: rows(), actions: [0, 1], targets: [1, 0.5], form: 'huber' }, new Float64Array(4)],
      names: ['input', 'gradient'],
    },
    drawSquashed: () => [
      [0.1, -0.5, 0.2, -1],
      [0.3, -0.4],
      [2],
      { actions: slopes(), squashed: slopes(), logProbs: slopes() },
    ],
    sacTargets: () => [
      {
        rewards: [1, 1],
        ended: [0, 1],
        nextQ1: [1, 2],
        nextQ2: [2, 1],
        nextLogProbs: [-1, -2],
        temperature: 0.2,
        gamma: 0.9,
      },
    ],
    criticGradient: () => [[1, 2], [1.5, 1.5], slopes()],
    actorLoss: () => [{ logProbs: [-1, -2], q1: [1, 2], q2: [2, 1], temperature: 0.2 }, slopes(), slopes()],
    actorGradient: () => [
      { outputs: [0.1, -0.5, 0.2, -1], noise: [0.3, -0.4], draw: draw(), ofSquashed: [0.1, 0.2], temperature: 0.2 },
      new Float64Array(4),
    ],
    temperatureGradient: () => [[-1, -2], -1, 0.1],
    objectiveShape: () => [
      1.5,
      1,
      { objective: 'rollback', clipRange: 0.2, clipRangeHigh: 0.3, dualClip: 3, rollbackSlope: 0.1 },
    ],
    adaptedKlCoef: () => [1, 0.04, 0.01],
    conjugateGradient: () => [(/** @type {Float64Array} */ v) => v.map((x) => 2 * x), [1, 2], 4, 1e-10],
  };
}

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function losses(lib) {
  const column = (/** @type {number[]} */ values) => tf.tensor1d(values);
  const table = () => tf.tensor2d([1, 2, 3, 4], [2, 2]);
  const actions = () => tf.tensor1d([0, 1], 'int32');
  const plain = (/** @type {any} */ tensor) => (tensor instanceof tf.Tensor ? tensor.arraySync() : tensor);
  const of = (/** @type {string} */ name, /** @type {() => unknown[]} */ args, more = {}) => ({
    args,
    via: (/** @type {unknown[]} */ given) => plain(lib[name](...given)),
    names: ['input'],
    ...more,
  });
  return {
    takenValues: of('takenValues', () => [table(), actions()], { names: ['qValues', 'actions'] }),
    dqnLoss: of('dqnLoss', () => [
      {
        qValues: table(),
        actions: actions(),
        rewards: column([1, 1]),
        terminated: column([0, 1]),
        nextQValues: table(),
        nextOnlineQValues: table(),
        gamma: 0.9,
        errorForm: 'huber',
      },
    ]),
    pqnLoss: of('pqnLoss', () => [{ qValues: table(), actions: actions(), returns: column([1, 2]) }]),
    sacCriticLoss: of('sacCriticLoss', () => [
      {
        q1: column([1, 2]),
        q2: column([2, 1]),
        rewards: column([1, 1]),
        terminated: column([0, 1]),
        nextQ1: column([1, 2]),
        nextQ2: column([2, 1]),
        nextLogProbs: column([-1, -2]),
        temperature: 0.2,
        gamma: 0.9,
      },
    ]),
    sacActorLoss: of('sacActorLoss', () => [
      { logProbs: column([-1, -2]), q1: column([1, 2]), q2: column([2, 1]), temperature: 0.2 },
    ]),
    temperatureLoss: of('temperatureLoss', () => [
      { logTemperature: tf.scalar(0.1), logProbs: column([-1, -2]), targetEntropy: -1 },
    ]),
    squashedSample: {
      args: () => [tf.tensor2d([0.1, -0.5, 0.2, -1], [2, 2]), tf.tensor2d([0.3, -0.4], [2, 1]), [2]],
      via: (/** @type {unknown[]} */ given) => {
        const { squashed, logProbs } = lib.squashedSample(...given);
        return { squashed: plain(squashed), logProbs: plain(logProbs) };
      },
      names: ['outputs', 'noise', 'halves'],
    },
  };
}

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function learners(lib) {
  const random = () => new Random(1);
  const observations = () => new Float32Array(8).fill(0.1);
  const qSetup = () => ({
    observationSize: 4,
    actionSpace: discrete(),
    config: lib.dqnConfig(replaying()),
    random: random(),
  });
  const sacSetup = () => ({
    observationSize: 3,
    actionSpace: box(),
    config: lib.sacConfig(replaying()),
    random: random(),
  });
  const q = () => new lib.QLearner(qSetup());
  const sac = () => new lib.SacLearner(sacSetup());
  const qBatch = () => ({ observations: observations(), actions: [0, 1], targets: Float32Array.of(1, 0.5) });
  const transitions = () => ({
    observations: new Float32Array(12).fill(0.1),
    actions: Float32Array.of(0.1, 0.2, 0.3, 0.4),
    rewards: Float32Array.of(1, 1, 1, 1),
    nextObservations: new Float32Array(12).fill(0.2),
    terminated: Uint8Array.of(0, 1, 0, 0),
    truncated: Uint8Array.of(0, 0, 1, 0),
  });
  const columns = () => ({ observations: observations(), actions: new Int32Array(2), logProbs: new Float32Array(2) });
  const buffer = () => {
    const one = new lib.ReplayBuffer({ capacity: 8, observationSize: 3, actionWidth: 1, discrete: false });
    one.add(transitions());
    return one;
  };
  const accepts = ['setup.actionSpace.unknownOption', 'setup.unknownOption'];
  return {
    'new QLearner': { args: () => [qSetup(), 'plain'], closed: ['config'], accepts, names: ['setup', 'kind'] },
    'QLearner#qValues': { on: q, args: () => [observations()] },
    'QLearner#act': { on: q, args: () => [observations(), random(), { deterministic: false }] },
    'QLearner#actInto': { on: q, args: () => [columns(), 0, 2, random()], accepts: ['columns.unknownOption'] },
    'QLearner#values': { on: q, args: () => [observations()] },
    'QLearner#valuesInto': { on: q, args: () => [observations(), new Float32Array(2)] },
    'QLearner#update': { on: q, args: () => [qBatch(), 0.001], accepts: ['batch.unknownOption'] },
    'QLearner#lossGradient': { on: q, args: () => [qBatch()], accepts: ['batch.unknownOption'] },
    'QLearner#moveTowards': { on: q, args: () => [q(), 0.5] },
    'QLearner#setParameters': { on: q, args: () => [q().getParameters()] },
    'new SacLearner': { args: () => [sacSetup(), 'plain'], closed: ['config'], accepts, names: ['setup', 'kind'] },
    'SacLearner#act': { on: sac, args: () => [new Float32Array(6).fill(0.1), random(), { deterministic: false }] },
    'SacLearner#draw': { on: sac, args: () => [new Float32Array(6).fill(0.1), random()], accepts: ['random: null'] },
    'SacLearner#update': { on: sac, args: () => [transitions(), random(), 1], accepts: ['batch.unknownOption'] },
    'SacLearner#criticLossGradient': {
      on: sac,
      args: () => [transitions(), new Float64Array(4)],
      accepts: ['batch.unknownOption'],
    },
    'SacLearner#actorLossGradient': { on: sac, args: () => [new Float32Array(6).fill(0.1), slopes()] },
    'SacLearner#targetsOf': { on: sac, args: () => [transitions(), random()], accepts: ['batch.unknownOption'] },
    'SacLearner#setParameters': { on: sac, args: () => [sac().getParameters()] },
    'new ReplayBuffer': () => [{ capacity: 8, observationSize: 3, actionWidth: 1, discrete: false }],
    'ReplayBuffer#add': { on: buffer, args: () => [transitions()], accepts: ['steps.unknownOption'] },
    'ReplayBuffer#emptyBatch': { on: buffer, args: () => [2] },
    'ReplayBuffer#sample': {
      on: buffer,
      args: () => [4, random(), buffer().emptyBatch(4)],
      accepts: ['into.unknownOption'],
    },
  };
}

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function trustRegion(lib) {
  const learner = () =>
    new CompiledLearner({
      observationSize: 4,
      actionSpace: discrete(),
      config: ppoConfig('fast', {
        hiddenSizes: [4],
        objective: 'ratio',
        entropyCoef: 0,
        klCoef: 1,
        sharedTrunk: false,
      }),
      random: new Random(1),
    });
  const batch = () => {
    const observations = Float32Array.from({ length: 32 }, (_, i) => Math.sin(i));
    const { actions, logProbs, values } = learner().act(observations, new Random(2));
    const advantages = Float32Array.of(1, -1, 0.5, -0.5, 1, -1, 2, -2);
    return { observations, actions, oldLogProbs: logProbs, oldValues: values, advantages, returns: values.slice() };
  };
  const settings = () => ({ maxKl: 0.01, damping: 0.1, cgIterations: 4, backtrack: 0.5, maxBacktracks: 4 });
  return {
    fisherProduct: {
      args: () => [learner(), batch(), new Float64Array(learner().getParameters().length)],
      via: ([one, two, v]) => {
        const product = lib.fisherProduct(one, two);
        const size = learner().manifest.find((/** @type {any} */ slot) => slot.name.startsWith('value.')).offset;
        return product(/** @type {any} */ (v)?.subarray?.(0, size) ?? v);
      },
      names: ['learner', 'batch', 'v'],
      accepts: ['batch.unknownOption'],
    },
    trpoStep: {
      args: () => [learner(), batch(), settings()],
      names: ['learner', 'batch', 'settings'],
      accepts: ['batch.unknownOption', 'settings.unknownOption'],
    },
  };
}
