import { betaDensityLog, betaEntropyOf } from './betaDensity';
import type { Random } from '../numbers/random';
import { logTanhSlope, meanLogTanhSlope } from './squash';
import type { NumberArray } from '../numbers/validate';

/**
 * From a policy network's outputs to log-probabilities, entropies and actions: the loops inside `Categorical`,
 * `DiagonalGaussian` and the bounded distributions, without their checks and filling arrays of the caller, for code that runs once per environment step.
 */

/** For logits [B,k]: normalised log-probabilities and probabilities [B,k], entropies [B] (nats); all three are filled. */
export function categoricalOutputs(
  logits: NumberArray,
  allLogProbs: Float64Array,
  probs: Float64Array,
  entropies: Float64Array,
): void {
  const rows = entropies.length;
  const numActions = probs.length / rows;
  if (numActions === 2) return twoActionOutputs(logits, allLogProbs, probs, entropies);
  for (let b = 0; b < rows; b++) {
    const start = b * numActions;
    const end = start + numActions;
    let largest = logits[start];
    for (let i = start + 1; i < end; i++) if (logits[i] > largest) largest = logits[i];
    let total = 0;
    for (let i = start; i < end; i++) {
      const share = logits[i] === largest ? 1 : Math.exp(logits[i] - largest); // exp(0) is 1: one call less per row
      probs[i] = share;
      total += share;
    }
    const logTotal = Math.log(total);
    let entropy = 0;
    for (let i = start; i < end; i++) {
      const logProb = logits[i] - largest - logTotal;
      const p = probs[i] / total;
      allLogProbs[i] = logProb;
      probs[i] = p;
      if (p > 0) entropy -= p * logProb;
    }
    entropies[b] = entropy;
  }
}

/** The same for two actions, without the inner loops: CartPole, where this is the largest part of a small network's step. */
function twoActionOutputs(
  logits: NumberArray,
  allLogProbs: Float64Array,
  probs: Float64Array,
  entropies: Float64Array,
): void {
  for (let b = 0, i = 0; b < entropies.length; b++, i += 2) {
    const first = logits[i];
    const second = logits[i + 1];
    const largest = second > first ? second : first;
    const firstShare = first === largest ? 1 : Math.exp(first - largest);
    const secondShare = second === largest ? 1 : Math.exp(second - largest);
    const total = firstShare + secondShare;
    const logTotal = Math.log(total);
    const p = firstShare / total;
    const q = secondShare / total;
    const logP = first - largest - logTotal;
    const logQ = second - largest - logTotal;
    probs[i] = p;
    probs[i + 1] = q;
    allLogProbs[i] = logP;
    allLogProbs[i + 1] = logQ;
    entropies[b] = (p > 0 ? 0 - p * logP : 0) - (q > 0 ? q * logQ : 0);
  }
}

/** One action of row b drawn with its probabilities; uses one uniform number, exactly like `Categorical.sample`. */
export function sampleCategorical(probs: Float64Array, b: number, numActions: number, random: Random): number {
  let rest = random.uniform();
  let chosen = 0;
  for (let action = 0; action < numActions; action++) {
    const p = probs[b * numActions + action];
    if (p === 0) continue;
    chosen = action; // the last possible action also catches what rounding leaves over
    rest -= p;
    if (rest < 0) break;
  }
  return chosen;
}

/** The most probable action of row b; the first one if several tie. */
export function likeliestAction(allLogProbs: Float64Array, b: number, numActions: number): number {
  let best = 0;
  for (let action = 1; action < numActions; action++) {
    if (allLogProbs[b * numActions + action] > allLogProbs[b * numActions + best]) best = action;
  }
  return best;
}

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/**
 * Log-density of action [k] of row b under means [B,k] and log-stds [B,k] or [k], nats.
 * @param at index where the actions [B,k] of these rows begin, default 0
 */
export function gaussianLogProb(
  means: NumberArray,
  logStds: NumberArray,
  actions: NumberArray,
  b: number,
  size: number,
  at = 0,
): number {
  const offset = logStds.length === size ? 0 : b * size;
  let total = 0;
  for (let k = 0; k < size; k++) {
    const logStd = logStds[offset + k];
    const z = (actions[at + b * size + k] - means[b * size + k]) / Math.exp(logStd);
    total -= 0.5 * z * z + logStd + HALF_LOG_TWO_PI;
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
 * What stretching tanh(u) to a box takes from the log-density of one u [k]: the sum of log(half * (1 - tanh(u)^2)), nats.
 * @param halves [k] half widths of the box   @param at index of u's first number
 */
export function squashCorrection(u: NumberArray, halves: NumberArray, at = 0): number {
  let total = 0;
  for (let k = 0; k < halves.length; k++) total += Math.log(halves[k]) + logTanhSlope(u[at + k]);
  return total;
}

/**
 * Differential entropy of row b's stretched tanh of a Gaussian, nats: the Gaussian's plus the mean of log(half * (1 - tanh(u)^2)),
 * by quadrature (`meanLogTanhSlope`), as there is no closed form.
 */
export function squashedEntropy(means: NumberArray, logStds: NumberArray, halves: NumberArray, b: number): number {
  const size = halves.length;
  const offset = logStds.length === size ? 0 : b * size;
  let total = gaussianEntropy(logStds, b, size);
  for (let k = 0; k < size; k++) {
    total += Math.log(halves[k]) + meanLogTanhSlope(means[b * size + k], Math.exp(logStds[offset + k]));
  }
  return total;
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
  for (let i = b * size; i < (b + 1) * size; i++) total += betaDensityLog(alphas[i], betas[i], actions[at + i]);
  return total;
}

/** Differential entropy of row b over (0, 1)^k, nats. */
export function betaEntropy(alphas: NumberArray, betas: NumberArray, b: number, size: number): number {
  let total = 0;
  for (let i = b * size; i < (b + 1) * size; i++) total += betaEntropyOf(alphas[i], betas[i]);
  return total;
}
