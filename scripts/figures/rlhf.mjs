// The runs of lesson 14: PPO on tokens and its relatives, with two reward models and several weights of the KL.
import { createRequire } from 'node:module';
import { Random, useBackend } from 'ppo-lib';
import { digits } from '../lib/numbers.mjs';
import { twentySeeds, writeRuns } from './files.mjs';

// The names that the lesson's reader sees; a subpath of a package that is linked is found by require alone.
const tokens = /** @type {typeof import('ppo-lib/tokens')} */ (createRequire(import.meta.url)('ppo-lib/tokens'));

const iterations = 40;
const CURVE = 4; // iterations between two points of a curve
const LAST = 10; // iterations at the end that are averaged

/** @typedef {keyof typeof tokens.tokenAlgorithms} Algorithm */
/** @typedef {[name: string, algorithm: Algorithm, judge: 'bag' | 'model', changes: Partial<import('ppo-lib/tokens').TokenSettings>]} Plan */

/** @type {Plan[]} */
const plans = [
  ...[0, 0.02, 0.1, 0.5].map((klCoef) => /** @type {Plan} */ ([`ppo ${klCoef}`, 'ppo', 'model', { klCoef }])),
  ...[0, 0.1, 0.5].map((klCoef) => /** @type {Plan} */ ([`ppo ${klCoef}, words`, 'ppo', 'bag', { klCoef }])),
  ['ppo, one step', 'ppo', 'model', { stepsPerBatch: 1 }],
  ['rloo', 'rloo', 'model', {}],
  ['grpo', 'grpo', 'model', {}],
  ['dr-grpo', 'dr-grpo', 'model', {}],
  ['dapo', 'dapo', 'model', {}],
  ['gspo', 'gspo', 'model', {}],
  ['cispo', 'cispo', 'model', {}],
  ['ppo, critic first', 'ppo', 'model', { criticWarmup: 8 }],
  ['dapo, redraws', 'dapo', 'model', { maxRedraws: 4 }],
  ...['grpo', 'dr-grpo', 'dapo', 'gspo', 'cispo'].map(
    (name) => /** @type {Plan} */ ([`${name}, PPO's KL`, name, 'model', { klIn: 'reward', klCoef: 0.02 }]),
  ),
];

/** @param {number} seed */
function prepare(seed) {
  const random = (/** @type {string} */ purpose) => new Random(seed, purpose);
  const corpus = tokens.sentences;
  const { model: reference } = tokens.pretrain(corpus, random('pretrain'));
  const prompts = tokens.drawPrompts(corpus, 256, 1, random('prompts'));
  const samples = tokens.generate(reference, prompts, random('samples'));
  const pairs = tokens.labelledPairs(corpus, reference, 2048, random('pairs'));
  const bag = tokens.normalized(tokens.bagOfWords(corpus, pairs).score, samples);
  const made = tokens.rewardModel(reference, pairs, random('reward model'));
  const model = tokens.normalized(made.score, samples);
  return { corpus, reference, pairs, scores: { bag, model }, random, rewardModel: made.model };
}

const average = (/** @type {number[]} */ values) => digits(values.reduce((a, b) => a + b, 0) / values.length, 3);
const measured = /** @type {const} */ (['score', 'trueReward', 'fluent', 'klPerAnswer', 'klPerToken', 'entropy']);

/** @param {any[]} records */
function summary(records) {
  const last = records.slice(-LAST);
  const ends = Object.fromEntries(measured.map((name) => [name, average(last.map((one) => one[name]))]));
  const every = records.filter((_, i) => i % CURVE === 0);
  const curve = Object.fromEntries(
    /** @type {const} */ (['score', 'trueReward']).map((name) => [name, every.map((one) => digits(one[name], 3))]),
  );
  const clipFraction = average(records.map((one) => one.clipFraction));
  return { ...ends, clipFraction, length: average(last.map((one) => one.length)), curve };
}

/**
 * DPO has no iterations: what its policy answers in the end is judged.
 * @param {ReturnType<typeof prepare>} world
 */
function dpo({ corpus, reference, pairs, scores, random }) {
  const policy = tokens.copyOf(reference, random('copy'));
  const { promptTokens } = corpus;
  tokens.trainDpo({ policy, reference, pairs, promptTokens, random: random('dpo'), beta: 0.1, steps: 160 });
  const settings = tokens.tokenSettings('ppo', { learningRate: 0, stepsPerBatch: 1 });
  const training = { corpus, policy, reference, score: scores.model, settings, random: random('judge'), iterations: 4 };
  const ends = summary([...tokens.trainTokens(training)]);
  policy.dispose();
  return ends;
}

export async function makeRlhf() {
  await useBackend();
  const runs = [];
  const note =
    `the grammar's sentences, ${iterations} iterations of 64 answers; means over the last ${LAST}; ` +
    `curve: every ${CURVE}th iteration; KL in nats, of the whole answer and of a token; written by npm run figures`;
  for (const seed of twentySeeds) {
    const world = prepare(seed);
    const { corpus, reference, scores, random } = world;
    for (const [name, algorithm, judge, changes] of plans) {
      const policy = tokens.copyOf(reference, random('copy'));
      const settings = tokens.tokenSettings(algorithm, changes);
      const training = { corpus, policy, reference, score: scores[judge], settings, random: random('answers') };
      const made = [...tokens.trainTokens({ ...training, iterations: iterations + settings.criticWarmup })];
      // what dynamic sampling is there to remove
      const tied = algorithm === 'dapo' ? { tied: average(made.map((one) => one.tied)) } : {};
      runs.push({ name, seed, ...summary(made), ...tied });
      policy.dispose();
    }
    runs.push({ name: 'dpo', seed, ...dpo(world) });
    reference.dispose();
    world.rewardModel.dispose();
    await writeRuns('rlhf', { note, runs });
    console.log(`  seed ${seed}`);
  }
}
