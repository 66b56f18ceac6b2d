/** Two methods compared by their squared errors over seeds. */
import { isList } from '../values/kinds';

/** The mean of the squared differences of all numbers in two results of the same form. */
export function squaredError(actual: unknown, expected: unknown): number {
  const [a, b] = [[actual], [expected]].map((value) => value.flatMap(numbersIn));
  return a.reduce((total, value, index) => total + (value - b[index]) ** 2, 0) / a.length;
}

const numbersIn = (value: unknown): number[] =>
  isList(value) ? Array.from(value).flatMap(numbersIn) : [typeof value === 'number' ? value : NaN];

/** Student's 95 % interval for a mean. */
export function interval(values: readonly number[]): { mean: number; low: number; high: number } {
  const n = values.length;
  const mean = values.reduce((total, value) => total + value, 0) / n;
  const variance = values.reduce((total, value) => total + (value - mean) ** 2, 0) / (n - 1);
  // Student's quantile from the normal one, to three digits from nine degrees of freedom on.
  const [z, free] = [1.959964, n - 1];
  const quantile = z + (z ** 3 + z) / (4 * free) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * free ** 2);
  const half = quantile * Math.sqrt(variance / n);
  return { mean, low: mean - half, high: mean + half };
}
