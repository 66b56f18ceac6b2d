import { requireMethods } from '../numbers/objects';
import { requireCount, requireObject } from '../numbers/validate';
import { maskedMean } from './answers';
import { collectAnswers, requireTask, tiedGroups, type TokenBatch, type TokenTask } from './batches';
import { rowOf } from './corpus';
import { TokenTrainer } from './language';
import type { Reading } from './model';
import { tokenPolicyLoss, tokenValueLoss } from './policyLoss';
import { checkTokenSettings, type TokenSettings } from './settings';

/** One iteration, measured before its steps; KL in nats. */
export interface TokenRecord {
  readonly iteration: number;
  /** mean over the answers, of the reward model, without the penalty */
  readonly score: number;
  /** mean true reward */
  readonly trueReward: number;
  readonly fluent: number;
  readonly ended: number;
  /** share of the groups of a batch whose answers all have one reward; 0 with a critic */
  readonly tied: number;
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

export interface TokenTraining extends TokenTask {
  readonly iterations: number;
}

/** One gradient step on a whole batch. @param part 'critic' moves the value head alone, and nothing that the policy uses */
export function tokenStep(
  trainer: TokenTrainer,
  batch: TokenBatch,
  settings: TokenSettings,
  part: 'all' | 'critic' = 'all',
) {
  requireMethods('trainer', trainer, ['step'], 'a TokenTrainer');
  requireObject('batch', batch, 'what collectAnswers returns');
  requireObject('batch.old', batch.old, 'what TokenModel.read returns');
  checkTokenSettings(settings);
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
  const gradNorm = trainer.step(answers, slopesOf, settings.learningRate, settings.maxGradNorm, part);
  return { ...report, gradNorm };
}

/** PPO on tokens, or a relative: answer, judge, learn, and again. The next answers are asked for when the next record is. */
export function* trainTokens(training: TokenTraining): Generator<TokenRecord, void, undefined> {
  requireTask(training);
  const { corpus, policy, settings } = training;
  const trainer = new TokenTrainer(policy);
  requireCount('iterations', training.iterations, 0);
  for (let iteration = 1; iteration <= training.iterations; iteration++) {
    const batch = collectAnswers(training);
    const part = iteration <= settings.criticWarmup ? 'critic' : 'all';
    const steps = Array.from({ length: settings.stepsPerBatch }, () => tokenStep(trainer, batch, settings, part));
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
      tied: (tiedGroups(batch.scores, settings.groupSize).length * settings.groupSize) / answers.rows,
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
