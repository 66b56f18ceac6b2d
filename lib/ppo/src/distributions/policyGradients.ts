import { digamma } from '../numbers/specialFunctions';
import { trigamma } from './betaDensity';
import { meanLogTanhSlopeGradient } from './squash';
import { requireLength, type NumberArray } from '../numbers/validate';

/**
 * The PPO loss differentiated by hand, from the loss back to what the networks put out. Three steps of the chain rule:
 *
 *   loss -> log-probability of the action taken   `surrogateGradient`
 *        -> logits, or means and log-stds         `categoricalGradient`, `gaussianGradient` (they add the entropy bonus)
 *        -> alphas and betas                    `betaGradient` (so does it)
 *   loss -> value                                 `valueGradient`
 *
 * What lies before the outputs, the layers of the network, is `ppo-engine`'s part. Each function is one loop over the B samples of
 * a minibatch and fills an array of the caller, so that training allocates nothing. Source: Schulman et al. 2017, eq. 7 and 9.
 * Lesson: notebooks/06-loss-and-update.ipynb.
 */

/** What the ratios of a minibatch were, means over its samples. */
export interface SurrogateReport {
  /** minus the mean clipped objective */
  readonly policyLoss: number;
  readonly klK1: number;
  readonly klK2: number;
  /** the k3 estimate of KL(old || new) */
  readonly approxKl: number;
  readonly clipFraction: number;
  readonly deadFraction: number;
  readonly ratioMin: number;
  readonly ratioMax: number;
}

/**
 * Derivative of the policy loss (plus klCoef times the k3 penalty) with respect to each new log-probability.
 *
 *   L = -1/B sum min(r A, clip(r) A),  r = exp(logProb - oldLogProb),  so  dr/dlogProb = r  and
 *   dL/dlogProb = -A r / B   where the sample is alive
 *                 0          where it is dead: A > 0 and r > 1 + eps, or A < 0 and r < 1 - eps
 *   k3 = 1/B sum (r - 1 - log r)  adds  klCoef (r - 1) / B
 * @param gradient [B] is filled
 */
export function surrogateGradient(
  input: {
    /** [B] each, nats */
    readonly logProbs: NumberArray;
    readonly oldLogProbs: NumberArray;
    /** [B], used as given */
    readonly advantages: NumberArray;
    readonly clipRange: number;
    readonly klCoef?: number;
  },
  gradient: Float64Array,
): SurrogateReport {
  const { logProbs, oldLogProbs, advantages, clipRange, klCoef = 0 } = input;
  const rows = gradient.length;
  for (const name of ['logProbs', 'oldLogProbs', 'advantages'] as const) {
    requireLength(name, input[name], rows, 'gradient');
  }
  let objective = 0;
  let clipped = 0;
  let deadRows = 0;
  let k1 = 0;
  let k2 = 0;
  let k3 = 0;
  let ratioMin = Infinity;
  let ratioMax = -Infinity;
  for (let b = 0; b < rows; b++) {
    const logRatio = logProbs[b] - oldLogProbs[b];
    const ratio = Math.exp(logRatio);
    const advantage = advantages[b];
    const isAbove = ratio > 1 + clipRange;
    const isBelow = ratio < 1 - clipRange;
    const isDead = (advantage > 0 && isAbove) || (advantage < 0 && isBelow);
    const bound = isAbove ? 1 + clipRange : 1 - clipRange;
    objective += (isDead ? bound : ratio) * advantage; // the smaller branch: the clipped one exactly where the sample is dead
    gradient[b] = ((isDead ? 0 : -advantage * ratio) + klCoef * (ratio - 1)) / rows;
    k1 -= logRatio;
    k2 += 0.5 * logRatio * logRatio;
    k3 += ratio - 1 - logRatio;
    if (isAbove || isBelow) clipped++;
    if (isDead) deadRows++;
    if (ratio < ratioMin) ratioMin = ratio;
    if (ratio > ratioMax) ratioMax = ratio;
  }
  return {
    policyLoss: -objective / rows,
    klK1: k1 / rows,
    klK2: k2 / rows,
    approxKl: k3 / rows,
    clipFraction: clipped / rows,
    deadFraction: deadRows / rows,
    ratioMin,
    ratioMax,
  };
}

/**
 * Derivative of the loss with respect to the logits of a categorical policy, entropy bonus included.
 *
 *   dlogProb(a)/dlogit_k = (1 if k is the action, else 0) - p_k
 *   dH/dlogit_k          = -p_k (log p_k + H)
 *   dL/dlogit_k          = dL/dlogProb * dlogProb/dlogit_k - entropyCoef / B * dH/dlogit_k
 * @param gradient [B,k] is filled
 */
