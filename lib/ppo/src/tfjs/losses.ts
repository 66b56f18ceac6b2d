import { choices, requireOneOf } from '../config/choices';
import type { PpoConfig } from '../config/types';
import { requireKnownOptions } from '../numbers/objects';
import { requireAtLeastZero, requireFloat32 } from '../numbers/floats';
import { requireClipRange, requireObject, requirePositive } from '../numbers/validate';
import { assertShape, assertTensor, tf } from './tensors';

/** The columns of one minibatch and the loss's settings. All columns [B]; advantages are used as given. */
export interface PpoLossInput {
  /** of the policy that is being trained */
  readonly logProbs: tf.Tensor1D;
  /** of the policy that acted */
  readonly oldLogProbs: tf.Tensor1D;
  readonly advantages: tf.Tensor1D;
  readonly entropies: tf.Tensor1D;
  /** V(s) now */
  readonly values: tf.Tensor1D;
  /** V(s) when acting; only needed with valueClipRange */
  readonly oldValues?: tf.Tensor1D;
  /** the critic's target */
  readonly returns: tf.Tensor1D;
  readonly clipRange: number;
  readonly valueClipRange?: number | null;
  readonly valueCoef: number;
  readonly entropyCoef: number;
  readonly klCoef?: number;
  /** default 'clip'; 'rollback' and 'spo': see numbers/objectives.ts; 'ratio': -r A, no clip; 'policy-gradient': -A log pi, A2C's loss */
  readonly objective?: PpoConfig['objective'];
  /** as in `PpoConfig`; default null, null and 0 */
  readonly clipRangeHigh?: number | null;
  readonly dualClip?: number | null;
  readonly rollbackSlope?: number;
}

const inputNames = [
  'logProbs',
  'oldLogProbs',
  'advantages',
  'entropies',
  'values',
  'oldValues',
  'returns',
  'clipRange',
  'valueClipRange',
  'valueCoef',
  'entropyCoef',
  'klCoef',
  'objective',
  'clipRangeHigh',
  'dualClip',
  'rollbackSlope',
] as const satisfies readonly (keyof PpoLossInput)[];

/** The loss to minimise and the means it is made of, all scalars. */
export interface PpoLoss extends tf.NamedTensorMap {
  readonly loss: tf.Scalar;
  readonly policyLoss: tf.Scalar;
  readonly valueLoss: tf.Scalar;
  readonly entropy: tf.Scalar;
}

/**
 * PPO's loss (Schulman et al. 2017, eq. 9, signs for descent):
 *   loss = policyLoss + valueCoef * valueLoss - entropyCoef * entropy (+ klCoef * KL)
 * With `objective: 'ratio'` the policy loss is -r A, without the clip; with 'policy-gradient' A2C's, -A log pi: no ratio, no clip.
 * @throws RangeError if a column is not [B]: [B] - [B,1] would silently become [B,B]
 */
export function ppoLoss(input: PpoLossInput): PpoLoss {
  requireKnownOptions('input', input, inputNames);
  checkColumns(input);
  checkSettings(input);
  return tf.tidy(() => {
    const { logProbs, oldLogProbs, entropies, valueCoef, entropyCoef, klCoef = 0 } = input;
    const logRatio = logProbs.sub<tf.Tensor1D>(oldLogProbs); // [B] log r
    const ratio = logRatio.exp(); // [B] r, 1 before the first step
    const policyLoss = objectiveTensor(input, ratio).mean<tf.Scalar>().neg();
    const valueLoss = valueLossTensor(input);
    const entropy = entropies.mean<tf.Scalar>();
    let loss = policyLoss.add(valueLoss.mul(valueCoef)).sub<tf.Scalar>(entropy.mul(entropyCoef));
    if (klCoef > 0) loss = loss.add(ratio.sub(1).sub(logRatio).mean().mul(klCoef)); // k3: unbiased, never negative
    return { loss, policyLoss, valueLoss, entropy };
  });
}

