import { requireOneOf } from '../config/choices';
import { requireKnownOptions } from '../numbers/objects';
import { requireArray, requireFinite, requireLength, type NumberArray } from '../numbers/validate';
import { aggregationWeights, type Answers } from './answers';
import { requireAnswers } from './arguments';
import { requireAt, requireInside } from './check';
import { checkTokenSettings, tokenChoices, type TokenSettings } from './settings';

/** One minibatch in the frame of `Answers`: all columns [B,n]. */
export interface TokenLossInput {
  readonly answers: Answers;
  readonly logProbs: NumberArray;
  /** of the policy that played */
  readonly oldLogProbs: NumberArray;
  readonly refLogProbs: NumberArray;
  readonly advantages: NumberArray;
  readonly settings: TokenSettings;
  /** for the aggregation 'fixed'; default: T - 1 */
  readonly fixedLength?: number;
}

/** A loss to be minimised, and its derivative by each log-probability [B,n]. */
export interface TokenLoss {
  readonly loss: number;
  readonly slopes: Float64Array;
  /** share of the answers' tokens whose gradient the clip has taken away; with clip 'weight', whose weight it has changed */
  readonly clipFraction: number;
  /** largest |ratio - 1| */
  readonly largestMove: number;
}

/** An estimate of KL(policy || reference) from one token's log-ratio d = log p - log ref, and its derivative by log p. */
export function klAt(estimator: TokenSettings['klEstimator'], d: number): { value: number; slope: number } {
  requireOneOf('klEstimator', estimator, tokenChoices.klEstimator);
  requireFinite('d', d);
  if (estimator === 'k1') return { value: d, slope: 1 };
  if (estimator === 'k2') return { value: 0.5 * d * d, slope: d };
  return { value: Math.expm1(-d) + d, slope: -Math.expm1(-d) };
}

/** log of each token's ratio, or of its answer's: then the mean of its tokens' log-ratios. 0 outside. */
function logRatios({ answers, logProbs, oldLogProbs, settings }: TokenLossInput): Float64Array {
  const { mask, lengths, columns } = answers;
  const perToken = mask.map((inside, i) => (inside === 0 ? 0 : logProbs[i] - oldLogProbs[i]));
  if (settings.ratioPer === 'token') return perToken;
  const totals = new Float64Array(lengths.length);
  perToken.forEach((value, i) => (totals[Math.floor(i / (columns - 1))] += value));
  return mask.map((inside, i) => {
    const row = Math.floor(i / (columns - 1));
    return inside === 0 ? 0 : totals[row] / lengths[row];
  });
}

const inputColumns = ['logProbs', 'oldLogProbs', 'refLogProbs', 'advantages'] as const;
const inputNames = ['answers', ...inputColumns, 'settings', 'fixedLength'];

/**
 * The policy's loss of PPO and its relatives on tokens:
 *   L = sum_t w_t ( -min(r_t A_t, clip(r_t, 1 - low, 1 + high) A_t) + [klIn loss] klCoef k(log p_t - log ref_t) )
 * with weights w by the aggregation. An answer's ratio moves with each of its tokens:  ds/dlog p_t = s / length.
 * Lesson: notebooks/14-rlhf.ipynb.
 */
export function tokenPolicyLoss(input: TokenLossInput): TokenLoss {
  requireKnownOptions('input', input, inputNames);
  const { answers, logProbs, refLogProbs, advantages, settings } = input;
  requireAnswers(answers);
  const { mask, columns, lengths } = answers;
  for (const name of inputColumns) requireInside(name, input[name], mask);
  checkTokenSettings(settings);
  const { clip, clipRange, clipRangeHigh, klIn, klCoef, klEstimator } = settings;
  const weights = aggregationWeights(answers, settings.aggregation, input.fixedLength);
  const perSequence = settings.ratioPer === 'sequence' ? new Float64Array(lengths.length) : null;
  const slopes = new Float64Array(mask.length);
  let [loss, clipped, largestMove] = [0, 0, 0];
  const moves = logRatios(input);
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] === 0) continue;
    const ratio = Math.exp(moves[i]);
    if (ratio === Infinity) throw new RangeError(`logProbs[${i}]: the log-ratio ${moves[i]} has no finite ratio`);
    const A = advantages[i];
    const edge = Math.min(Math.max(ratio, 1 - clipRange), 1 + clipRangeHigh);
    let [gain, slope] = [ratio * A, ratio * A]; // d(ratio A)/dlog ratio = ratio A
    if (clip === 'clip' && edge * A < gain) [gain, slope] = [edge * A, 0];
    if (clip === 'weight') [gain, slope] = [edge * A * logProbs[i], edge * A];
    if (clip === 'weight' ? edge !== ratio : clip === 'clip' && gain !== ratio * A) clipped++;
    largestMove = Math.max(largestMove, Math.abs(ratio - 1));
    loss -= weights[i] * gain;
    if (perSequence === null || clip === 'weight') slopes[i] -= weights[i] * slope;
    else perSequence[Math.floor(i / (columns - 1))] -= weights[i] * slope;
    if (klIn === 'loss' && klCoef !== 0) {
      const kl = klAt(klEstimator, logProbs[i] - refLogProbs[i]);
      if (kl.value === Infinity)
        throw new RangeError(`logProbs[${i}]: ${klEstimator} from the reference is not finite`);
      loss += weights[i] * klCoef * kl.value;
      slopes[i] += weights[i] * klCoef * kl.slope;
    }
  }
  if (perSequence !== null) {
    mask.forEach((inside, i) => {
      const row = Math.floor(i / (columns - 1));
      if (inside !== 0) slopes[i] += perSequence[row] / lengths[row];
    });
  }
  const tokens = lengths.reduce((a, b) => a + b);
  return { loss, slopes, clipFraction: clipped / tokens, largestMove };
}

/** 1/2 the mean squared error of the values before each choice, over the answers' tokens; its derivative by each value [B,T]. */
export function tokenValueLoss(
  answers: Answers,
  values: NumberArray,
  returns: NumberArray,
): { loss: number; slopes: Float64Array } {
  requireAnswers(answers);
  const { mask, rows, columns } = answers;
  requireArray('values', values, 0);
  requireLength('values', values, rows * columns, 'tokens');
  requireInside('returns', returns, mask);
  const weights = aggregationWeights(answers, 'token');
  const slopes = new Float64Array(rows * columns);
  let loss = 0;
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] === 0) continue;
    const at = Math.floor(i / (columns - 1)) * columns + (i % (columns - 1)); // the value before the choice
    requireAt('values', values, at);
    const error = values[at] - returns[i];
    loss += 0.5 * weights[i] * error * error;
    slopes[at] = weights[i] * error;
  }
  return { loss, slopes };
}
