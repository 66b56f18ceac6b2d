// Valid calls of ppo-lib.
import { begun } from '../target.mjs';

export const packageName = 'ppo-lib';

const fractions = () => [0.1, -0.2, 0.3, 0.4];
const flags = () => [0, 0, 1, 0];

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
export function describe(lib) {
  return {
    ...numbers(lib),
    ...distributions(lib),
    ...networks(lib),
    ...tensors(lib),
    ...learners(lib),
    ...rollouts(lib),
    ...runs(lib),
    ...records(lib),
    ...statistics(lib),
    NormalizeObservation: { why: 'of gymnasium-js' },
    NormalizeReward: { why: 'of gymnasium-js' },
    RunningMeanStd: { why: 'of gymnasium-js' },
  };
}

/**
 * A configuration for which everything takes milliseconds.
 * @param {any} lib
 * @param {object} [more]
 */
const tiny = (lib, more = {}) =>
  lib.ppoConfig('fast', {
    hiddenSizes: [4],
    numEnvs: 2,
    numSteps: 8,
    minibatchSize: 8,
    numEpochs: 1,
    totalTimesteps: 64,
    ...more,
  });

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function numbers({ Random }) {
  const random = () => new Random(7);
  return {
    'new Random': () => [7, 'test'],
    'Random#stream': { on: random, args: () => ['env'] },
    'Random#uniform': { on: random, args: () => [0, 1] },
    'Random#integer': { on: random, args: () => [5] },
    'Random#normal': { on: random, args: () => [0, 1] },
    'Random#permutation': { on: random, args: () => [5] },
    'Random#setState': { on: random, args: () => [new Random(8).getState()] },
    bootstrapInterval: () => [
      [1, 2, 3, 4],
      { confidence: 0.9, numResamples: 50, random: random(), statistic: (/** @type {number[]} */ x) => x[0] },
    ],
    quantile: () => [[1, 2, 3], 0.5],
    explainedVariance: () => [
      [1, 2, 3],
      [1, 2, 4],
    ],
    mean: () => [[1, 2, 6]],
    standardize: () => [[1, 2, 6], new Float64Array(3)],
    std: () => [[1, 2, 6], 1],
    sum: () => [[1, 2, 6]],
    clippedSurrogate: () => [1.1, 1, 0.2],
    surrogateSlope: () => [1.1, 1, 0.2],
    // Every option is needed, so a misspelt one is missed; what a minibatch has besides is not read. A ratio may overflow, and then says so.
    clippedSurrogateLoss: {
      args: () => [{ logProbs: fractions(), oldLogProbs: fractions(), advantages: [1, -1, 1, -1], clipRange: 0.2 }],
      accepts: ['options.unknownOption', 'options.logProbs.0: huge', 'options.oldLogProbs.0: huge'],
    },
    clipTable: {
      args: () => [{ ratios: [0.5, 1, 1.5], advantages: [1, -1], clipRange: 0.2 }],
      accepts: ['options.unknownOption'],
    },
    importanceRatio: { args: () => [fractions(), fractions()], accepts: ['logProb.0: huge'] },
    klEstimates: {
      args: () => [{ logProbs: fractions(), oldLogProbs: [0.2, 0.1, 0.3, 0.4] }],
      accepts: ['options.unknownOption', 'options.logProbs.0: huge', 'options.oldLogProbs.0: huge'],
    },
    discountedCumSum: () => [[1, 2, 3], 0.9],
    gae: () => [
      {
        rewards: [1, 1, 1, 1],
        values: fractions(),
        nextValues: fractions(),
        terminated: flags(),
        truncated: [0, 0, 0, 0],
        gamma: 0.99,
        gaeLambda: 0.95,
        numEnvs: 2,
      },
    ],
    rewardToGo: () => [
      {
        rewards: [1, 1, 1, 1],
        nextValues: fractions(),
        terminated: flags(),
        truncated: [0, 0, 0, 0],
        gamma: 0.99,
        numEnvs: 2,
      },
    ],
    fingerprint: () => [Float32Array.of(1, 2, 3)],
  };
}

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function distributions({ Beta, Categorical, DiagonalGaussian, Random, SquashedGaussian }) {
  const made = {
    Beta: { Kind: Beta, options: () => ({ alpha: [2, 3], beta: [2, 2], actionSize: 2 }), actions: () => [0.25, 0.5] },
    Categorical: {
      Kind: Categorical,
      options: () => ({ logits: [0.1, 0.2, 0.3, 0], numActions: 2 }),
      actions: () => [0, 1],
    },
    DiagonalGaussian: {
      Kind: DiagonalGaussian,
      options: () => ({ mean: [0, 1], std: [1, 0.5], actionSize: 2 }),
      actions: () => [0.5, -0.5],
    },
    SquashedGaussian: {
      Kind: SquashedGaussian,
      options: () => ({ mean: [0, 1], std: [1, 0.5], actionSize: 2 }),
      actions: () => [0.5, -0.5],
    },
  };
  /** @type {import('../target.mjs').Descriptions} */
  const described = {};
  for (const [name, { Kind, options, actions }] of Object.entries(made)) {
    const on = () => new Kind(options());
    // A logit of -Infinity forbids an action.
    described[`new ${name}`] = { args: () => [options()], accepts: ['options.logits.0: -Infinity'] };
    described[`${name}#sample`] = { on, args: () => [new Random(1)] };
    described[`${name}#logProb`] = { on, args: () => [actions()] };
    described[`${name}#kl`] = { on, args: () => [on()] };
    described[`${name}#logProbGradient`] = { on, args: () => [actions()] };
  }
  described['SquashedGaussian#entropy'] = {
    on: () => new SquashedGaussian(made.SquashedGaussian.options()),
    args: () => [{ random: new Random(1), numSamples: 8 }],
  };
  return described;
}

