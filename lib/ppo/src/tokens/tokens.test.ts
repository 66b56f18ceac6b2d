import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Random } from '../numbers/random';
import { assertClose } from '../testing/testing';
import { useBackend } from '../tfjs/backend';
import { tf } from '../tfjs/tensors';
import {
  aggregationWeights,
  answersOf,
  maskedMean,
  maskedWhiten,
  tokenGae,
  tokenRewards,
  type Answers,
} from './answers';
import { collectAnswers } from './batches';
import { BEGIN, END, PAD, padded, rowOf, textOf, type Corpus, type Sequences } from './corpus';
import { dpoLoss, trainDpo } from './dpo';
import { drawPrompts, generate, pretrain, TokenTrainer } from './language';
import { copyOf, TokenModel } from './model';
import { firstNames } from './names';
import { tokenPolicyLoss, tokenValueLoss } from './policyLoss';
import { plainTokenPpo } from './plainTokenPpo';
import { PPOForRLHF } from './ppoForRlhf';
import { accuracy, bagOfWords, labelledPairs, trueScorer } from './preferences';
import { sentences } from './sentences';
import { tokenSettings, type TokenSettings } from './settings';
import { tokenStep, trainTokens } from './tokenPpo';

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

test('while the critic warms up, only the value head moves', () => {
  const { model } = pretrain(sentences, new Random(6), { steps: 20, rows: 16 });
  const settings = tokenSettings('ppo', { answersPerBatch: 16, criticWarmup: 2 });
  const policy = copyOf(model, new Random(1));
  const random = new Random(1);
  const score = trueScorer(sentences);
  const options = { corpus: sentences, policy, reference: model, score, settings, random, iterations: 3 };
  const movedOf = (): number[] => {
    const start = model.getParameters();
    const now = policy.getParameters();
    return [...now.keys()].filter((i) => now[i] !== start[i]);
  };
  const firstOfHead = model.numParameters - model.sizes.width;
  const training = trainTokens(options);
  const first = training.next().value;
  assert.ok(first);
  const { answers, old, returns } = first.batch;
  const error = (values: ArrayLike<number>): number => tokenValueLoss(answers, values, returns).loss;
  assert.ok(error(policy.read(answers).values) < error(old.values));
  training.next();
  assert.ok(movedOf().length > 0 && movedOf().every((i) => i >= firstOfHead));
  training.next(); // the third iteration trains everything
  assert.ok(movedOf().length > firstOfHead / 2);
  for (const one of [model, policy]) one.dispose();
});

test('a group whose answers have one reward is replaced, as often as the settings say', () => {
  const { model } = pretrain(sentences, new Random(6), { steps: 20, rows: 16 });
  const judge = (calls: { count: number }) => (of: Sequences) => {
    calls.count++;
    // the first batch: groups of four with one score in groups 1 and 3; later ones: all different
    return Float64Array.from({ length: of.rows }, (_, row) =>
      calls.count === 1 && Math.floor(row / 4) % 2 === 1 ? 7 : calls.count + 0.01 * row,
    );
  };
  const collect = (maxRedraws: number) => {
    const calls = { count: 0 };
    const settings = tokenSettings('dapo', { answersPerBatch: 16, maxRedraws, noEndPenalty: 0 });
    const score = judge(calls);
    const task = { corpus: sentences, policy: model, reference: model, score, settings, random: new Random(1) };
    return { batch: collectAnswers(task), calls: calls.count };
  };
  const [kept, replaced] = [collect(0), collect(3)];
  assert.deepEqual([kept.calls, replaced.calls], [1, 2]);
  const scoresOf = ({ batch }: typeof kept, group: number) => [...batch.scores.subarray(4 * group, 4 * group + 4)];
  const textsOf = ({ batch }: typeof kept, group: number) =>
    [0, 1, 2, 3].map((k) => rowOf(batch.answers, 4 * group + k).join());
  for (const group of [0, 2]) {
    assert.deepEqual(scoresOf(replaced, group), scoresOf(kept, group));
    assert.deepEqual(textsOf(replaced, group), textsOf(kept, group));
  }
  assert.deepEqual(scoresOf(kept, 1), [7, 7, 7, 7]);
  assertClose([...scoresOf(replaced, 1), ...scoresOf(replaced, 3)], [2, 2.01, 2.02, 2.03, 2.04, 2.05, 2.06, 2.07]);
  const prompts = textsOf(replaced, 3).map((text) => text.split(',').slice(0, sentences.promptTokens).join());
  assert.equal(new Set(prompts).size, 1);
  const slopeless = (batch: typeof kept.batch, row: number) =>
    batch.advantages
      .slice(row * (batch.answers.columns - 1), (row + 1) * (batch.answers.columns - 1))
      .every((A) => A === 0);
  assert.ok(slopeless(kept.batch, 5) && !slopeless(replaced.batch, 5));
  model.dispose();
});

