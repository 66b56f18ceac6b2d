import { requireKnownOptions } from '../numbers/objects';
import { requireBetween, type NumberArray } from '../numbers/validate';
import { estimateMean, estimateOptionNames, type Estimate, type EstimateOptions } from './estimate';

/** A statistic with an interval around it. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** How often such an interval contains what it estimates, as far as its method can promise, e.g. 0.95. */
  readonly confidence: number;
}

/**
 * Interval of a mean over seeds: Student's t, or the studentised bootstrap.
 * @param values one number per seed, at least 2
 * @example meanInterval([1, 2, 3]) // { estimate: 2, low: -0.484..., high: 4.484..., confidence: 0.95 }
 */
export function meanInterval(values: NumberArray, options: EstimateOptions & { confidence?: number } = {}): Interval {
  requireKnownOptions('meanInterval', options, [...estimateOptionNames, 'confidence']);
  return intervalOf(estimateMean(values, options), options.confidence ?? 0.95);
}

/** The truths that the estimate does not contradict. */
export function intervalOf({ estimate, standardError, scaledError }: Estimate, confidence: number): Interval {
  const tail = requireTail(confidence);
  const low = estimate - scaledError.quantile(1 - tail) * standardError;
  const high = estimate - scaledError.quantile(tail) * standardError;
  return { estimate, low, high, confidence };
}

/** What lies outside at either end. */
export function requireTail(confidence: number): number {
  requireBetween('confidence', confidence, 0.5, 0.9999);
  return (1 - confidence) / 2;
}