const discrete = () => ({ n: 2 });
const networkSpec = () => ({
  observationSize: 4,
  actionSpace: discrete(),
  hiddenSizes: [4],
  sharedTrunk: false,
  activation: 'tanh',
});

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function networks(lib) {
  const { Adam, Random } = lib;
  const adam = () => new Adam(3, { beta1: 0.9, beta2: 0.999, epsilon: 1e-5 });
  return {
    ppoConfig: () => [
      'fast',
      { ...lib.ppoConfig('fast', { valueEpochs: 2, valueLearningRate: 1e-3, valueClipRange: 0.2, targetKl: 0.1 }) },
    ],
    defaultConfig: { why: 'an object' },
    presets: { why: 'objects' },
    orthogonalInit: () => [{ rows: 3, columns: 2, gain: 1, random: new Random(1) }],
    // A space may know more of itself than its n.
    parameterManifest: { args: () => [networkSpec()], accepts: ['spec.actionSpace.unknownOption'] },
    'new Adam': () => [3, { beta1: 0.9, beta2: 0.999, epsilon: 1e-5 }],
    'Adam#step': { on: adam, args: () => [Float32Array.of(1, 2, 3), Float32Array.of(0.1, 0.2, 0.3), 0.01] },
    'Adam#setState': { on: adam, args: () => [{ steps: 2, m: new Float32Array(3), v: new Float32Array(3) }] },
    hiddenFeatures: {
      args: () => [learnerOf(lib), Float32Array.of(0.1, -0.2, 0.3, 0.05, 0.2, 0.1, -0.3, 0.4), { network: 'value' }],
      closed: ['learner'],
    },
    featureDiagnostics: () => [{ values: Float64Array.of(0.1, 0.5, -0.2, 0.4), units: 2 }],
    annealedRate: () => [{ learningRate: 0.01, annealTo: 0, iteration: 2, numIterations: 10 }],
    clipGlobalNorm: () => [Float32Array.of(3, 4), 1],
    globalNorm: () => [Float32Array.of(3, 4)],
  };
}

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function tensors(lib) {
  const { tf, ActorCritic, Random } = lib;
  const column = (/** @type {number[]} */ values) => tf.tensor1d(values);
  const agent = () => new ActorCritic({ ...networkSpec(), random: new Random(1) });
  const rows = () => Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8);
  const plain = (/** @type {any} */ tensor) => (tensor instanceof tf.Tensor ? tensor.arraySync() : tensor);
  return {
    tf: { why: 'the library itself' },
    useBackend: { args: () => ['cpu'], costly: true },
    mlp: {
      args: () => [tf.ones([2, 3]), [{ weights: tf.ones([3, 2]), biases: tf.zeros([2]) }], 'tanh', true],
      via: (args) => plain(lib.mlp(...args)),
      names: ['x', 'layers', 'activation', 'linearOutput'],
    },
    'new ActorCritic': {
      args: () => [{ ...networkSpec(), random: new Random(1) }],
      accepts: ['options.actionSpace.unknownOption'],
    },
    'ActorCritic#act': { on: agent, args: () => [rows(), new Random(1), { deterministic: false }] },
    'ActorCritic#values': { on: agent, args: () => [rows()] },
    'ActorCritic#evaluate': { on: agent, args: () => [tf.ones([2, 4]), tf.tensor1d([0, 1], 'int32')] },
    'ActorCritic#forward': { on: agent, args: () => [tf.ones([2, 4])] },
    'ActorCritic#setParameters': { on: agent, args: () => [agent().getParameters()] },
    distributionOf: () => [agent(), rows()],
    ppoLoss: {
      args: () => [
        {
          logProbs: column([0, 0.1]),
          oldLogProbs: column([0, 0]),
          advantages: column([1, -1]),
          entropies: column([0.5, 0.5]),
          values: column([0, 1]),
          oldValues: column([0, 1]),
          returns: column([1, 1]),
          clipRange: 0.2,
          valueClipRange: 0.2,
          valueCoef: 0.5,
          entropyCoef: 0.01,
          klCoef: 0.1,
          objective: 'clip',
        },
      ],
      via: ([input]) =>
        Object.fromEntries(Object.entries(lib.ppoLoss(input)).map(([name, tensor]) => [name, plain(tensor)])),
      names: ['input'],
    },
    valueLossTensor: {
      args: () => [{ values: column([0, 1]), returns: column([1, 1]), oldValues: column([0, 1]), valueClipRange: 0.2 }],
      via: ([input]) => plain(lib.valueLossTensor(input)),
      names: ['input'],
      accepts: ['input.unknownOption'], // it takes what ppoLoss takes
    },
  };
}

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function learners(lib) {
  const { Random } = lib;
  const setup = () => ({ observationSize: 4, actionSpace: discrete(), config: tiny(lib), random: new Random(1) });
  const rows = () => new Float32Array(32).fill(0.1);
  const minibatch = () => ({
    observations: rows(),
    actions: Int32Array.of(0, 1, 0, 1, 0, 1, 0, 1),
    oldLogProbs: new Float32Array(8).fill(-0.69),
    oldValues: new Float32Array(8),
    advantages: Float32Array.of(1, -1, 1, -1, 1, -1, 1, -1),
    returns: new Float32Array(8).fill(1),
  });
  const columns = () => ({
    observations: rows(),
    actions: new Int32Array(8),
    logProbs: new Float32Array(8),
    values: new Float32Array(8),
  });
  // All of it is needed, so a misspelt part is missed; who describes networks as well may pass that on.
  const ofSetup = ['setup.unknownOption', 'setup.actionSpace.unknownOption'];
  /** @type {import('../target.mjs').Descriptions} */
  const described = {
    compiledLearner: { args: () => [setup()], closed: ['config'], accepts: ofSetup },
    'new CompiledLearner': {
      args: () => [setup(), 'plain'],
      closed: ['config'],
      accepts: ofSetup,
    },
    'new TfjsLearner': { args: () => [setup()], closed: ['config'], accepts: ofSetup },
  };
  for (const name of ['CompiledLearner', 'TfjsLearner']) {
    const on = () => new lib[name](setup());
    described[`${name}#act`] = { on, args: () => [rows(), new Random(1), { deterministic: false }] };
    described[`${name}#values`] = { on, args: () => [rows()] };
    // A rollout buffer has more columns, and a minibatch may have.
    described[`${name}#actInto`] = {
      on,
      args: () => [columns(), 0, 8, new Random(1)],
      accepts: ['columns.unknownOption'],
    };
    described[`${name}#valuesInto`] = { on, args: () => [rows(), new Float32Array(8)] };
    described[`${name}#evaluate`] = { on, args: () => [rows(), minibatch().actions] };
    const accepts = ['minibatch.unknownOption'];
    described[`${name}#update`] = { on, args: () => [minibatch(), { learningRate: 0.001 }], accepts };
    described[`${name}#lossGradient`] = { on, args: () => [minibatch()], accepts };
    described[`${name}#setParameters`] = { on, args: () => [on().getParameters()] };
    described[`${name}#setOptimizerState`] = { on, args: () => [on().getOptimizerState()] };
  }
  return described;
}

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function rollouts(lib) {
  const { RolloutBuffer, Random, Normalizers } = lib;
  const options = () => ({ numSteps: 2, numEnvs: 2, observationSize: 4, actionWidth: 1, discrete: true });
  const outcome = () => ({ rewards: [1, 1], terminated: [0, 1], truncated: [0, 0] });
  const started = () => {
    const buffer = new RolloutBuffer(options());
    buffer.addObservations(new Float32Array(8));
    return buffer;
  };
  const full = () => {
    const buffer = started();
    buffer.addOutcome(outcome());
    buffer.addObservations(new Float32Array(8));
    buffer.addOutcome(outcome());
    buffer.computeAdvantages(tiny(lib));
    return buffer;
  };
  const statistics = () => new Normalizers({ observationSize: 4, rewards: true, numEnvs: 2, gamma: 0.99 });
  const env = () => new lib.DriftVec({ numEnvs: 2 });
  const collected = () => {
    const learner = lib.compiledLearner({
      observationSize: 4,
      actionSpace: discrete(),
      config: tiny(lib),
      random: new Random(1),
    });
    const one = env();
    const buffer = new RolloutBuffer({ ...options(), numSteps: 8 });
    return { env: one, learner, buffer, progress: lib.startEpisodes(one, 1), random: new Random(2) };
  };
  return {
    actionSpaceOf: () => [env()],
    observationSizeOf: () => [env()],
    'new RolloutBuffer': () => [options()],
    'RolloutBuffer#addObservations': { on: () => new RolloutBuffer(options()), args: () => [new Float32Array(8)] },
    'RolloutBuffer#addOutcome': {
      on: started,
      args: () => [outcome(), 1],
      accepts: ['outcome.unknownOption'], // a step of the environments says more
    },
    'RolloutBuffer#computeAdvantages': { on: full, args: () => [tiny(lib)], closed: ['0'] },
    'RolloutBuffer#gather': { on: full, args: () => [[0, 3]] },
    'RolloutBuffer#minibatches': {
      args: () => [{ minibatchSize: 2, random: new Random(1) }],
      via: ([one]) => [...full().minibatches(one)],
      names: ['options'],
    },
    collectRollout: {
      args: () => [collected()],
      closed: ['learner', 'env', 'buffer', 'progress'],
    },
    startEpisodes: () => [env(), 3],
    updatePolicy: {
      args: () => {
        const rollout = collected();
        const config = tiny(lib);
        lib.collectRollout(rollout);
        rollout.buffer.computeAdvantages(config);
        const { learner, buffer, random } = rollout;
        return [{ learner, buffer, config, learningRate: 0.001, random }];
      },
      closed: ['config', 'learner', 'buffer'],
    },
    'new Normalizers': () => [{ observationSize: 4, rewards: true, numEnvs: 2, gamma: 0.99 }],
    'Normalizers#apply': { on: statistics, args: () => [new Float32Array(8)] },
    'Normalizers#observe': { on: statistics, args: () => [new Float32Array(8)] },
    'Normalizers#include': { on: statistics, args: () => [statistics().getState()], closed: ['0'] },
    'Normalizers#setState': { on: statistics, args: () => [statistics().getState()] },
    'Normalizers#requireFor': { on: statistics, args: () => [env()] },
    'new DriftVec': () => [{ numEnvs: 2, aliasObservations: false }],
    'DriftVec#reset': { on: env, args: () => [{ seed: 3 }] },
    'DriftVec#step': {
      on: () => {
        const one = env();
        one.reset({ seed: 1 });
        return one;
      },
      args: () => [[0, 1]],
    },
    'DriftVec#setState': { on: env, args: () => [env().getState()] },
  };
}

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function runs(lib) {
  const options = () => ({
    env: 'CartPole-v1',
    config: tiny(lib),
    seed: 3,
    learner: lib.compiledLearner,
    stopAt: { meanReturn100: 475, timesteps: 48, iterations: 3 },
  });
  const run = async () => lib.train(options()).whole();
  /** @type {Promise<any> | undefined} */
  let done;
  const checkpoint = async () => structuredClone((await (done ??= run())).result.checkpoint);
  /** @type {any} */
  let saved;
  const keep = async () => (saved ??= await checkpoint());
  void keep();
  return {
    'new Run': { args: () => [async function* () {}, new AbortController().signal] },
    train: { args: () => [options()], via: ([one]) => begun(lib.train(one)), names: ['options'], closed: ['config'] },
    a2c: {
      args: () => [{ ...options(), config: undefined, learner: lib.compiledLearner }],
      via: ([one]) => begun(lib.a2c(one)),
      names: ['options'],
    },
    trainMany: {
      args: () => [
        {
          env: 'CartPole-v1',
          config: tiny(lib),
          stopAt: { iterations: 2 },
          learner: 'compiled',
          seeds: [1, 2],
          workers: 0,
        },
      ],
      via: async ([one]) => begun(lib.trainMany(one)),
      names: ['options'],
      accepts: ['options.seeds.0'], // one of many fails by itself, with its error
      closed: ['config'],
    },
    threadWorkers: () => [2, { deadline: 1 }],
    checkpointFolder: () => ['kept', { every: 2, keep: 2 }],
    restoreLearner: {
      args: () => [saved && structuredClone(saved), lib.compiledLearner],
      closed: ['config', 'streams', 'progress', 'normalizers', 'env'],
      accepts: ['checkpoint.actionSpace.unknownOption', 'factory: undefined'],
    },
    loadCheckpoint: {
      args: () => ['here.json'],
      via: async ([path]) => void (await lib.saveCheckpoint('here.json', await keep()), await lib.loadCheckpoint(path)),
      names: ['path'],
    },
    saveCheckpoint: {
      args: () => ['there.json', saved && structuredClone(saved)],
      closed: ['config', 'streams', 'progress', 'normalizers', 'optimizer', 'env'],
      accepts: ['checkpoint.actionSpace.unknownOption'],
    },
    evaluatePolicy: {
      args: () => [
        { learner: learnerOf(lib), env: 'CartPole-v1', episodes: 2, numEnvs: 2, seed: 1, deterministic: true },
      ],
      closed: ['learner'],
    },
  };
}

