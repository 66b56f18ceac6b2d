import type { NumberArray } from './validate';

/** The columns of a minibatch that its ratios follow from, [B] each: log-probabilities in nats, advantages as given. */
export interface RatioColumns {
  readonly logProbs: NumberArray;
  readonly oldLogProbs: NumberArray;
  readonly advantages: NumberArray;
  readonly clipRange: number;
  /** the upper edge of the band, where it is another; default clipRange */
  readonly clipRangeHigh?: number | null;
  /** the ratio from which on a negative advantage has no gradient; default none */
  readonly dualClip?: number | null;
}

/** What the ratios of a minibatch say, means over its samples. */
export interface RatioStatistics {
  /** KL(old || new): three estimates, see `klEstimates` */
  readonly klK1: number;
  readonly klK2: number;
  /** k3 */
  readonly approxKl: number;
  /** share of samples with |r - 1| > eps, dead or alive */
  readonly clipFraction: number;
  /** share of samples without gradient: A > 0 and r > 1 + eps, or A < 0 and r < 1 - eps, or beyond a dual clip */
  readonly deadFraction: number;
  readonly ratioMin: number;
  readonly ratioMax: number;
}

/** clip(r, 1 - eps, 1 + eps) */
export function clip(ratio: number, clipRange: number): number {
  return Math.min(Math.max(ratio, 1 - clipRange), 1 + clipRange);
}

/** min(r A, clip(r) A). An advantage of 0 asks for nothing, even where the ratio has overflowed to infinity. */
export function objectiveOf(ratio: number, advantage: number, clipRange: number): number {
  return advantage === 0 ? 0 : Math.min(ratio * advantage, clip(ratio, clipRange) * advantage);
}

/** A sample is dead where the clipped branch is the smaller one and flat: strictly outside, on the side its advantage pushes to. */
function isDead(ratio: number, advantage: number, clipRange: number, clipRangeHigh = clipRange): boolean {
  return (advantage > 0 && ratio > 1 + clipRangeHigh) || (advantage < 0 && ratio < 1 - clipRange);
}

/** Derivative of the objective with respect to the ratio. */
export function slopeOf(ratio: number, advantage: number, clipRange: number): number {
  return isDead(ratio, advantage, clipRange) ? 0 : advantage;
}

/** r - 1 - log r of one sample; near r = 1, where the subtraction would leave no digits, by its series. Never negative. */
function k3Of(ratio: number, logRatio: number): number {
  if (Math.abs(logRatio) > 0.01) return ratio - 1 - logRatio;
  return logRatio * logRatio * (1 / 2 + logRatio * (1 / 6 + logRatio * (1 / 24 + logRatio / 120)));
}

/**
 * One pass over a minibatch, which every loss and every learner reports from. The columns are the caller's to check.
 * @param ratios [B] is filled: exp(logProb - oldLogProb)
 */
export function ratioStatistics(columns: RatioColumns, ratios: Float64Array): RatioStatistics {
  const { logProbs, oldLogProbs, advantages, clipRange } = columns;
  const high = columns.clipRangeHigh ?? clipRange;
  const ceiling = columns.dualClip ?? Infinity;
  const rows = ratios.length;
  let [clipped, dead] = [0, 0];
  let [k1, k2, k3] = [0, 0, 0];
  let [ratioMin, ratioMax] = [Infinity, -Infinity];
  for (let b = 0; b < rows; b++) {
    const logRatio = logProbs[b] - oldLogProbs[b];
    const ratio = Math.exp(logRatio);
    ratios[b] = ratio;
    k1 -= logRatio;
    k2 += 0.5 * logRatio * logRatio;
    k3 += k3Of(ratio, logRatio);
    if (ratio > 1 + high || ratio < 1 - clipRange) clipped++; // the clip's two bounds, to agree with it to the last bit
    if (isDead(ratio, advantages[b], clipRange, high) || (ratio > ceiling && advantages[b] < 0)) dead++;
    if (ratio < ratioMin) ratioMin = ratio;
    if (ratio > ratioMax) ratioMax = ratio;
  }
  return {
    klK1: k1 / rows,
    klK2: k2 / rows,
    approxKl: k3 / rows,
    clipFraction: clipped / rows,
    deadFraction: dead / rows,
    ratioMin,
    ratioMax,
  };
}
