import type { Random } from '../numbers/random';
import { answersOf, maskedMean, maskedWhiten, tokenGae, tokenRewards, type Answers } from './answers';
import { rowOf, type Corpus } from './corpus';
import { drawPrompts, generate, TokenTrainer } from './language';
import type { Reading, TokenModel } from './model';
import { tokenPolicyLoss, tokenValueLoss } from './policyLoss';
import type { Scorer } from './preferences';
import type { TokenSettings } from './settings';

/** Answers of the policy and everything that a step needs to know about them; all columns as in `Answers`. */
export interface TokenBatch {
  readonly answers: Answers;
  /** [B] what the reward model gave, the penalty for a missing end taken off */
  readonly scores: Float64Array;
  readonly old: Reading;
  readonly refLogProbs: Float32Array;
  readonly advantages: Float64Array;
  readonly returns: Float64Array;
}

/** One iteration, measured before its steps; KL in nats. */
export interface TokenRecord {
  readonly iteration: number;
  /** mean over the answers, of the reward model, without the penalty */
  readonly score: number;
  /** mean true reward */
  readonly trueReward: number;
  readonly fluent: number;
  readonly ended: number;
  readonly klPerAnswer: number;
  readonly klPerToken: number;
  readonly entropy: number;
  readonly length: number;
  /** means over the steps */
  readonly clipFraction: number;
  readonly gradNorm: number;
  /** largest |ratio - 1| of the first step, and of the last */
  readonly firstMove: number;
  readonly lastMove: number;
  readonly batch: TokenBatch;
}

export interface TokenTraining {
  readonly corpus: Corpus;
  /** changes in place */
  readonly policy: TokenModel;
  readonly reference: TokenModel;
  readonly score: Scorer;
  readonly settings: TokenSettings;
  readonly random: Random;
  readonly iterations: number;
}

/** Advantages [B,n] and returns [B,n] of a batch, by the baseline of the settings. */
export function tokenAdvantages(
  answers: Answers,
  scores: Float64Array,
  old: Reading,
  refLogProbs: Float32Array,
  settings: TokenSettings,
): { advantages: Float64Array; returns: Float64Array } {
  const { baseline, gamma, gaeLambda, bootstrapTruncated, groupSize } = settings;
  const klCoef = settings.klIn === 'reward' ? settings.klCoef : 0;
  const rewards = tokenRewards(answers, scores, old.logProbs, refLogProbs, klCoef);
  if (baseline === 'critic') {
    const { values } = old;
    const made = tokenGae({ answers, rewards, values, gamma, gaeLambda, bootstrapTruncated });
    const { advantages, returns } = made;
    return { advantages: settings.whiten ? maskedWhiten(advantages, answers.mask) : advantages, returns };
  }
  const n = answers.columns - 1;
  const totals = scores.map((_, row) => rewards.subarray(row * n, (row + 1) * n).reduce((a, b) => a + b));
  const perAnswer = totals.map((total, row) => {
    const first = row - (row % groupSize);
    const group = totals.subarray(first, first + groupSize);
    const mean = group.reduce((a, b) => a + b) / groupSize;
    if (baseline === 'leave-one-out') return ((total - mean) * groupSize) / (groupSize - 1);
    if (baseline === 'group-mean') return total - mean;
    const squares = group.reduce((sum, one) => sum + (one - mean) ** 2, 0);
    return (total - mean) / (Math.sqrt(squares / (groupSize - 1)) + 1e-4);
  });
  const advantages = answers.mask.map((inside, i) => inside * perAnswer[Math.floor(i / n)]);
  return { advantages, returns: new Float64Array(advantages.length) };
}

/** Lets the policy answer and judges the answers. */
export function collectAnswers(training: Omit<TokenTraining, 'iterations'>): TokenBatch {
  const { corpus, policy, reference, score, settings, random } = training;
  const prompts = drawPrompts(corpus, settings.answersPerBatch, settings.groupSize, random);
  const answers = answersOf(generate(policy, prompts, random), corpus.promptTokens);
  const scores = score(answers).map((one, row) => one - (answers.ended[row] ? 0 : settings.noEndPenalty));
  const old = policy.read(answers);
  const refLogProbs = reference.read(answers).logProbs;
  return { answers, scores, old, refLogProbs, ...tokenAdvantages(answers, scores, old, refLogProbs, settings) };
}

/** One gradient step on a whole batch. */
export function tokenStep(trainer: TokenTrainer, batch: TokenBatch, settings: TokenSettings) {
  const { answers, returns, advantages, refLogProbs } = batch;
  const fixedLength = trainer.model.sizes.maxTokens - 1;
  let report = { clipFraction: 0, largestMove: 0, policyLoss: 0, valueLoss: 0 };
  const slopesOf = ({ logProbs, values }: Omit<Reading, 'entropies'>) => {
    const oldLogProbs = batch.old.logProbs;
    const policy = tokenPolicyLoss({ answers, logProbs, oldLogProbs, refLogProbs, advantages, settings, fixedLength });
    const value = tokenValueLoss(answers, values, returns);
    const { clipFraction, largestMove } = policy;
    report = { clipFraction, largestMove, policyLoss: policy.loss, valueLoss: value.loss };
    if (settings.baseline !== 'critic') return { logProbs: policy.slopes };
    return { logProbs: policy.slopes, values: value.slopes.map((slope) => settings.valueCoef * slope) };
  };
  const gradNorm = trainer.step(answers, slopesOf, settings.learningRate, settings.maxGradNorm);
  return { ...report, gradNorm };
}

/** PPO on tokens, or a relative: answer, judge, learn, and again. The next answers are asked for when the next record is. */
export function* trainTokens(training: TokenTraining): Generator<TokenRecord, void, undefined> {
  const { corpus, policy, settings } = training;
  const trainer = new TokenTrainer(policy);
  for (let iteration = 1; iteration <= training.iterations; iteration++) {
    const batch = collectAnswers(training);
    const steps = Array.from({ length: settings.stepsPerBatch }, () => tokenStep(trainer, batch, settings));
    const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0) / values.length;
    const { answers, old, refLogProbs } = batch;
    const texts = Array.from({ length: answers.rows }, (_, row) => rowOf(answers, row));
    const klPerToken = maskedMean(
      old.logProbs.map((one, i) => one - refLogProbs[i]),
      answers.mask,
    );
    yield {
      iteration,
      score: mean(batch.scores.map((one, row) => one + (answers.ended[row] ? 0 : settings.noEndPenalty))),
      trueReward: mean(texts.map((ids) => corpus.taste(ids))),
      fluent: mean(texts.map((ids) => Number(corpus.isFluent(ids)))),
      ended: mean(answers.ended),
      klPerAnswer: klPerToken * mean(answers.lengths),
      klPerToken,
      entropy: maskedMean(old.entropies, answers.mask),
      length: mean(answers.lengths),
      clipFraction: mean(steps.map((step) => step.clipFraction)),
      gradNorm: mean(steps.map((step) => step.gradNorm)),
      firstMove: steps[0].largestMove,
      lastMove: steps[steps.length - 1].largestMove,
      batch,
    };
  }
}
