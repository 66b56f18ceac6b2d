import { requireOneOf } from '../config/choices';
import { requireKnownOptions } from '../numbers/objects';
import {
  requireArray,
  requireBetween,
  requireCount,
  requireFinite,
  requireLength,
  requireNumbers,
  requirePositive,
  type NumberArray,
} from '../numbers/validate';
import { requireAnswers } from './arguments';
import { requireAt, requireInside, requireMask } from './check';
import { END, PAD, requireSequences, type Sequences } from './corpus';

/**
 * Everything below lies in the shifted frame [B,n], n = T - 1: column t is the step that chose token t+1, seeing the tokens up to t.
 */

/** Where each answer stands in its row. */
export interface Answers extends Sequences {
  /** [B,n] 1 where the chosen token is a token of the answer, its end included; 0 in the prompt and in the padding */
  readonly mask: Float64Array;
  /** [B] the column that chose the last token of the answer */
  readonly lastColumns: Int32Array;
  /** [B] tokens of the answer, its end included */
  readonly lengths: Int32Array;
  /** [B] 1 if the answer has an end, 0 if it was cut off at the longest length */
  readonly ended: Uint8Array;
}

/**
 * Finds the answers: from the first token after the prompt to the end, or as far as the row goes. What a sampler wrote behind an end is no
 * part of the answer. @param promptTokens how many tokens at the start of each row are given, padding before a shorter prompt included
 * @throws RangeError if a row has no answer, or tokens behind its padding
 */
export function answersOf(sequences: Sequences, promptTokens: number): Answers {
  requireSequences(sequences);
  requireCount('promptTokens', promptTokens);
  const { ids, rows, columns } = sequences;
  const n = columns - 1;
  const mask = new Float64Array(rows * n);
  const [lastColumns, lengths, ended] = [new Int32Array(rows), new Int32Array(rows), new Uint8Array(rows)];
  for (let row = 0; row < rows; row++) {
    const tokens = ids.subarray(row * columns, (row + 1) * columns);
    let stop = promptTokens; // the first place that is not of the answer
    while (stop < columns && tokens[stop] !== PAD && ended[row] === 0) ended[row] = tokens[stop++] === END ? 1 : 0;
    lengths[row] = stop - promptTokens;
    lastColumns[row] = stop - 2;
    if (lengths[row] <= 0) throw new RangeError(`sequences: row ${row} has no answer after ${promptTokens} tokens`);
    const behind = ended[row] === 1 ? -1 : tokens.findIndex((id, place) => place > stop && id !== PAD);
    if (behind > 0) {
      throw new RangeError(
        `sequences: row ${row} has token ${tokens[behind]} in column ${behind}, behind padding; pad on the right`,
      );
    }
    mask.fill(1, row * n + promptTokens - 1, row * n + stop - 1);
  }
  return { ids, rows, columns, mask, lastColumns, lengths, ended };
}

/**
 * The reward of each step: the score of the whole answer where its last token was chosen, and everywhere klCoef times what the choice
 * adds to the KL from the reference:  r_t = [t last] score - klCoef (log p_t - log ref_t).
 * @param scores [B]   @param logProbs [B,n] of the policy that played   @param refLogProbs [B,n]
 */
export function tokenRewards(
  answers: Answers,
  scores: NumberArray,
  logProbs: NumberArray,
  refLogProbs: NumberArray,
  klCoef: number,
): Float64Array {
  requireAnswers(answers);
  const { mask, rows, columns, lastColumns } = answers;
  requireNumbers('scores', scores, { length: rows, like: 'rows' });
  requireInside('logProbs', logProbs, mask);
  requireInside('refLogProbs', refLogProbs, mask);
  requireFinite('klCoef', klCoef);
  const rewards = mask.map((inside, i) => (inside === 0 ? 0 : -klCoef * (logProbs[i] - refLogProbs[i])));
  for (let row = 0; row < rows; row++) rewards[row * (columns - 1) + lastColumns[row]] += scores[row];
  return rewards;
}

const gaeOptions = ['answers', 'rewards', 'values', 'gamma', 'gaeLambda', 'bootstrapTruncated'];

