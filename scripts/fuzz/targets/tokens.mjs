// Valid calls of ppo-lib/tokens.
import { createRequire } from 'node:module';
import { begun } from '../target.mjs';

export const packageName = 'ppo-lib/tokens';

const { Random } = createRequire(import.meta.url)('ppo-lib');

/** Two prompts with two answers each, one of them cut off. */
const texts = () => [
  [1, 3, 8, 28, 2],
  [1, 3, 8, 29, 38, 2],
  [1, 3, 9, 30, 2],
  [1, 3, 9, 31, 38, 39],
];
const pairs = () => [
  { chosen: texts()[0], rejected: texts()[1] },
  { chosen: texts()[2], rejected: [1, 3, 9, 28, 2] },
];
const random = () => new Random(1);
const waves = (/** @type {number} */ length) => Float64Array.from({ length }, (_, i) => Math.sin(i) / 4);
const likely = (/** @type {number} */ length) => waves(length).map((one) => one - 1);

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
export function describe(lib) {
  return open({ ...columns(lib), ...models(lib), ...tastes(lib), ...training(lib), ...toys(lib), ...values() });
}

/**
 * Answers are sequences with more beside, a corpus and a pair may carry what their owner wants: no field of them is unknown.
 * @param {import('../target.mjs').Descriptions} descriptions @returns {import('../target.mjs').Descriptions}
 */
function open(descriptions) {
  const roads = ['answers', 'sequences', 'tokens', 'corpus', 'pairs.0', 'old', 'batch', 'batch.old', 'batch.answers'];
  const all = [...roads, 'options.answers', 'options.pairs.0', 'input.answers', 'training.corpus'];
  const accepts = all.map((road) => `${road}.unknownOption`);
  return Object.fromEntries(
    Object.entries(descriptions).map(([key, given]) => [
      key,
      typeof given === 'function' ? { args: given, accepts } : { ...given, accepts },
    ]),
  );
}

/** @returns {import('../target.mjs').Descriptions} */
function values() {
  return {
    BEGIN: { why: 'a number' },
    END: { why: 'a number' },
    PAD: { why: 'a number' },
    firstNames: { why: 'an object' },
    sentences: { why: 'an object' },
    tokenAlgorithms: { why: 'an object' },
    klPlacements: { why: 'an object' },
  };
}

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function columns(lib) {
  const answers = () => ({ ...lib.answersOf(lib.padded(texts()), 3) });
  const settings = () => ({ ...lib.tokenSettings('ppo') });
  const [steps, tokens] = [20, 24];
  const reading = () => ({
    logProbs: Float32Array.from(likely(steps)),
    entropies: Float32Array.from(waves(steps)),
    values: Float32Array.from(waves(tokens)),
  });
  const mask = () => Float64Array.of(1, 1, 0, 1);
  return {
    answersOf: { args: () => [lib.padded(texts()), 3], names: ['sequences', 'promptTokens'] },
    padded: { args: () => [texts()], names: ['sequences'] },
    rowOf: { args: () => [lib.padded(texts()), 1], names: ['sequences', 'row'] },
    textOf: { args: () => [{ ...lib.sentences }, texts()[0]], names: ['corpus', 'ids'] },
    tokenRewards: () => [answers(), waves(4), likely(steps), likely(steps), 0.1],
    tokenGae: {
      args: () => [
        {
          answers: answers(),
          rewards: waves(steps),
          values: waves(tokens),
          gamma: 1,
          gaeLambda: 0.95,
          bootstrapTruncated: true,
        },
      ],
      names: ['options'],
    },
    maskedMean: () => [waves(4), mask()],
    maskedWhiten: () => [waves(4), mask()],
    aggregationWeights: () => [answers(), 'fixed', 8],
    tokenAdvantages: () => [answers(), waves(4), reading(), Float32Array.from(likely(steps)), settings()],
    tokenPolicyLoss: {
      args: () => [
        {
          answers: answers(),
          logProbs: likely(steps),
          oldLogProbs: likely(steps),
          refLogProbs: likely(steps),
          advantages: waves(steps),
          settings: { ...lib.tokenSettings('grpo') },
          fixedLength: 8,
        },
      ],
      names: ['input'],
    },
    tokenValueLoss: () => [answers(), waves(tokens), waves(steps)],
    klAt: { args: () => ['k3', 0.1], names: ['klEstimator', 'd'] },
    dpoLoss: () => [answers(), likely(steps), waves(steps), 0.1],
    tokenSettings: () => ['ppo', { clipRange: 0.1, baseline: 'critic' }],
  };
}

/**
 * A model that everything takes milliseconds with.
 * @param {any} lib
 */
