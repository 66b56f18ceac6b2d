import { clip, objectiveOf, ratioStatistics, slopeOf } from './ratios';
import {
  floatsLike,
  requireArray,
  requireClipRange,
  requireFinite,
  requireNumbers,
  requireObject,
  type FloatArray,
  type NumberArray,
} from './validate';

/**
 * The importance ratio pi_new(a|s) / pi_old(a|s), from log-probabilities (nats): exp(logProb - oldLogProb). Two numbers give a
 * number, two columns [n] give a column [n].
 * @throws RangeError if a log-probability is NaN or infinite, or the lengths differ
 * @example importanceRatio(-1, -1) // 1
 */
export function importanceRatio(logProb: number, oldLogProb: number): number;
export function importanceRatio(logProb: NumberArray, oldLogProb: NumberArray): FloatArray;
export function importanceRatio(logProb: number | NumberArray, oldLogProb: number | NumberArray): number | FloatArray {
  if (typeof logProb === 'number') {
    return Math.exp(requireFinite('logProb', logProb) - requireFinite('oldLogProb', oldLogProb as number));
  }
  return ratiosOf(logProb, oldLogProb as NumberArray);
}

function ratiosOf(logProb: NumberArray, oldLogProb: NumberArray): FloatArray {
  requireNumbers('logProb', logProb);
  requireArray('oldLogProb', oldLogProb);
  requireNumbers('oldLogProb', oldLogProb, { length: logProb.length, like: 'logProb' });
  const ratios = floatsLike(logProb.length, logProb, oldLogProb);
  for (let i = 0; i < ratios.length; i++) ratios[i] = Math.exp(logProb[i] - oldLogProb[i]);
  return ratios;
}

function checkRatio(name: string, ratio: number): void {
  requireFinite(name, ratio);
  if (ratio < 0)
    throw new RangeError(`${name}: got ${ratio}, a ratio of probabilities is never negative; pass exp(logRatio)`);
}

/**
 * PPO's clipped objective of one sample, min(r A, clip(r, 1 - eps, 1 + eps) A) (Schulman et al. 2017, eq. 7). To be maximised.
 * @example clippedSurrogate(1.3, 1, 0.2) // 1.2
 * @example clippedSurrogate(1.3, -1, 0.2) // -1.3
 */
export function clippedSurrogate(ratio: number, advantage: number, clipRange: number): number {
  checkRatio('ratio', ratio);
  requireFinite('advantage', advantage);
  requireClipRange('clipRange', clipRange);
  return objectiveOf(ratio, advantage, clipRange);
}

/**
 * Derivative of the clipped objective with respect to the ratio: A where the sample is alive, 0 where it is dead. At the two
 * kinks (r exactly 1 - eps or 1 + eps) there is no derivative; like PyTorch and tfjs we count the kink as inside the band, so
 * the slope there is A.
 */
export function surrogateSlope(ratio: number, advantage: number, clipRange: number): number {
  checkRatio('ratio', ratio);
  requireFinite('advantage', advantage);
  requireClipRange('clipRange', clipRange);
  return slopeOf(ratio, advantage, clipRange);
}

export interface ClipTableRow {
  readonly ratio: number;
  readonly advantage: number;
  /** r A */
  readonly unclipped: number;
  /** clip(r) A */
  readonly clipped: number;
  /** the smaller of the two: what is maximised (the loss is its negative) */
  readonly objective: number;
  /** derivative of the objective with respect to the ratio */
  readonly slope: number;
}

