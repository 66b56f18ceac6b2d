import type { RunningMeanStdState } from 'gymnasium-js';

export interface NormalizerMoments {
  /** moments of the observations, null where they are used as they are */
  readonly observations: RunningMeanStdState | null;
  /** moments of the discounted return, null where rewards are used as they are */
  readonly rewards: RunningMeanStdState | null;
}

/** A saved `Normalizers`; plain data. */
export interface NormalizerState extends NormalizerMoments {
  /** [N] the discounted returns of the running episodes */
  readonly discountedReturns: Float32Array;
  readonly gamma: number;
  /** what is left of a normalised number at most, null if all of it; states from before it could be chosen lack it and mean 10 */
  readonly limit?: number | null;
}