const tinyModel = (lib) => new lib.TokenModel({ vocabulary: 43, maxTokens: 20, width: 2 }, random());

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function models(lib) {
  const model = () => tinyModel(lib);
  const sequences = () => lib.padded(texts());
  const slopes = () => ({ logProbs: waves(20), values: waves(24) });
  return {
    'new TokenModel': {
      args: () => [{ vocabulary: 43, maxTokens: 20, width: 2 }, random()],
      names: ['sizes', 'random'],
      costly: true,
    },
    'TokenModel#read': { on: model, args: () => [sequences()], costly: true },
    'TokenModel#nextLogits': { on: model, args: () => [sequences()], costly: true },
    'TokenModel#gradient': { on: model, args: () => [sequences(), slopes], costly: true },
    'TokenModel#gradient (slopes)': {
      on: model,
      args: () => [slopes()],
      via: ([given]) => model().gradient(sequences(), () => given),
      names: ['slopes'],
      costly: true,
    },
    'TokenModel#setParameters': { on: model, args: () => [model().getParameters()], names: ['flat'] },
    copyOf: { args: () => [model(), random()], costly: true },
    'new TokenTrainer': () => [model()],
    'TokenTrainer#step': {
      on: () => new lib.TokenTrainer(model()),
      args: () => [sequences(), slopes, 1e-3, 1, 'all'],
      names: ['sequences', 'slopesOf', 'learningRate', 'maxGradNorm', 'part'],
      costly: true,
    },
    generate: { args: () => [model(), [texts()[0].slice(0, 3), texts()[2].slice(0, 3)], random()], costly: true },
    'new PPOForRLHF': {
      args: () => [model(), model(), () => waves(24), 0.1, 3],
      names: ['policy', 'refPolicy', 'valueFn', 'klCoef', 'promptTokens'],
    },
    'PPOForRLHF#computeLoss': {
      on: () => new lib.PPOForRLHF(model(), model(), () => waves(24), 0.1, 3),
      args: () => [sequences(), waves(4), likely(20)],
      names: ['tokens', 'rewards', 'oldLogProbs'],
      costly: true,
    },
  };
}

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function tastes(lib) {
  const corpus = () => ({ ...lib.sentences });
  const score = () => lib.trueScorer(lib.sentences);
  const few = () => ({ steps: 2, rows: 2, learningRate: 1e-3 });
  return {
    drawPrompts: () => [corpus(), 4, 2, random()],
    pretrain: { args: () => [corpus(), random(), few()], names: ['corpus', 'random', 'options'], costly: true },
    trueScorer: { args: () => [corpus()], names: ['corpus'] },
    labelledPairs: {
      args: () => [corpus(), tinyModel(lib), 2, random(), () => true],
      names: ['corpus', 'model', 'count', 'random', 'prefers'],
      costly: true,
    },
    bagOfWords: { args: () => [corpus(), pairs()], names: ['corpus', 'pairs'] },
    rewardModel: {
      args: () => [tinyModel(lib), pairs(), random(), few()],
      names: ['base', 'pairs', 'random', 'options'],
      costly: true,
    },
    bothOf: { args: () => [pairs()], names: ['pairs'] },
    normalized: { args: () => [score(), lib.padded(texts())], names: ['score', 'sequences'] },
    accuracy: { args: () => [score(), pairs()], names: ['score', 'pairs'] },
  };
}

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function training(lib) {
  const settings = () => ({ ...lib.tokenSettings('ppo', { answersPerBatch: 4, stepsPerBatch: 1 }) });
  const task = () => ({
    corpus: { ...lib.sentences },
    policy: tinyModel(lib),
    reference: tinyModel(lib),
    score: lib.trueScorer(lib.sentences),
    settings: settings(),
    random: random(),
  });
  return {
    collectAnswers: { args: () => [task()], names: ['training'], costly: true },
    trainTokens: {
      args: () => [{ ...task(), iterations: 1 }],
      via: ([one]) => begun(lib.trainTokens(one)),
      names: ['training'],
      costly: true,
    },
    plainTokenPpo: {
      args: () => [task()],
      via: ([one]) => begun(lib.plainTokenPpo(one)),
      names: ['task'],
      costly: true,
    },
    tokenStep: {
      args: () => [new lib.TokenTrainer(tinyModel(lib)), { ...lib.collectAnswers(task()) }, settings(), 'all'],
      names: ['trainer', 'batch', 'settings', 'part'],
      costly: true,
    },
    trainDpo: {
      args: () => [
        {
          policy: tinyModel(lib),
          reference: tinyModel(lib),
          pairs: pairs(),
          promptTokens: 3,
          random: random(),
          beta: 0.1,
          steps: 2,
          rows: 2,
          learningRate: 1e-3,
        },
      ],
      names: ['options'],
      costly: true,
    },
  };
}

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function toys(lib) {
  const toy = () => ({ ...lib.toyLanguage(2, 2, random()) });
  return {
    toyLanguage: { args: () => [2, 2, random()], names: ['words', 'tokens', 'random'] },
    allAnswers: () => [toy(), toy()],
    exactKl: () => [toy(), toy(), true],
    expectedGradient: () => [toy(), toy(), (/** @type {number[]} */ logRatios) => logRatios],
  };
}