export function categoricalGradient(
  input: {
    /** [B,k] normalised log-probabilities and their exponentials, as `categoricalOutputs` makes them */
    readonly allLogProbs: NumberArray;
    readonly probs: NumberArray;
    /** [B] */
    readonly entropies: NumberArray;
    readonly actions: NumberArray;
    /** [B] dL/dlogProb, from `surrogateGradient` */
    readonly logProbGradient: NumberArray;
    readonly entropyCoef: number;
  },
  gradient: Float64Array,
): void {
  const { allLogProbs, probs, entropies, actions, logProbGradient, entropyCoef } = input;
  const rows = logProbGradient.length;
  const numActions = gradient.length / rows;
  requireLength('allLogProbs', allLogProbs, gradient.length, 'gradient');
  requireLength('probs', probs, gradient.length, 'gradient');
  requireLength('actions', actions, rows, 'logProbGradient');
  const bonus = entropyCoef / rows;
  for (let b = 0; b < rows; b++) {
    const action = actions[b];
    for (let k = 0; k < numActions; k++) {
      const i = b * numActions + k;
      const p = probs[i];
      const ofEntropy = p === 0 ? 0 : -p * (allLogProbs[i] + entropies[b]); // p log p -> 0 as p -> 0
      gradient[i] = logProbGradient[b] * ((k === action ? 1 : 0) - p) - bonus * ofEntropy;
    }
  }
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
    readonly logStds: NumberArray;
    /** [B,k] */
    readonly actions: NumberArray;
    /** [B] dL/dlogProb, from `surrogateGradient` */
    readonly logProbGradient: NumberArray;
    readonly entropyCoef: number;
  },
  meanGradient: Float64Array,
  logStdGradient: Float64Array,
): void {
  const { means, logStds, actions, logProbGradient, entropyCoef } = input;
  const rows = logProbGradient.length;
  const size = meanGradient.length / rows;
  const isShared = logStds.length === size;
  requireLength('means', means, meanGradient.length, 'meanGradient');
  requireLength('actions', actions, meanGradient.length, 'meanGradient');
  requireLength('logStdGradient', logStdGradient, logStds.length, 'logStds');
  if (!isShared) requireLength('logStds', logStds, meanGradient.length, 'means');
  const bonus = entropyCoef / rows;
  logStdGradient.fill(0);
  for (let b = 0; b < rows; b++) {
    for (let k = 0; k < size; k++) {
      const i = b * size + k;
      const s = isShared ? k : i;
      const std = Math.exp(logStds[s]);
      const z = (actions[i] - means[i]) / std;
      meanGradient[i] = (logProbGradient[b] * z) / std;
      logStdGradient[s] += logProbGradient[b] * (z * z - 1) - bonus;
    }
  }
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
    readonly logStds: NumberArray;
    /** entropyCoef / B */
    readonly bonus: number;
  },
  meanGradient: Float64Array,
  logStdGradient: Float64Array,
): void {
  const { means, logStds, bonus } = input;
  requireLength('means', means, meanGradient.length, 'meanGradient');
  requireLength('logStdGradient', logStdGradient, logStds.length, 'logStds');
  for (let i = 0; i < means.length; i++) {
    const s = i % logStds.length; // [B,k]: i itself
    meanLogTanhSlopeGradient(means[i], Math.exp(logStds[s]), scratch);
    meanGradient[i] -= bonus * scratch[0];
    logStdGradient[s] -= bonus * scratch[1];
  }
}

const scratch = new Float64Array(2);

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
  for (const name of ['alphas', 'betas', 'actions'] as const) {
    requireLength(name, input[name], alphaGradient.length, 'alphaGradient');
  }
  requireLength('betaGradient', betaGradient, alphaGradient.length, 'alphaGradient');
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

/**
 * Value loss and its derivative (times valueCoef) with respect to each value.
 *
 *   without clipping:  1/2 (V - R)^2             derivative V - R
 *   with clipping:     1/2 max((V - R)^2, (V' - R)^2),  V' = oldV + clip(V - oldV, -range, range)
 *                      derivative V - R where the first is the larger; where the second is, V has left the range, V' does not
 *                      follow it, and the derivative is 0 (CleanRL's clip_vloss)
 * @param gradient [B] is filled   @returns half the mean squared error, or its clipped form; not yet times valueCoef
 */
export function valueGradient(
  input: {
    /** [B] each */
    readonly values: NumberArray;
    readonly oldValues: NumberArray;
    readonly returns: NumberArray;
    /** null: no clipping */
    readonly valueClipRange: number | null;
    readonly valueCoef: number;
  },
  gradient: Float64Array,
): number {
  const { values, oldValues, returns, valueCoef } = input;
  const range = input.valueClipRange ?? Infinity;
  const rows = gradient.length;
  for (const name of ['values', 'oldValues', 'returns'] as const) requireLength(name, input[name], rows, 'gradient');
  let total = 0;
  for (let b = 0; b < rows; b++) {
    const error = values[b] - returns[b];
    const moved = values[b] - oldValues[b];
    const nearby = moved > range ? oldValues[b] + range : moved < -range ? oldValues[b] - range : values[b];
    const clippedError = nearby - returns[b];
    const isClipped = clippedError * clippedError > error * error;
    total += isClipped ? clippedError * clippedError : error * error;
    gradient[b] = isClipped ? 0 : (valueCoef * error) / rows;
  }
  return total / (2 * rows);
}