test('a wrong argument is refused by its name', () => {
  const answers = answersOf(padded([[BEGIN, 5, 6, END]]), 2);
  const ones = [1, 1, 1];
  const input = {
    answers,
    logProbs: ones,
    oldLogProbs: ones,
    refLogProbs: ones,
    advantages: ones,
    settings: tokenSettings('ppo'),
  };
  const gae = { answers, rewards: ones, values: [1, 1, 1, 1], gamma: 1, gaeLambda: 1 };
  const other = (wrong: object): TokenSettings => ({ ...tokenSettings('ppo'), ...wrong });
  const model = new TokenModel({ vocabulary: 9, maxTokens: 8, width: 8 }, new Random(2));
  const pair = padded([[BEGIN, 5]]);
  const spoilt = (wrong: object): Answers => ({ ...answers, ...wrong });
  const dpo = () => ({
    policy: model,
    reference: model,
    pairs: [{ chosen: [BEGIN, 5, END], rejected: [BEGIN, 6, END] }],
    promptTokens: 1,
    random: new Random(1),
  });
  const stepWith = (maxGradNorm: number, part?: 'all' | 'critic') =>
    new TokenTrainer(model).step(pair, () => ({}), 1e-3, maxGradNorm, part);
  const refused: [RegExp, () => unknown][] = [
    [/promptTokens: got 0/, () => answersOf(padded([[BEGIN, 5]]), 0)],
    [/row 0 has no answer after 4 tokens/, () => answersOf(padded([[BEGIN, 5]]), 4)],
    [/row 0 has token 6 in column 3, behind padding/, () => answersOf(padded([[BEGIN, 5, PAD, 6]]), 1)],
    [/sequences\[0\]\[1\]: got -5/, () => padded([[BEGIN, -5]])],
    [/sequences.ids\[1\]: got -5/, () => answersOf({ ids: Int32Array.of(1, -5), rows: 1, columns: 2 }, 1)],
    [/sequences.ids: got 2 elements/, () => answersOf({ ids: Int32Array.of(1, 5), rows: 2, columns: 2 }, 1)],
    [/logProbs\[2\]: got NaN/, () => tokenPolicyLoss({ ...input, logProbs: [1, 1, NaN] })],
    [/oldLogProbs\[1\]: got -Infinity/, () => tokenPolicyLoss({ ...input, oldLogProbs: [1, -Infinity, 1] })],
    [/advantages: got 2 elements/, () => tokenPolicyLoss({ ...input, advantages: [1, 1] })],
    [/logProbs\[1\]: the log-ratio 800/, () => tokenPolicyLoss({ ...input, logProbs: [1, 801, 1] })],
    [/clip: got "clap".*nearest is "clip"/, () => tokenPolicyLoss({ ...input, settings: other({ clip: 'clap' }) })],
    [/aggregation: got "mean"/, () => aggregationWeights(answers, 'mean' as never)],
    [/fixedLength: got 0/, () => aggregationWeights(answers, 'fixed', 0)],
    [/scores\[0\]: got NaN/, () => tokenRewards(answers, [NaN], ones, ones, 0)],
    [/klCoef: expected a finite number, got NaN/, () => tokenRewards(answers, [1], ones, ones, NaN)],
    [/values\[2\]: got NaN/, () => tokenGae({ ...gae, values: [0, 0, NaN, 0] })],
    [/gaeLambda: got 2/, () => tokenGae({ ...gae, gaeLambda: 2 })],
    [/mask: is 0 everywhere/, () => maskedWhiten([1, 2], [0, 0])],
    [/mask\[0\]: got 0.5/, () => maskedMean([1, 2], [0.5, 1])],
    [/answers: got 1 rows/, () => dpoLoss(answers, ones, ones, 0.1)],
    [/unknown option "klCoeff", did you mean "klCoef"/, () => tokenSettings('ppo', { klCoeff: 1 } as never)],
    [/criticWarmup: got 3, but "leave-one-out" has no critic/, () => tokenSettings('rloo', { criticWarmup: 3 })],
    [/maxRedraws: got 2, but a critic/, () => tokenSettings('ppo', { maxRedraws: 2 })],
    [/tokenGae: unknown option "lambda"/, () => tokenGae({ ...gae, lambda: 1 } as never)],
    [/bootstrapTruncated: got "no"/, () => tokenGae({ ...gae, bootstrapTruncated: 'no' as never })],
    [
      /answers: expected what answersOf returns, got undefined/,
      () => tokenGae({ ...gae, answers: undefined as never }),
    ],
    [/answers.rows: got 0/, () => tokenGae({ ...gae, answers: { ...answers, rows: 0 } })],
    [
      /answers.mask: got an array, expected the Float64Array/,
      () => tokenGae({ ...gae, answers: spoilt({ mask: [1] }) }),
    ],
    [
      /answers.ended: got 2 elements, expected 1/,
      () => tokenGae({ ...gae, answers: spoilt({ ended: new Uint8Array(2) }) }),
    ],
    [
      /answers: row 0 has mask 1 in column 2, length 1, last column 1 and ended 1, which do not fit together/,
      () => tokenValueLoss(spoilt({ lengths: Int32Array.of(1), lastColumns: Int32Array.of(1) }), [1, 1, 1, 1], ones),
    ],
    [
      /row 0 has mask 0 in column 0, length 2, last column 5/,
      () => dpoLoss(spoilt({ lastColumns: Int32Array.of(5) }), ones, ones, 1),
    ],
    [
      /input: unknown option "advantage", did you mean "advantages"/,
      () => tokenPolicyLoss({ ...input, advantage: 1 } as never),
    ],
    [/settings.lr: unknown field/, () => tokenPolicyLoss({ ...input, settings: other({ lr: 1 }) })],
    [/mask: got 1 elements, expected 2 \(as many as values\)/, () => maskedMean([1, 2], [1])],
    [
      /corpus.words\[1\]: got 7, expected a text/,
      () => trueScorer({ ...sentences, words: ['', 7, '.', 'a'] as never }),
    ],
    [/pretrain: got "fast", expected an object of options/, () => pretrain(sentences, new Random(1), 'fast' as never)],
    [/trainDpo: unknown option "step", did you mean "steps"/, () => trainDpo({ ...dpo(), step: 3 } as never)],
    [/rows: got 0/, () => trainDpo({ ...dpo(), rows: 0 })],
    [/reference: got undefined, expected a TokenModel/, () => trainDpo({ ...dpo(), reference: undefined as never })],
    [
      /training: unknown option "iteration", did you mean "iterations"/,
      () => trainTokens({ iteration: 1 } as never).next(),
    ],
    [/valueFn: got undefined, expected a function of tokens/, () => new PPOForRLHF(model, model, undefined as never)],
    [/klCoef: got -1, must lie in/, () => new PPOForRLHF(model, model, () => ones, -1)],
    [/part: got "actor", must be one of/, () => stepWith(1, 'actor' as never)],
    [/maxGradNorm: got 0, must be positive/, () => stepWith(0)],
    [
      /slopes.values: got 1 elements, expected 2 \(as many as tokens\)/,
      () => model.gradient(pair, () => ({ values: [1] })),
    ],
    [/slopes.value: unknown field/, () => model.gradient(pair, () => ({ value: [1, 1] }) as never)],
    [
      /batch.old: expected what TokenModel.read returns/,
      () => tokenStep(new TokenTrainer(model), {} as never, input.settings),
    ],
    [/whiten: got 1/, () => tokenSettings('ppo', { whiten: 1 } as never)],
    [/a row begins with padding/, () => model.read(padded([[PAD, BEGIN, 5]]))],
    [/got token 9, the model knows 9 words/, () => model.read(padded([[BEGIN, 9]]))],
  ];
  for (const [message, call] of refused) assert.throws(call, message);
  // outside the mask anything may stand; one token alone is whitened to 0
  assert.deepEqual([...maskedWhiten([NaN, 3, Infinity], [0, 1, 0])], [0, 0, 0]);
  assert.equal(tokenPolicyLoss({ ...input, logProbs: [NaN, 1, 1] }).largestMove, 0);
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

test('PPO on one page and the program with all switches leave the same parameters, to the last bit', () => {
  const random = new Random(11);
  const { model: reference } = pretrain(sentences, random.stream('pretrain'), { steps: 15 });
  // Large steps, so that ratios leave the band: an answer without an end, a clip and a padded row are all among the 3 x 4 steps.
  const settings = tokenSettings('ppo', { answersPerBatch: 24, learningRate: 0.02 });
  const trained = [0, 1].map((program) => {
    const policy = copyOf(reference, new Random(1));
    const task = {
      corpus: sentences,
      policy,
      reference,
      score: trueScorer(sentences),
      settings,
      random: new Random(5),
    };
    if (program === 0) {
      const records = [...trainTokens({ ...task, iterations: 3 })];
      assert.ok(records.some(({ clipFraction }) => clipFraction > 0));
      assert.ok(records.some(({ ended }) => ended < 1));
      return { policy, scores: records.map(({ batch }) => batch.scores.reduce((a, b) => a + b, 0)) };
    }
    const run = plainTokenPpo(task);
    const records = [0, 1, 2].map(() => run.next().value);
    return { policy, scores: records.map((record) => record?.meanScore) };
  });
  assert.deepEqual(trained[0].policy.getParameters(), trained[1].policy.getParameters());
});

test('PPO on one page refuses the settings of a relative', () => {
  const { model: policy } = pretrain(sentences, new Random(2), { steps: 0 });
  const task = { corpus: sentences, policy, reference: policy, score: trueScorer(sentences), random: new Random(1) };
  const begin = (settings: TokenSettings) => plainTokenPpo({ ...task, settings }).next();
  assert.throws(
    () => begin(tokenSettings('rloo')),
    /^RangeError: settings.baseline: got "leave-one-out", plainTokenPpo has only "critic"; take trainTokens/,
  );
  assert.throws(
    () => begin(tokenSettings('ppo', { gamma: 0.9 })),
    /settings.gamma: got 0.9, plainTokenPpo has only 1;/,
  );
  assert.throws(() => plainTokenPpo({ ...task } as never).next(), /^TypeError: /);
});
