import { ratioStatistics, type RatioStatistics } from './ratios';
import type { SurrogateInput, SurrogateReport } from './lossGradients';
import { requireAtLeastZero, requireNoOverflow } from './floats';
import { requireKnownOptions } from './objects';
import { describe, requireClipRange, requireFinite, requireLength, requirePositive } from './validate';

/**
 * What PPO's relatives do outside the band around ratio 1, sample by sample. Lesson: notebooks/12b-in-the-clips-place.ipynb.
 *
 *   clip       stops at the edge: slope 0 beyond. With `clipRangeHigh` the upper edge is another (clip-higher, Yu et al. 2025); with
 *              `dualClip` = c a negative advantage counts up to a ratio of c only (dual clip, Ye et al. 2020)
 *   rollback   turns round at the edge: slope -rollbackSlope A beyond, so that what has left the band is pulled back (PPO-RB, Wang et al.
 *              2019). It is the clip whose per-sample KL penalty is 1 + rollbackSlope times the one that just cancels the gradient
 *              (KLip-PPO, Colletti & Holzinger 2026)
 *   spo        has no edge: r A - |A| (r - 1)^2 / (2 eps), a parabola that is highest at the edge itself (SPO, Xie et al. 2024)
 *   ratio      has none either: r A
 */
export interface ObjectiveShape {
  readonly objective: 'clip' | 'rollback' | 'spo' | 'ratio';
  readonly clipRange: number;
  /** default: clipRange */
  readonly clipRangeHigh?: number | null;
  /** above 1; default: none */
  readonly dualClip?: number | null;
  /** default 0 */
  readonly rollbackSlope?: number;
}

/** The objective of one sample, to be maximised, and its derivative with respect to the ratio. At a kink it counts as inside. */
function shapeAt(ratio: number, advantage: number, shape: ObjectiveShape, into: Float64Array): void {
  const { objective, clipRange } = shape;
  into[0] = advantage === 0 ? 0 : ratio * advantage; // asks for nothing, even where the ratio has overflowed
  into[1] = advantage;
  if (advantage === 0 || objective === 'ratio') return;
  if (objective === 'spo') {
    const move = ratio - 1;
    into[0] -= (Math.abs(advantage) * move * move) / (2 * clipRange);
    into[1] -= (Math.abs(advantage) * move) / clipRange;
    return;
  }
  const edge = advantage > 0 ? 1 + (shape.clipRangeHigh ?? clipRange) : 1 - clipRange;
  const ceiling = shape.dualClip ?? Infinity;
  if (advantage < 0 && ratio > ceiling) {
    into[0] = ceiling * advantage;
    into[1] = 0;
    return;
  }
  const isBeyond = advantage > 0 ? ratio > edge : ratio < edge;
  if (!isBeyond) return;
  const back = objective === 'rollback' ? (shape.rollbackSlope ?? 0) : 0;
  into[0] = back === 0 ? edge * advantage : edge * advantage - back * advantage * (ratio - edge);
  into[1] = back === 0 ? 0 : -back * advantage;
}

const scratch = new Float64Array(2);

/**
 * The objective of one sample and its slope, for a figure.
 * @throws RangeError if a number is not finite, or a setting out of range
 * @example objectiveShape(1.5, 1, { objective: 'spo', clipRange: 0.2 }) // { objective: 0.875, slope: -1.5 }
 */
export function objectiveShape(
  ratio: number,
  advantage: number,
  shape: ObjectiveShape,
): { readonly objective: number; readonly slope: number } {
  if (requireFinite('ratio', ratio) < 0) throw new RangeError(`ratio: got ${ratio}, must not be negative`);
  requireFinite('advantage', advantage);
  checkShape(shape);
  if (shape.objective === 'spo') requirePositive('clipRange', shape.clipRange);
  shapeAt(ratio, advantage, shape, scratch);
  const [objective, slope] = scratch;
  requireNoOverflow('ratio, advantage: the objective', objective);
  return { objective, slope: requireNoOverflow('ratio, advantage: the slope', slope) };
}

function checkShape(shape: ObjectiveShape): void {
  requireKnownOptions('shape', shape, ['objective', 'clipRange', 'clipRangeHigh', 'dualClip', 'rollbackSlope']);
  const { objective, clipRange, clipRangeHigh = null, dualClip = null, rollbackSlope = 0 } = shape;
  if (!OBJECTIVES.includes(objective))
    throw new RangeError(`objective: got ${describe(objective)}, must be one of ${OBJECTIVES.join(', ')}`);
  requireClipRange('clipRange', clipRange);
  if (clipRangeHigh !== null) requirePositive('clipRangeHigh', clipRangeHigh);
  if (dualClip !== null && requireFinite('dualClip', dualClip) <= 1)
    throw new RangeError(`dualClip: got ${dualClip}, must be above 1`);
  requireAtLeastZero('rollbackSlope', rollbackSlope);
}

const OBJECTIVES: readonly unknown[] = ['clip', 'rollback', 'spo', 'ratio'];

/**
 * Derivative of such a policy loss (plus klCoef times the k3 penalty) with respect to each new log-probability:
 *   L = -1/B sum f(r, A),  so  dL/dlogProb = -f'(r, A) r / B
 * @param gradient [B] is filled
 * @throws RangeError if a column is not as long as the gradient
 */
export function shapedGradient(input: SurrogateInput & ObjectiveShape, gradient: Float64Array): SurrogateReport {
  const { advantages, klCoef = 0 } = input;
  const rows = gradient.length;
  for (const name of ['logProbs', 'oldLogProbs', 'advantages'] as const) {
    requireLength(name, input[name], rows, 'gradient');
  }
  const ratios: RatioStatistics = ratioStatistics(input, gradient); // its array holds the ratios until the gradient takes their place
  let total = 0;
  for (let b = 0; b < rows; b++) {
    const ratio = gradient[b];
    shapeAt(ratio, advantages[b], input, scratch);
    total += scratch[0];
    const ofKl = klCoef === 0 ? 0 : klCoef * (ratio - 1);
    gradient[b] = (ofKl - (scratch[1] === 0 ? 0 : scratch[1] * ratio)) / rows;
  }
  return { policyLoss: -total / rows, ratios };
}

/**
 * The weight of an adaptive KL penalty for the next update (Schulman et al. 2017, section 4): doubled if the KL came out above 1.5 times
 * its target, halved if below target / 1.5.
 * @param kl of the update just made   @example adaptedKlCoef(1, 0.04, 0.01) // 2
 */
export function adaptedKlCoef(klCoef: number, kl: number, target: number): number {
  requirePositive('klCoef', klCoef);
  requireFinite('kl', kl); // k3 of few samples may lie below 0 by rounding
  requirePositive('target', target);
  if (kl > 1.5 * target) return requireNoOverflow('klCoef', 2 * klCoef);
  return kl < target / 1.5 ? klCoef / 2 : klCoef;
}
