import { objectiveOf, ratioStatistics, slopeOf, type RatioColumns, type RatioStatistics } from './ratios';
import { requireLength, type NumberArray } from './validate';

/**
 * The PPO loss differentiated by hand, from the loss back to what the networks put out. Two steps of the chain rule:
 *
 *   loss -> log-probability of the action taken   `surrogateGradient`, without a clip `ratioGradient`, for A2C `logLikelihoodGradient`
 *        -> the policy network's outputs          `PolicyBatch.differentiate` (adds the entropy bonus)
 *   loss -> value                                 `valueGradient`
 *
 * What lies before the outputs, the layers of the network, is `ppo-engine`'s part. Each function is a loop over the B samples of
 * a minibatch and fills an array of the caller, so that training allocates nothing. Source: Schulman et al. 2017, eq. 7 and 9.
 * Lesson: notebooks/06-loss-and-update.ipynb.
 */

/** What a policy loss saw. */
export interface SurrogateReport {
  /** minus the mean objective */
  readonly policyLoss: number;
  readonly ratios: RatioStatistics;
}

/** The columns of a policy loss. */
export interface SurrogateInput extends RatioColumns {
  /** weight of the k3 penalty, default 0 */
  readonly klCoef?: number;
}

/**
 * Derivative of the policy loss (plus klCoef times the k3 penalty) with respect to each new log-probability.
 *
 *   L = -1/B sum min(r A, clip(r) A),  r = exp(logProb - oldLogProb),  so  dr/dlogProb = r  and
 *   dL/dlogProb = -A r / B   where the sample is alive
 *                 0          where it is dead: A > 0 and r > 1 + eps, or A < 0 and r < 1 - eps
 *   k3 = 1/B sum (r - 1 - log r)  adds  klCoef (r - 1) / B
 * @param gradient [B] is filled
 * @throws RangeError if a column is not as long as the gradient
 */
export function surrogateGradient(input: SurrogateInput, gradient: Float64Array): SurrogateReport {
  const { advantages, clipRange, klCoef = 0 } = input;
  const rows = gradient.length;
  const ratios = statisticsOf(input, gradient); // its array holds the ratios until the gradient takes their place
  let objective = 0;
  for (let b = 0; b < rows; b++) {
    const ratio = gradient[b];
    objective += objectiveOf(ratio, advantages[b], clipRange);
    gradient[b] = (klCoef * (ratio - 1) - slopeOf(ratio, advantages[b], clipRange) * ratio) / rows;
  }
  return { policyLoss: -objective / rows, ratios };
}

/**
 * The surrogate without a clip, differentiated by hand with respect to each new log-probability: for `objective: 'ratio'`.
 *
 *   L = -1/B sum r A,  so  dL/dlogProb = -A r / B   for every sample, however far its ratio has gone
 *
 * Inside the band it is the gradient of the clipped objective. `clipFraction` and `deadFraction` say how many samples lie outside the
 * band and how many of them a clip would have silenced. Source: Schulman et al. 2017, eq. 6. Lesson: notebooks/10-lecture-25.ipynb.
 * @param gradient [B] is filled
 * @throws RangeError if a column is not as long as the gradient
 */
export function ratioGradient(input: SurrogateInput, gradient: Float64Array): SurrogateReport {
  const { advantages, klCoef = 0 } = input;
  const rows = gradient.length;
  const ratios = statisticsOf(input, gradient); // its array holds the ratios until the gradient takes their place
  let objective = 0;
  for (let b = 0; b < rows; b++) {
    const ratio = gradient[b];
    const gain = advantages[b] === 0 ? 0 : ratio * advantages[b]; // asks for nothing, even where the ratio has overflowed
    objective += gain;
    const ofKl = klCoef === 0 ? 0 : klCoef * (ratio - 1);
    gradient[b] = (ofKl - gain) / rows;
  }
  return { policyLoss: -objective / rows, ratios };
}

/**
 * The policy loss of A2C, differentiated by hand with respect to each new log-probability: the twin of `surrogateGradient` for
 * `objective: 'policy-gradient'`.
 *
 *   L = -1/B sum A log pi(a|s),  so  dL/dlogProb = -A / B   for every sample, whatever its ratio
 *
 * At a ratio of 1 that is also the gradient of the clipped objective: the two part only after the first step on a rollout. The report
 * still measures the ratios against the policy that acted; `clipFraction` and `deadFraction` then say how many samples lie outside
 * the band and how many of them a clip would have silenced, though here nothing is.
 * Source: Mnih et al. 2016, section 4; Lecture 25, "The Ratio Clip". Lesson: notebooks/10-lecture-25.ipynb.
 * @param gradient [B] is filled
 * @throws RangeError if a column is not as long as the gradient
 */
export function logLikelihoodGradient(input: SurrogateInput, gradient: Float64Array): SurrogateReport {
  const { logProbs, advantages, klCoef = 0 } = input;
  const rows = gradient.length;
  const ratios = statisticsOf(input, gradient);
  let objective = 0;
  for (let b = 0; b < rows; b++) {
    objective += advantages[b] * logProbs[b];
    const ofKl = klCoef === 0 ? 0 : klCoef * (gradient[b] - 1);
    gradient[b] = (ofKl - advantages[b]) / rows;
  }
  return { policyLoss: -objective / rows, ratios };
}

function statisticsOf(input: SurrogateInput, ratios: Float64Array): RatioStatistics {
  for (const name of ['logProbs', 'oldLogProbs', 'advantages'] as const) {
    requireLength(name, input[name], ratios.length, 'gradient');
  }
  return ratioStatistics(input, ratios);
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
