import type { NumberArray } from '../../numbers/validate';

/** The loops of Gaussian policies, behind `DiagonalGaussian` and `GaussianBatch`. Unchecked: the lengths are the caller's. */

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/**
 * Log-density of action [k] of row b under means [B,k], standard deviations and their logarithms [B,k] or [k], nats.
 * @param at index where the actions [B,k] of these rows begin, default 0
 */
export function gaussianLogProb(
  means: NumberArray,
  stds: NumberArray,
  logStds: NumberArray,
  actions: NumberArray,
  b: number,
  size: number,
  at = 0,
): number {
  const offset = logStds.length === size ? 0 : b * size;
  let total = 0;
  for (let k = 0; k < size; k++) {
    const z = (actions[at + b * size + k] - means[b * size + k]) / stds[offset + k];
    total -= 0.5 * z * z + logStds[offset + k] + HALF_LOG_TWO_PI;
  }
  return total;
}

/** Differential entropy of row b, nats. */
export function gaussianEntropy(logStds: NumberArray, b: number, size: number): number {
  const offset = logStds.length === size ? 0 : b * size;
  let total = 0;
  for (let k = 0; k < size; k++) total += 0.5 + HALF_LOG_TWO_PI + logStds[offset + k];
  return total;
}

/**
 * Derivative of the loss with respect to the means and log standard deviations of a diagonal Gaussian policy, entropy bonus
 * included. With z = (a - mean) / std and independent components:
 *
 *   dlogProb/dmean = z / std      dlogProb/dlogStd = z^2 - 1      dH/dlogStd = 1
 * @param logStdGradient is filled: [B,k] where every state has its own log-stds, [k] (summed over the batch) where all share them
 */
export function gaussianGradient(
  input: {
    /** [B,k] */
    readonly means: NumberArray;
    /** [B,k], or [k] if all states share them */
    readonly stds: NumberArray;
    /** [B,k] */
    readonly actions: NumberArray;
    /** [B] dL/dlogProb, from `surrogateGradient` */
    readonly logProbGradient: NumberArray;
    readonly entropyCoef: number;
  },
  meanGradient: Float64Array,
  logStdGradient: Float64Array,
): void {
  const { means, stds, actions, logProbGradient, entropyCoef } = input;
  const rows = logProbGradient.length;
  const size = meanGradient.length / rows;
  const isShared = stds.length === size;
  const bonus = entropyCoef / rows;
  logStdGradient.fill(0);
  for (let b = 0; b < rows; b++) {
    for (let k = 0; k < size; k++) {
      const i = b * size + k;
      const s = isShared ? k : i;
      const z = (actions[i] - means[i]) / stds[s];
      meanGradient[i] = (logProbGradient[b] * z) / stds[s];
      logStdGradient[s] += logProbGradient[b] * (z * z - 1) - bonus;
    }
  }
}
