import { digamma, gammaln, trigamma } from '../../numbers/specialFunctions';
import type { NumberArray } from '../../numbers/validate';

/** The loops of Beta policies over (0, 1)^k, in nats, behind `Beta` and `BetaBatch`. Unchecked: the lengths are the caller's. */

/** log B(a, b), the logarithm of the density's divisor. */
export function logBeta(a: number, b: number): number {
  return gammaln(a) + gammaln(b) - gammaln(a + b);
}

function densityLog(a: number, b: number, x: number): number {
  return (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - logBeta(a, b);
}

function entropyOf(a: number, b: number): number {
  return logBeta(a, b) - (a - 1) * digamma(a) - (b - 1) * digamma(b) + (a + b - 2) * digamma(a + b);
}

/** Log-density over (0, 1)^k of action [k] of row b under alphas and betas [B,k], nats. @param at as for `gaussianLogProb` */
export function betaLogProb(
  alphas: NumberArray,
  betas: NumberArray,
  actions: NumberArray,
  b: number,
  size: number,
  at = 0,
): number {
  let total = 0;
  for (let i = b * size; i < (b + 1) * size; i++) total += densityLog(alphas[i], betas[i], actions[at + i]);
  return total;
}

/** Differential entropy of row b over (0, 1)^k, nats. */
export function betaEntropy(alphas: NumberArray, betas: NumberArray, b: number, size: number): number {
  let total = 0;
  for (let i = b * size; i < (b + 1) * size; i++) total += entropyOf(alphas[i], betas[i]);
  return total;
}

/**
 * Derivative of the loss with respect to the alphas and betas of Beta policies, entropy bonus included:
 *
 *   dlogProb/dalpha = log x - psi(alpha) + psi(alpha + beta)
 *   dH/dalpha       = (alpha + beta - 2) psi'(alpha + beta) - (alpha - 1) psi'(alpha)
 * and the same for beta with log(1 - x). psi is the digamma function, the derivative of log Gamma, and psi' its derivative.
 */
export function betaGradient(
  input: {
    /** [B,k] each */
    readonly alphas: NumberArray;
    readonly betas: NumberArray;
    /** [B,k] in (0, 1) */
    readonly actions: NumberArray;
    /** [B] dL/dlogProb, from `surrogateGradient` */
    readonly logProbGradient: NumberArray;
    readonly entropyCoef: number;
  },
  alphaGradient: Float64Array,
  betaGradient: Float64Array,
): void {
  const { alphas, betas, actions, logProbGradient, entropyCoef } = input;
  const rows = logProbGradient.length;
  const size = alphas.length / rows;
  const bonus = entropyCoef / rows;
  for (let b = 0; b < rows; b++) {
    for (let i = b * size; i < (b + 1) * size; i++) {
      const [alpha, beta, x] = [alphas[i], betas[i], actions[i]];
      const both = digamma(alpha + beta);
      alphaGradient[i] = logProbGradient[b] * (Math.log(x) - digamma(alpha) + both);
      betaGradient[i] = logProbGradient[b] * (Math.log1p(-x) - digamma(beta) + both);
      if (bonus === 0) continue;
      const shared = (alpha + beta - 2) * trigamma(alpha + beta);
      alphaGradient[i] -= bonus * (shared - (alpha - 1) * trigamma(alpha));
      betaGradient[i] -= bonus * (shared - (beta - 1) * trigamma(beta));
    }
  }
}
