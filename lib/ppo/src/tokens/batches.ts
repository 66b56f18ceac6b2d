import { requireFunction, requireKnownOptions } from '../numbers/objects';
import { requireRandom, type Random } from '../numbers/random';
import { describe, requireObject } from '../numbers/validate';
import { answersOf, maskedWhiten, tokenGae, tokenRewards, type Answers } from './answers';
import { requireCorpus, requireModel } from './arguments';
import { padded, rowOf, type Corpus } from './corpus';
import { drawPrompts, generate } from './language';
import type { Reading, TokenModel } from './model';
import type { Scorer } from './preferences';
import { checkTokenSettings, tokenAlgorithms, type TokenSettings } from './settings';

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

/** Who answers, who judges, and how it is learned from. */
export interface TokenTask {
  readonly corpus: Corpus;
  /** changes in place */
  readonly policy: TokenModel;
  readonly reference: TokenModel;
  readonly score: Scorer;
  readonly settings: TokenSettings;
  readonly random: Random;
}

/** Advantages [B,n] and returns [B,n] of a batch, by the baseline of the settings. */
export function tokenAdvantages(
  answers: Answers,
  scores: Float64Array,
  old: Reading,
  refLogProbs: Float32Array,
  settings: TokenSettings,
): { advantages: Float64Array; returns: Float64Array } {
  requireObject('old', old, 'what TokenModel.read returns');
  checkTokenSettings(settings);
  const { baseline, gamma, gaeLambda, bootstrapTruncated, groupSize } = settings;
  const klCoef = settings.klIn === 'reward' ? settings.klCoef : 0;
  const rewards = tokenRewards(answers, scores, old.logProbs, refLogProbs, klCoef);
  if (baseline === 'critic') {
    const { values } = old;
    const made = tokenGae({ answers, rewards, values, gamma, gaeLambda, bootstrapTruncated });
    const { advantages, returns } = made;
    return { advantages: settings.whiten ? maskedWhiten(advantages, answers.mask) : advantages, returns };
  }
  if (answers.rows % groupSize !== 0) {
    throw new RangeError(`answers: got ${answers.rows} rows, must be a multiple of groupSize = ${groupSize}`);
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

/** Which groups of answers, 0, 1, ..., have one and the same score: a baseline of the group leaves nothing of them. */
export function tiedGroups(scores: Float64Array, groupSize: number): number[] {
  if (groupSize === 1) return [];
  const groups = Array.from({ length: scores.length / groupSize }, (_, group) => group);
  return groups.filter((group) => {
    const ofGroup = scores.subarray(group * groupSize, (group + 1) * groupSize);
    return ofGroup.every((one) => one === ofGroup[0]);
  });
}

const taskNames = ['corpus', 'policy', 'reference', 'score', 'settings', 'random', 'iterations'];

/** @throws TypeError or RangeError that names what is missing, unknown or of another kind */
export function requireTask(training: TokenTask): void {
  requireKnownOptions('training', training, taskNames);
  requireCorpus(training.corpus);
  requireModel('policy', training.policy);
  requireModel('reference', training.reference);
  requireFunction('score', training.score, 'a function of sequences, such as trueScorer(corpus)');
  requireRandom('random', training.random);
  checkTokenSettings(training.settings);
}

/** The same for a program without switches. @throws RangeError at a setting that it would not follow */
export function requirePlainTask(task: TokenTask): void {
  requireTask(task);
  for (const name of switches) {
    if (task.settings[name] === tokenAlgorithms.ppo[name]) continue;
    throw new RangeError(
      `settings.${name}: got ${describe(task.settings[name])}, plainTokenPpo has only ${describe(tokenAlgorithms.ppo[name])}; ` +
        'take trainTokens, which has the relatives',
    );
  }
}

/** The settings that tell the relatives apart, and those of which plain PPO has one. */
const switches = [
  ...['baseline', 'ratioPer', 'clip', 'klIn', 'klEstimator', 'aggregation', 'groupSize', 'maxRedraws'],
  ...['gamma', 'gaeLambda', 'criticWarmup', 'whiten', 'bootstrapTruncated'],
] as readonly (keyof TokenSettings)[];

/** Answers to fresh prompts, judged. */
function answerAndJudge(training: TokenTask, rows: number): [Answers, Float64Array] {
  const { corpus, policy, score, settings, random } = training;
  const prompts = drawPrompts(corpus, rows, settings.groupSize, random);
  const answers = answersOf(generate(policy, prompts, random), corpus.promptTokens);
  return [answers, score(answers).map((one, row) => one - (answers.ended[row] ? 0 : settings.noEndPenalty))];
}

/** Lets the policy answer and judges the answers; groups without a difference are replaced as often as the settings say. */
export function collectAnswers(training: TokenTask): TokenBatch {
  requireTask(training);
  const { corpus, policy, reference, settings } = training;
  const { groupSize, maxRedraws } = settings;
  const [first, scores] = answerAndJudge(training, settings.answersPerBatch);
  let answers = first;
  for (let redraw = 0; redraw < maxRedraws; redraw++) {
    const tied = tiedGroups(scores, groupSize);
    if (tied.length === 0) break;
    const [others, theirScores] = answerAndJudge(training, tied.length * groupSize);
    const rows = Array.from({ length: answers.rows }, (_, row) => rowOf(answers, row));
    tied.forEach((group, i) => {
      for (let k = 0; k < groupSize; k++) rows[group * groupSize + k] = rowOf(others, i * groupSize + k);
      scores.set(theirScores.subarray(i * groupSize, (i + 1) * groupSize), group * groupSize);
    });
    answers = answersOf(padded(rows), corpus.promptTokens);
  }
  const old = policy.read(answers);
  const refLogProbs = reference.read(answers).logProbs;
  return { answers, scores, old, refLogProbs, ...tokenAdvantages(answers, scores, old, refLogProbs, settings) };
}
