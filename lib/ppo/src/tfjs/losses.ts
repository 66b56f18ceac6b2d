import { assertShape, tf } from './tensors';

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
  /** default 'clip'; 'policy-gradient': -A log pi, the loss of A2C */
  readonly objective?: 'clip' | 'policy-gradient';
}

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
 * With `objective: 'policy-gradient'` the policy loss is A2C's, -A log pi: no ratio, no clip.
 * @throws RangeError if a column is not [B]: [B] - [B,1] would silently become [B,B]
 */
export function ppoLoss(input: PpoLossInput): PpoLoss {
  return tf.tidy(() => {
    const { logProbs, oldLogProbs, advantages, entropies, valueCoef, entropyCoef, klCoef = 0 } = input;
    checkColumns(input);
    const logRatio = logProbs.sub<tf.Tensor1D>(oldLogProbs); // [B] log r
    const ratio = logRatio.exp(); // [B] r, 1 before the first step
    const objective =
      input.objective === 'policy-gradient'
        ? logProbs.mul<tf.Tensor1D>(advantages) // [B] A log pi
        : clippedSurrogateTensor(ratio, advantages, input.clipRange); // [B] eq. 7
    const policyLoss = objective.mean<tf.Scalar>().neg();
    const valueLoss = valueLossTensor(input);
    const entropy = entropies.mean<tf.Scalar>();
    let loss = policyLoss.add(valueLoss.mul(valueCoef)).sub<tf.Scalar>(entropy.mul(entropyCoef));
    if (klCoef > 0) loss = loss.add(ratio.sub(1).sub(logRatio).mean().mul(klCoef)); // k3: unbiased, never negative
    return { loss, policyLoss, valueLoss, entropy };
  });
}

/** min(r A, clip(r, 1 - eps, 1 + eps) A), [B] (eq. 7 before the mean). */
export function clippedSurrogateTensor(ratio: tf.Tensor1D, advantages: tf.Tensor1D, clipRange: number): tf.Tensor1D {
  return tf.tidy(() => {
    const unclipped = ratio.mul(advantages);
    const clipped = ratio.clipByValue(1 - clipRange, 1 + clipRange).mul(advantages);
    return unclipped.minimum<tf.Tensor1D>(clipped);
  });
}

/**
 * Half the mean squared error of the values. With a clip range, a value may take credit for moving at most that far from the value
 * it had when acting: per sample the larger of the two errors counts (CleanRL's clip_vloss).
 */
export function valueLossTensor(
  input: Pick<PpoLossInput, 'values' | 'returns' | 'oldValues' | 'valueClipRange'>,
): tf.Scalar {
  const { values, returns, oldValues, valueClipRange = null } = input;
  return tf.tidy(() => {
    const error = values.sub(returns).square(); // [B]
    if (valueClipRange === null) return error.mean().mul<tf.Scalar>(0.5);
    if (oldValues === undefined) throw new TypeError('oldValues: missing, needed because valueClipRange is set');
    const nearby = oldValues.add(values.sub(oldValues).clipByValue(-valueClipRange, valueClipRange)); // [B]
    return error.maximum(nearby.sub(returns).square()).mean().mul<tf.Scalar>(0.5);
  });
}

function checkColumns(input: PpoLossInput): void {
  const shape = [input.logProbs.size];
  for (const name of ['logProbs', 'oldLogProbs', 'advantages', 'entropies', 'values', 'returns'] as const) {
    assertShape(input[name], shape, name);
  }
  if (input.oldValues !== undefined) assertShape(input.oldValues, shape, 'oldValues');
}
