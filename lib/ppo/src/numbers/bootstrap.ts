import { Random } from './random';
import { mean } from './stats';
import { requireBetween, requireCount, requireNumbers, type NumberArray } from './validate';

/** The q-quantile (0 <= q <= 1), linear between order statistics, as NumPy's default. @example quantile([1, 2, 3, 4], 0.5) // 2.5 */
export function quantile(values: NumberArray, q: number): number {
  requireNumbers('values', values);
  requireBetween('q', q, 0, 1);
  const sorted = Float64Array.from(values).sort();
  const position = q * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

/** A statistic with an interval around it. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** Share of resamples between low and high, e.g. 0.95. */
  readonly confidence: number;
}

/**
 * Bootstrap interval over seeds: resample the runs with replacement, take the statistic of each resample, report the middle
 * `confidence` of them (percentile bootstrap, Efron 1979). One run has no interval: low = high = estimate.
 * @param values one number per seed   @param random default: a fixed stream, so the same numbers give the same interval
 */
export function bootstrapInterval(
  values: NumberArray,
  options: {
    confidence?: number;
    numResamples?: number;
    random?: Random;
    statistic?: (values: NumberArray) => number;
  } = {},
): Interval {
  requireNumbers('values', values);
  const { confidence = 0.95, numResamples = 2000, random = new Random(0, 'bootstrap'), statistic = mean } = options;
  requireBetween('confidence', confidence, 0, 1);
  requireCount('numResamples', numResamples);
  const resample = new Float64Array(values.length);
  const estimates = new Float64Array(numResamples);
  for (let b = 0; b < numResamples; b++) {
    for (let i = 0; i < values.length; i++) resample[i] = values[random.integer(values.length)];
    estimates[b] = statistic(resample);
  }
  const tail = (1 - confidence) / 2;
  return {
    estimate: statistic(values),
    low: quantile(estimates, tail),
    high: quantile(estimates, 1 - tail),
    confidence,
  };
}