/** What the policy climbs, [B]. */
function objectiveTensor(input: PpoLossInput, ratio: tf.Tensor1D): tf.Tensor1D {
  const { objective = 'clip', logProbs, advantages, clipRange } = input;
  if (objective === 'policy-gradient') return logProbs.mul<tf.Tensor1D>(advantages); // A log pi
  if (objective === 'ratio') return ratio.mul<tf.Tensor1D>(advantages); // eq. 6 before the mean
  if (objective === 'spo') {
    const penalty = advantages
      .abs()
      .mul(ratio.sub(1).square())
      .div(2 * clipRange);
    return ratio.mul(advantages).sub<tf.Tensor1D>(penalty); // r A - |A| (r - 1)^2 / (2 eps)
  }
  const { clipRangeHigh, dualClip, rollbackSlope = 0 } = input;
  const high = 1 + (clipRangeHigh ?? clipRange);
  let result = clippedSurrogateTensor(ratio, advantages, clipRange, clipRangeHigh ?? clipRange);
  if (dualClip !== undefined && dualClip !== null) {
    const floor = advantages.mul(dualClip); // c A, which bounds r A from below where A < 0
    result = tf.where<tf.Tensor1D>(advantages.less(0), result.maximum<tf.Tensor1D>(floor), result);
  }
  if (objective !== 'rollback') return result;
  const above = ratio.sub(high).relu().mul(advantages.greater(0).toFloat()); // how far beyond its edge, [B]
  const below = ratio
    .neg()
    .add(1 - clipRange)
    .relu()
    .mul(advantages.less(0).toFloat());
  return result.sub<tf.Tensor1D>(above.add(below).mul(advantages.abs()).mul(rollbackSlope));
}

/** min(r A, clip(r, 1 - eps, 1 + eps) A), [B] (eq. 7 before the mean). @param clipRangeHigh eps of the upper edge, where it is another */
export function clippedSurrogateTensor(
  ratio: tf.Tensor1D,
  advantages: tf.Tensor1D,
  clipRange: number,
  clipRangeHigh = clipRange,
): tf.Tensor1D {
  return tf.tidy(() => {
    const unclipped = ratio.mul(advantages);
    const clipped = ratio.clipByValue(1 - clipRange, 1 + clipRangeHigh).mul(advantages);
    return unclipped.minimum<tf.Tensor1D>(clipped);
  });
}

/**
 * Half the mean squared error of the values. With a clip range, a value may take credit for moving at most that far from the value
 * it had when acting: per sample the larger of the two errors counts (CleanRL's clip_vloss).
 * @throws RangeError if a column is not [B] or the clip range is not positive
 */
export function valueLossTensor(
  input: Pick<PpoLossInput, 'values' | 'returns' | 'oldValues' | 'valueClipRange'>,
): tf.Scalar {
  requireObject('input', input, 'columns { values, returns }');
  const { values, returns, oldValues, valueClipRange = null } = input;
  assertTensor(values, 'values');
  assertShape(values, [values.size], 'values');
  assertShape(returns, [values.size], 'returns');
  if (valueClipRange !== null) {
    requirePositive('valueClipRange', valueClipRange);
    if (oldValues === undefined) throw new TypeError('oldValues: missing, needed because valueClipRange is set');
    assertShape(oldValues, [values.size], 'oldValues');
  }
  return tf.tidy(() => {
    const error = values.sub(returns).square(); // [B]
    if (valueClipRange === null || oldValues === undefined) return error.mean().mul<tf.Scalar>(0.5);
    const nearby = oldValues.add(values.sub(oldValues).clipByValue(-valueClipRange, valueClipRange)); // [B]
    return error.maximum(nearby.sub(returns).square()).mean().mul<tf.Scalar>(0.5);
  });
}

function checkColumns(input: PpoLossInput): void {
  assertTensor(input.logProbs, 'logProbs');
  const shape = [input.logProbs.size];
  for (const name of ['logProbs', 'oldLogProbs', 'advantages', 'entropies', 'values', 'returns'] as const) {
    assertShape(input[name], shape, name);
  }
  if (input.oldValues !== undefined) assertShape(input.oldValues, shape, 'oldValues');
}

/** Coefficients of either sign, so that a lesson may try a wrong one; whatever is no number would be ignored or make everything NaN. */
function checkSettings({ objective = 'clip', clipRange, valueCoef, entropyCoef, klCoef = 0 }: PpoLossInput): void {
  requireOneOf('objective', objective, choices.objective);
  requireClipRange('clipRange', clipRange);
  requireFloat32('valueCoef', valueCoef);
  requireFloat32('entropyCoef', entropyCoef);
  requireFloat32('klCoef', requireAtLeastZero('klCoef', klCoef));
}
