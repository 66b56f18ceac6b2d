import { requireAtLeastZero, requireNoOverflow } from '../numbers/floats';
import { requireFunction } from '../numbers/objects';
import { requireCount, requireLength, requireNumbers, type NumberArray } from '../numbers/validate';

/** A product with a symmetric, positive definite matrix that nobody builds. */
export type Product = (v: Float64Array) => Float64Array;

/**
 * Solves M x = b by conjugate gradient (Hestenes & Stiefel 1952), starting from 0: exact after as many iterations as there are numbers,
 * up to rounding, and good long before.
 * @param times v -> M v   @param tolerance stops early once the rest |b - M x| is this share of |b|
 * @returns x, and the share of b that is left, by the recursion's own account
 */
export function conjugateGradient(
  times: Product,
  b: NumberArray,
  iterations: number,
  tolerance = 1e-10,
): { readonly x: Float64Array; readonly residual: number } {
  requireFunction('times', times, 'a function v -> M v');
  requireNumbers('b', b);
  requireCount('iterations', iterations);
  requireAtLeastZero('tolerance', tolerance);
  const x = new Float64Array(b.length);
  const rest = Float64Array.from(b);
  const direction = rest.slice();
  const whole = requireNoOverflow('b', dot(rest, rest));
  let square = whole;
  for (let k = 0; k < iterations && square > tolerance * tolerance * whole; k++) {
    const curved = times(direction);
    requireNumbers('times(v)', curved, { length: b.length, like: 'b' });
    const curvature = dot(direction, curved);
    if (!(curvature > 0)) break; // rounding, or a matrix that is not positive definite: what there is has to do
    const length = square / curvature;
    for (let i = 0; i < x.length; i++) {
      x[i] += length * direction[i];
      rest[i] -= length * curved[i];
    }
    const next = dot(rest, rest);
    for (let i = 0; i < x.length; i++) direction[i] = rest[i] + (next / square) * direction[i];
    square = next;
  }
  return { x, residual: whole === 0 ? 0 : Math.sqrt(square / whole) };
}

/** @throws RangeError if the lengths differ */
export function dot(a: NumberArray, b: NumberArray): number {
  requireLength('b', b, a.length, 'a');
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i] * b[i];
  return total;
}
