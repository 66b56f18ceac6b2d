import { requireRandom, type Random } from '../numbers/random';
import { requireNoOverflow } from '../numbers/floats';
import { describe, requireCount, requireNumbers, type NumberArray } from '../numbers/validate';
import { empirical, fixedStream, resample, type Distribution } from './resampling';
import { studentCdf, studentQuantile } from './student';

/** An estimated mean, or difference of two means, and how its error is distributed. */
export interface Estimate {
  readonly estimate: number;
  readonly standardError: number;
  /** Distribution of (estimate - truth) / standardError. */
  readonly scaledError: Distribution;
}

export interface EstimateOptions {
  /**
   * Where the distribution of the scaled error is taken from. 't': Student's, exact for one sample of normal values, with Welch's degrees
   * of freedom for two. 'bootstrap': from resamples (studentised bootstrap, Efron 1982), closer when the values are skewed.
   */
  readonly method?: 't' | 'bootstrap';
  /** For the bootstrap; 4,000 by default. */
  readonly numResamples?: number;
  /** For the bootstrap; by default a fixed stream, so the same numbers give the same interval. */
  readonly random?: Random;
}

export const estimateOptionNames = [
  'method',
  'numResamples',
  'random',
] as const satisfies readonly (keyof EstimateOptions)[];

/** The mean of one sample. @param values [n], n >= 2, one number per seed */
export function estimateMean(values: NumberArray, options: EstimateOptions = {}): Estimate {
  requireNumbers('values', values, { least: 2 });
  return estimated([values], options);
}

/** mean(a) - mean(b) of two independent samples, whose variances may differ (Welch 1947). @param a [n], n >= 2  @param b [m], m >= 2 */
export function estimateDifference(a: NumberArray, b: NumberArray, options: EstimateOptions = {}): Estimate {
  requireNumbers('a', a, { least: 2 });
  requireNumbers('b', b, { least: 2 });
  return estimated([a, b], options);
}

/** One sample's mean, or the first mean minus the second. */
type Samples = readonly [NumberArray] | readonly [NumberArray, NumberArray];

function estimated(samples: Samples, options: EstimateOptions): Estimate {
  const { method = 't' } = options;
  if (method !== 't' && method !== 'bootstrap') {
    throw new RangeError(`method: got ${describe(method)}, must be 't' or 'bootstrap'`);
  }
  if (options.random !== undefined) requireRandom('random', options.random);
  const { estimate, standardError, freedom } = moments(samples);
  // Values without any spread have nothing to resample.
  const useBootstrap = method === 'bootstrap' && standardError > 0;
  return { estimate, standardError, scaledError: useBootstrap ? resampledErrors(samples, options) : student(freedom) };
}

interface Moments {
  readonly estimate: number;
  readonly standardError: number;
  /** Degrees of freedom: n - 1, or Welch and Satterthwaite's. */
  readonly freedom: number;
}

function moments(samples: Samples): Moments {
  const [a, b] = samples.map(meanAndSquaredError);
  if (b === undefined) return { estimate: a.mean, standardError: Math.sqrt(a.squaredError), freedom: a.freedom };
  const square = a.squaredError + b.squaredError;
  const shares = (a.squaredError / square) ** 2 / a.freedom + (b.squaredError / square) ** 2 / b.freedom;
  return {
    estimate: a.mean - b.mean,
    standardError: Math.sqrt(square),
    freedom: square === 0 ? a.freedom + b.freedom : 1 / shares,
  };
}

function meanAndSquaredError(values: NumberArray): { mean: number; squaredError: number; freedom: number } {
  const n = values.length;
  let total = 0;
  for (let i = 0; i < n; i++) total += values[i];
  const mean = total / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (values[i] - mean) ** 2;
  return { mean, squaredError: requireNoOverflow('values', squares) / (n - 1) / n, freedom: n - 1 };
}

const student = (freedom: number): Distribution => ({
  below: (t) => studentCdf(t, freedom),
  quantile: (p) => studentQuantile(p, freedom),
});

/** The scaled errors of resamples around the estimate. A resample without spread has none and is drawn again. */
function resampledErrors(
  samples: Samples,
  { numResamples = 4000, random = fixedStream() }: EstimateOptions,
): Distribution {
  const { estimate } = moments(samples);
  const again = samples.map((values) => new Float64Array(values.length));
  const errors = new Float64Array(requireCount('numResamples', numResamples));
  for (let i = 0; i < numResamples; i++) {
    let one: Moments;
    do {
      samples.forEach((values, s) => resample(values, again[s], random));
      one = moments(again as unknown as Samples);
    } while (one.standardError === 0);
    errors[i] = (one.estimate - estimate) / one.standardError;
  }
  return empirical(errors);
}
