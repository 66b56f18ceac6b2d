import type { NumberArray } from '../../numbers/validate';
import { meanLogTanhSlope, meanLogTanhSlopeGradient } from '../squash';
import { gaussianEntropy } from './loops';

/** What a squashed Gaussian policy adds to the loops of the Gaussian one, behind `SquashedGaussian` and `SquashedGaussianBatch`. */

/**
 * Differential entropy of row b's stretched tanh of a Gaussian, nats: the Gaussian's plus the mean of log(half * (1 - tanh(u)^2)),
 * by quadrature (`meanLogTanhSlope`), as there is no closed form.
 */
export function squashedEntropy(
  means: NumberArray,
  stds: NumberArray,
  logStds: NumberArray,
  halves: NumberArray,
  b: number,
): number {
  const size = halves.length;
  const offset = logStds.length === size ? 0 : b * size;
  let total = gaussianEntropy(logStds, b, size);
  for (let k = 0; k < size; k++) {
    total += Math.log(halves[k]) + meanLogTanhSlope(means[b * size + k], stds[offset + k]);
  }
  return total;
}

/**
 * Adds the rest of a squashed Gaussian's entropy bonus to what `gaussianGradient` made of it. The log-probability of a stored u needs
 * nothing more, since the slope of tanh at u does not depend on mean or std; but the entropy, a mean over all u, does:
 *
 *   H = H(Gaussian) + E log(half (1 - tanh(u)^2)),  u = mean + std z
 *   dH/dmean = E[-2 tanh(u)]      dH/dlogStd = 1 + E[-2 tanh(u) std z]      (the 1 is the Gaussian's, already there)
 * The mean over z is the quadrature of `meanLogTanhSlope`.
 */
export function squashedEntropyGradient(
  input: {
    /** [B,k] */
    readonly means: NumberArray;
    /** [B,k], or [k] if all states share them */
    readonly stds: NumberArray;
    /** entropyCoef / B */
    readonly bonus: number;
  },
  meanGradient: Float64Array,
  logStdGradient: Float64Array,
): void {
  const { means, stds, bonus } = input;
  for (let i = 0; i < means.length; i++) {
    const s = i % stds.length; // [B,k]: i itself
    meanLogTanhSlopeGradient(means[i], stds[s], scratch);
    meanGradient[i] -= bonus * scratch[0];
    logStdGradient[s] -= bonus * scratch[1];
  }
}

const scratch = new Float64Array(2);