/** @param {any} lib */
const learnerOf = (lib) =>
  lib.compiledLearner({ observationSize: 4, actionSpace: discrete(), config: tiny(lib), random: new lib.Random(1) });

const record = () => ({
  iteration: 5,
  timesteps: 1000,
  firstRatioMin: 1,
  firstRatioMax: 1,
  approxKl: 0.01,
  clipFraction: 0.1,
  deadFraction: 0.05,
  entropy: 0.6,
  explainedVariance: 0.5,
  gradNorm: 0.4,
});

/** @param {string} kind */
const reported = (kind) => Object.keys(record()).map((name) => `record.${name}: ${kind}`);

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function records(lib) {
  return {
    // It reports whatever is not finite, and a record has more than it reads.
    diagnose: {
      args: () => [record()],
      accepts: ['record.unknownOption', ...reported('NaN'), ...reported('Infinity'), ...reported('-Infinity')],
    },
    diagnoseWorkers: () => [
      [
        [1, 2, 3, 4, 5],
        [1, 2, 3, 4, 6],
      ],
      { chance: 0.05 },
    ],
    diagnoseRun: {
      args: () => [[{ ...record(), policyLoss: 0, valueLoss: 1, meanReturn100: 20 }], { window: 5 }],
      closed: ['0'],
    },
    firstDifferingIteration: {
      args: () => [
        [{ iteration: 1, episodeReturns: [1, 2], episodeLengths: [1, 2] }],
        [{ iteration: 1, episodeReturns: [1, 3], episodeLengths: [1, 2] }],
      ],
      accepts: [
        'a.0.unknownOption',
        'b.0.unknownOption',
        // runs without a record in common do not differ
        ...['list', 'no elements', 'too short'].flatMap((kind) => [`a: ${kind}`, `b: ${kind}`]),
      ],
    },
    lectureRow: {
      args: () => [
        { ...record(), lastPolicyLoss: 0, lastValueLoss: 1, lastEntropy: 1, episodeReturns: [1] },
        tiny(lib),
      ],
      accepts: ['record.unknownOption'],
      closed: ['1'],
    },
    lectureCsv: () => [[{ loss_v: 1, loss_act: 0.5, loss_ent: 1, reward: 3 }]],
  };
}

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function statistics({ Random, compare }) {
  const values = () => [1, 2, 3, 4];
  const resampled = () => ({ confidence: 0.9, numResamples: 50, random: new Random(7) });
  return {
    meanInterval: () => [values(), { confidence: 0.9, method: 't' }],
    iqm: () => [values()],
    iqmInterval: () => [[values(), [2, 3, 4, 9]], resampled()],
    probabilityOfImprovement: () => [values(), [2, 3, 4, 5], { confidence: 0.9 }],
    compare: () => [
      values(),
      [2, 3, 4, 5],
      { claim: 'higher', margin: 0, confidence: 0.9, paired: false, names: ['a', 'b'], method: 't' },
    ],
    correctFamily: { args: () => [[compare(values(), [2, 3, 4, 5])]], closed: ['0'] },
    holm: () => [[0.01, 0.04]],
    studentQuantile: () => [0.975, 5],
  };
}
