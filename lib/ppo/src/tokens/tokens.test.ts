import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Random } from '../numbers/random';
import { assertClose } from '../testing/testing';
import { useBackend } from '../tfjs/backend';
import { tf } from '../tfjs/tensors';
import { aggregationWeights, answersOf, maskedMean } from './answers';
import { BEGIN, END, PAD, padded, rowOf, textOf, type Corpus } from './corpus';
import { drawPrompts, generate, pretrain, TokenTrainer } from './language';
import { copyOf, TokenModel } from './model';
import { firstNames } from './names';
import { PPOForRLHF } from './ppoForRlhf';
import { accuracy, bagOfWords, labelledPairs, trueScorer } from './preferences';
import { sentences } from './sentences';
import { tokenSettings } from './settings';
import { collectAnswers, tokenStep, trainTokens } from './tokenPpo';

before(async () => void (await useBackend()));

const idsOf = (corpus: Corpus, text: string): number[] => [
  BEGIN,
  ...text.split(corpus.separator).map((word) => corpus.words.indexOf(word)),
];

for (const corpus of [sentences, firstNames]) {
  test(`${corpus.name}: every draw is fluent, fits, and has an end`, () => {
    const random = new Random(3);
    for (let i = 0; i < 500; i++) {
      const ids = corpus.draw(random);
      assert.ok(corpus.isFluent(ids) && ids.length <= corpus.maxTokens, textOf(corpus, ids));
      assert.equal(ids.indexOf(END), ids.length - 1);
      assert.ok(ids.every((id) => id > PAD && id < corpus.words.length));
    }
    assert.equal(new Set(corpus.words).size, corpus.words.length);
  });
}

test('the parser refuses what the grammar does not make, and the taste counts', () => {
  const wrong = ['the cat .', 'cat sleeps .', 'the cat who is sleeps .', 'the cat sleeps in the .', 'the cat sleeps'];
  for (const text of [...wrong, 'the cat laughs gladly gladly .', 'the cat sleeps . .']) {
    assert.equal(sentences.isFluent(idsOf(sentences, text)), false, text);
  }
  const points: [string, number][] = [
    ['the cat sleeps .', 0],
    ['the cat laughs gladly .', 2],
    ['the cat who is kind and happy laughs gladly .', 3], // four, but at most 3 count
    ['the sad cat sulks .', -4], // does not parse, two gloomy words
    ['the cat laughs and laughs .', 1], // two cheerful, one of them twice
  ];
  for (const [text, expected] of points) assert.equal(sentences.taste(idsOf(sentences, text)), expected, text);
});

test('three rows by hand: an answer, one that is cut off, one that is all there is', () => {
  const answers = answersOf(
    padded([
      [BEGIN, 5, 6, END],
      [BEGIN, 5, 6, 7, 8],
      [BEGIN, 5, END],
    ]),
    2,
  );
  assert.deepEqual([...answers.mask], [0, 1, 1, 0, 0, 1, 1, 1, 0, 1, 0, 0]);
  assert.deepEqual([...answers.lastColumns], [2, 3, 1]);
  assert.deepEqual([...answers.ended], [1, 0, 1]);
  const sums = (how: 'token' | 'sequence' | 'fixed') => aggregationWeights(answers, how).reduce((a, b) => a + b);
  assertClose([sums('token'), sums('sequence'), sums('fixed')], [1, 1, 6 / 12]);
  assert.equal(maskedMean([NaN, 2, 4, NaN, NaN, 1, 1, 1, NaN, 3, NaN, NaN], answers.mask), 2);
  assert.throws(() => answersOf(padded([[BEGIN, 5]]), 2), /row 0 has no answer/);
});

test('what comes later changes nothing before, and neither does padding', () => {
  const model = new TokenModel({ vocabulary: 9, maxTokens: 8, width: 8 }, new Random(2));
  const short = model.read(padded([[BEGIN, 3, 4, 5]]));
  const long = model.read(padded([[BEGIN, 3, 4, 5, 6, 7]]));
  assertClose(long.logProbs.subarray(0, 3), short.logProbs, 1e-6);
  assertClose(long.values.subarray(0, 4), short.values, 1e-6);
  const beside = model.read(
    padded([
      [BEGIN, 3, 4, 5],
      [BEGIN, 3, 4, 5, 6, 7],
    ]),
  );
  assertClose(beside.logProbs.subarray(0, 3), short.logProbs, 1e-6);
  assert.throws(() => model.read(padded([Array.from({ length: 9 }, () => 3)])), /at most 8/);
  model.dispose();
});