/**
 * Generalised advantages over tokens:  delta_t = r_t + gamma V_{t+1} - V_t  inside the answer. After its end nothing follows; an answer
 * that was cut off goes on in the value of its last token, if `bootstrapTruncated`.
 * @param values [B,T] after each token: the value *before* the choice in column t is values[t]
 * @returns advantages and returns (= advantages + values), both [B,n], 0 outside the answer
 */
export function tokenGae(options: {
  answers: Answers;
  rewards: NumberArray;
  values: NumberArray;
  gamma: number;
  gaeLambda: number;
  bootstrapTruncated?: boolean;
}): { advantages: Float64Array; returns: Float64Array } {
  requireKnownOptions('tokenGae', options, gaeOptions);
  const { answers, rewards, values, gamma, gaeLambda, bootstrapTruncated = false } = options;
  requireAnswers(answers);
  const { rows, columns, mask, lastColumns, ended } = answers;
  requireInside('rewards', rewards, mask);
  requireArray('values', values, 0);
  requireLength('values', values, rows * columns, 'tokens');
  requireBetween('gamma', gamma, 0, 1);
  requireBetween('gaeLambda', gaeLambda, 0, 1);
  requireOneOf('bootstrapTruncated', bootstrapTruncated, [true, false]);
  const n = columns - 1;
  const advantages = new Float64Array(rows * n);
  for (let row = 0; row < rows; row++) {
    let next = 0;
    for (let t = lastColumns[row]; t >= 0 && mask[row * n + t] !== 0; t--) {
      const goesOn = t < lastColumns[row] || (bootstrapTruncated && ended[row] === 0);
      requireAt('values', values, row * columns + t);
      if (goesOn) requireAt('values', values, row * columns + t + 1);
      const after = goesOn ? values[row * columns + t + 1] : 0;
      const delta = rewards[row * n + t] + gamma * after - values[row * columns + t];
      advantages[row * n + t] = next = delta + gamma * gaeLambda * next;
    }
  }
  const returns = advantages.map((advantage, i) =>
    mask[i] === 0 ? 0 : advantage + values[Math.floor(i / n) * columns + (i % n)],
  );
  return { advantages, returns };
}

/** Mean over the places where the mask is 1. */
export function maskedMean(values: NumberArray, mask: NumberArray): number {
  requireArray('values', values);
  const count = requireMask(mask, values);
  requireInside('values', values, mask);
  let total = 0;
  for (let i = 0; i < mask.length; i++) if (mask[i] === 1) total += values[i]; // not "times 0": outside may be infinite
  return total / count;
}

/** Mean 0 and deviation 1 over the places where the mask is 1, and 0 elsewhere; the deviation is that of all places, divided by their number. */
export function maskedWhiten(values: NumberArray, mask: NumberArray): Float64Array {
  const mean = maskedMean(values, mask);
  const squares = Float64Array.from({ length: mask.length }, (_, i) => (mask[i] === 0 ? 0 : (values[i] - mean) ** 2));
  const std = Math.sqrt(maskedMean(squares, mask));
  return squares.map((_, i) => (mask[i] === 0 ? 0 : (values[i] - mean) / (std + 1e-8)));
}

/** How the losses of the tokens become one: each token weighs the same, each answer does, or each token as one of `fixedLength` places. */
export type Aggregation = 'token' | 'sequence' | 'fixed';
export const aggregations: readonly Aggregation[] = ['token', 'sequence', 'fixed'];

/** [B,n] weights w with  loss = sum of w times the loss of each token. @param fixedLength default: T - 1 */
export function aggregationWeights(answers: Answers, aggregation: Aggregation, fixedLength?: number): Float64Array {
  requireAnswers(answers);
  requireOneOf('aggregation', aggregation, aggregations);
  if (fixedLength !== undefined) requirePositive('fixedLength', fixedLength);
  const { mask, rows, columns, lengths } = answers;
  const total = lengths.reduce((a, b) => a + b);
  const ofRow = (row: number): number => {
    if (aggregation === 'token') return 1 / total;
    return 1 / (rows * (aggregation === 'sequence' ? lengths[row] : (fixedLength ?? columns - 1)));
  };
  return mask.map((inside, i) => inside * ofRow(Math.floor(i / (columns - 1))));
}