/** Every ratio with every advantage (ratios change slowest), the numbers behind the picture of the clip. */
export function clipTable(options: {
  ratios: NumberArray;
  advantages: NumberArray;
  clipRange: number;
}): ClipTableRow[] {
  requireObject('options', options, 'columns { ratios, advantages } with a clipRange');
  const { ratios, advantages, clipRange } = options;
  requireNumbers('ratios', ratios);
  requireNumbers('advantages', advantages);
  requireClipRange('clipRange', clipRange);
  const rows: ClipTableRow[] = [];
  for (let i = 0; i < ratios.length; i++) {
    const ratio = ratios[i];
    checkRatio(`ratios[${i}]`, ratio);
    for (let j = 0; j < advantages.length; j++) {
      const advantage = advantages[j];
      rows.push({
        ratio,
        advantage,
        unclipped: ratio * advantage,
        clipped: clip(ratio, clipRange) * advantage,
        objective: objectiveOf(ratio, advantage, clipRange),
        slope: slopeOf(ratio, advantage, clipRange),
      });
    }
  }
  return rows;
}

export interface SurrogateLoss {
  /** minus the mean objective: to be minimised */
  readonly loss: number;
  /** [n] derivative of the loss with respect to each new log-probability: -slope * ratio / n */
  readonly gradient: FloatArray;
  readonly ratios: FloatArray;
  /** share of samples with |r - 1| > eps, dead or alive */
  readonly clipFraction: number;
  /** share of samples without gradient: A > 0 and r > 1 + eps, or A < 0 and r < 1 - eps */
  readonly deadFraction: number;
}

/**
 * PPO's policy loss over a batch, -mean(min(r A, clip(r) A)), with its gradient worked out by hand. Advantages are used as given.
 * @param options.logProbs, oldLogProbs [n] nats   @param options.advantages [n]
 * @throws RangeError if lengths differ, a number is not finite or clipRange is outside [0, 1)
 */
export function clippedSurrogateLoss(options: {
  logProbs: NumberArray;
  oldLogProbs: NumberArray;
  advantages: NumberArray;
  clipRange: number;
}): SurrogateLoss {
  requireObject('options', options, 'columns { logProbs, oldLogProbs, advantages } with a clipRange');
  const { logProbs, oldLogProbs, advantages, clipRange } = options;
  requireNumbers('logProbs', logProbs);
  const n = logProbs.length;
  requireNumbers('oldLogProbs', oldLogProbs, { length: n, like: 'logProbs' });
  requireNumbers('advantages', advantages, { length: n, like: 'logProbs' });
  requireClipRange('clipRange', clipRange);
  const ratios = new Float64Array(n);
  const { clipFraction, deadFraction } = ratioStatistics(options, ratios);
  const gradient = floatsLike(n, logProbs, oldLogProbs, advantages);
  let total = 0;
  for (let i = 0; i < n; i++) {
    total += objectiveOf(ratios[i], advantages[i], clipRange);
    const slope = slopeOf(ratios[i], advantages[i], clipRange);
    if (slope !== 0) gradient[i] = (-slope * ratios[i]) / n;
  }
  const isSingle = gradient instanceof Float32Array;
  return {
    loss: 0 - total / n,
    gradient,
    ratios: isSingle ? Float32Array.from(ratios) : ratios,
    clipFraction,
    deadFraction,
  };
}

/**
 * Three sample estimates of KL(old || new), each the mean over samples that the old policy drew (Schulman, "Approximating KL
 * divergence"). With log r = logProb - oldLogProb: k1 = -log r (unbiased, can be negative), k2 = (log r)^2 / 2 (biased, never
 * negative), k3 = r - 1 - log r (unbiased, never negative).
 */
export function klEstimates(options: { logProbs: NumberArray; oldLogProbs: NumberArray }): {
  k1: number;
  k2: number;
  k3: number;
} {
  requireObject('options', options, 'columns { logProbs, oldLogProbs }');
  const { logProbs, oldLogProbs } = options;
  requireNumbers('logProbs', logProbs);
  const n = logProbs.length;
  requireNumbers('oldLogProbs', oldLogProbs, { length: n, like: 'logProbs' });
  const columns = { logProbs, oldLogProbs, advantages: new Float64Array(n), clipRange: 0 }; // only the KL is asked for
  const { klK1, klK2, approxKl } = ratioStatistics(columns, new Float64Array(n));
  return { k1: klK1, k2: klK2, k3: approxKl };
}