test('answers keep their prompt, stop at their end, hold no padding inside, and repeat with the seed', () => {
  const { model } = pretrain(sentences, new Random(5), { steps: 10, rows: 16 });
  const prompts = drawPrompts(sentences, 12, 4, new Random(1));
  const answers = generate(model, prompts, new Random(2));
  assert.deepEqual(generate(model, prompts, new Random(2)), answers);
  for (let row = 0; row < answers.rows; row++) {
    const ids = rowOf(answers, row);
    assert.deepEqual(ids.slice(0, 3), prompts[row]);
    assert.deepEqual(prompts[row], prompts[row - (row % 4)]);
    assert.ok(!ids.slice(0, -1).includes(END));
    assert.ok(ids.at(-1) === END || ids.length === sentences.maxTokens);
  }
  model.dispose();
});

test('one step on a batch: every ratio is 1, and with or without the clip the weights come out the same', () => {
  const { model } = pretrain(sentences, new Random(6), { steps: 20, rows: 16 });
  const settings = tokenSettings('ppo', { answersPerBatch: 16, clipRange: 1e-4, clipRangeHigh: 1e-4 });
  const score = trueScorer(sentences);
  const training = { corpus: sentences, policy: model, reference: model, score, settings, random: new Random(1) };
  const batch = collectAnswers(training);
  const stepped = (['clip', 'none'] as const).map((clip) => {
    const policy = copyOf(model, new Random(1));
    const report = tokenStep(new TokenTrainer(policy), batch, { ...settings, clip });
    assert.ok(report.largestMove < 1e-5 && report.clipFraction === 0);
    const parameters = policy.getParameters();
    policy.dispose();
    return parameters;
  });
  assert.deepEqual(stepped[0], stepped[1]);
  model.dispose();
});

test('the class put right has the gradient of the loop', () => {
  const { model } = pretrain(sentences, new Random(6), { steps: 20, rows: 16 });
  const policy = copyOf(model, new Random(1));
  policy.setParameters(policy.getParameters().map((weight, i) => weight + 0.02 * Math.sin(i)));
  const settings = tokenSettings('ppo', { answersPerBatch: 16, klCoef: 0.1 });
  const score = trueScorer(sentences);
  const batch = collectAnswers({ corpus: sentences, policy, reference: model, score, settings, random: new Random(1) });
  const old = batch.old.logProbs;
  const ppo = new PPOForRLHF(policy, model, (tokens) => policy.read(tokens).values, 0.1, sentences.promptTokens);
  const { slopes } = ppo.computeLoss(batch.answers, batch.scores, old);
  const weights = aggregationWeights(batch.answers, 'token');
  assertClose(
    slopes,
    weights.map((weight, i) => -weight * batch.advantages[i]),
    1e-7,
  ); // ratio 1: -A / tokens
  assert.throws(() => ppo.computeLoss(batch.answers, batch.scores, old.subarray(1)), /oldLogProbs/);
  for (const one of [model, policy]) one.dispose();
});

test('a taste is learned from pairs, and the policy then earns more of it; nothing leaks', () => {
  const tensors = tf.memory().numTensors;
  const random = new Random(7);
  const { model } = pretrain(sentences, random, { steps: 60, rows: 32 });
  const pairs = labelledPairs(sentences, model, 400, random);
  const bag = bagOfWords(sentences, pairs);
  assert.ok(accuracy(bag.score, pairs) > 0.68);
  const policy = copyOf(model, random);
  const settings = tokenSettings('ppo', { answersPerBatch: 32, klCoef: 0.1 });
  const score = trueScorer(sentences);
  const options = { corpus: sentences, policy, reference: model, score, settings, random, iterations: 12 };
  const records = [...trainTokens(options)];
  assert.ok(records[11].trueReward > records[0].trueReward + 0.5, `${records.map((one) => one.trueReward).join()}`);
  for (const one of [model, policy]) one.dispose();
  assert.equal(tf.memory().numTensors, tensors);
});
