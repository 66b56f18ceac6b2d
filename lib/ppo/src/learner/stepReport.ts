import type { StepReport } from './learner';
import { clippedSurrogateLoss, klEstimates } from '../numbers/surrogate';

/** The numbers of a step report that follow from the ratios, shared by every learner. */
export function ratioReport(columns: {
  logProbs: Float32Array;
  oldLogProbs: Float32Array;
  advantages: Float32Array;
  clipRange: number;
}): Pick<StepReport, 'klK1' | 'klK2' | 'approxKl' | 'clipFraction' | 'deadFraction' | 'ratioMin' | 'ratioMax'> {
  const { ratios, clipFraction, deadFraction } = clippedSurrogateLoss(columns);
  const { k1, k2, k3 } = klEstimates(columns);
  let ratioMin = Infinity;
  let ratioMax = -Infinity;
  for (const ratio of ratios) {
    ratioMin = Math.min(ratioMin, ratio);
    ratioMax = Math.max(ratioMax, ratio);
  }
  return { klK1: k1, klK2: k2, approxKl: k3, clipFraction, deadFraction, ratioMin, ratioMax };
}
