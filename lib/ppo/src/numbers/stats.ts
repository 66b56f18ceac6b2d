import { requireFloats, requireNoOverflow } from './floats';
import {
  floatsLike,
  requireBetween,
  requireCount,
  requireLength,
  requireNumbers,
  type FloatArray,
  type NumberArray,
} from './validate';

/** @throws TypeError or RangeError unless all are finite numbers; the sum of none is 0. @example sum([1, 2, 6]) // 9 */
export function sum(values: NumberArray): number {
  requireNumbers('values', values, { least: 0 });
  return requireNoOverflow('values', total(values));
}

/** The same, unchecked: NaN if a number is. */
export function total(values: NumberArray): number {
  let running = 0;
  for (let i = 0; i < values.length; i++) running += values[i];
  return running;
}

/** Arithmetic mean. @throws RangeError if empty or not finite. @example mean([1, 2, 6]) // 3 */
export function mean(values: NumberArray): number {
  requireNumbers('values', values);
  return requireNoOverflow('values', total(values)) / values.length;
}

/** Mean squared distance from the mean, divided by n - ddof (0: population, 1: sample, as torch.var). */
export function variance(values: NumberArray, ddof = 0): number {
  const center = mean(values);
  requireCount('ddof', ddof, 0);
  if (values.length <= ddof) {
    throw new RangeError(`values: got ${values.length} elements, needs more than ddof = ${ddof}`);
  }
  return requireNoOverflow('values', squaresAround(center, values)) / (values.length - ddof);
}

/** Sum of the squared distances from `center`. */
function squaresAround(center: number, values: NumberArray): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const distance = values[i] - center;
    total += distance * distance;
  }
  return total;
}

/** Standard deviation; `ddof` as in `variance`. @example std([1, 3]) // 1 */
export function std(values: NumberArray, ddof = 0): number {
  return Math.sqrt(variance(values, ddof));
}

/** The q-quantile (0 <= q <= 1), linear between order statistics, as NumPy's default. @example quantile([1, 2, 3, 4], 0.5) // 2.5 */
export function quantile(values: NumberArray, q: number): number {
  requireNumbers('values', values);
  requireBetween('q', q, 0, 1);
  return sortedQuantile(Float64Array.from(values).sort(), q);
}

/** The same of values that are in order already. */
export function sortedQuantile(sorted: NumberArray, q: number): number {
  const position = q * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

/**
 * (x - mean) / (std + 1e-8) with the sample standard deviation (ddof 1, as torch). A single value, or values that are
 * all equal, carry no comparison and become 0. The input is not modified unless it is also `into`.
 * @param into filled with the result; default: a new array
 */
export function standardize(values: Float32Array, into?: Float32Array): Float32Array;
export function standardize(values: NumberArray, into?: FloatArray): FloatArray;
export function standardize(values: NumberArray, into?: FloatArray): FloatArray {
  requireNumbers('values', values);
  const n = values.length;
  const filled = into ?? floatsLike(n, values);
  requireFloats('into', filled);
  requireLength('into', filled, n, 'values');
  if (n === 1 || isConstant(values)) return filled.fill(0);
  const center = total(values) / n;
  const scale = Math.sqrt(requireNoOverflow('values', squaresAround(center, values)) / (n - 1)) + 1e-8;
  for (let i = 0; i < n; i++) filled[i] = (values[i] - center) / scale;
  return filled;
}

function isConstant(values: NumberArray): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
}

/**
 * Share of the variance of the returns that the values explain: 1 - Var(returns - values) / Var(returns). 1 is perfect up to
 * a constant offset, 0 is no better than a constant, negative is worse. Constant returns have no variance: then 1 if
 * the values are exact, otherwise 0, never NaN.
 * @param returns [n]  @param values [n], same units
 */
export function explainedVariance(returns: NumberArray, values: NumberArray): number {
  requireNumbers('returns', returns);
  requireNumbers('values', values, { length: returns.length, like: 'returns' });
  if (isConstant(returns)) return isEqual(returns, values) ? 1 : 0;
  const residuals = new Float64Array(returns.length);
  for (let i = 0; i < returns.length; i++) residuals[i] = returns[i] - values[i];
  const spread = (x: NumberArray): number => squaresAround(total(x) / x.length, x) / x.length; // both columns are checked
  const whole = requireNoOverflow('returns', spread(returns));
  // Returns that differ only in their last bits can have a variance that underflows to 0.
  return whole === 0 ? (isEqual(returns, values) ? 1 : 0) : 1 - requireNoOverflow('values', spread(residuals)) / whole;
}

function isEqual(a: NumberArray, b: NumberArray): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
