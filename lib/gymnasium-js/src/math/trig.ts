import { refuseArgument } from './portable.js';
import { reduce, reduced } from './reduce.js';

/*
 * sin and cos with the same bits on every runtime. The built-in ones differ between V8 versions and browsers, and a
 * difference in the last bit grows into another trajectory within one unstable episode.
 * Only +, -, * and comparisons are used, which IEEE 754 fixes. The polynomials are fdlibm's (Sun Microsystems, 1993);
 * error below 0.6 units in the last place.
 */

const S1 = -1.66666666666666324348e-1;
const S2 = 8.33333333332248946124e-3;
const S3 = -1.98412698298579493134e-4;
const S4 = 2.75573137070700676789e-6;
const S5 = -2.50507602534068634195e-8;
const S6 = 1.58969099521155010221e-10;

const C1 = 4.16666666666666019037e-2;
const C2 = -1.38888888888741095749e-3;
const C3 = 2.48015872894767294178e-5;
const C4 = -2.75573143513906633035e-7;
const C5 = 2.0875723212981748279e-9;
const C6 = -1.13596475577881948265e-11;

/** sin(x) for |x| <= pi/4. */
export function sinSmall(x: number): number {
  const z = x * x;
  const r = S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
  return x + z * x * (S1 + z * r);
}

/** cos(x) for |x| <= pi/4; the error of 1 - z/2 is added back. */
export function cosSmall(x: number): number {
  const z = x * x;
  const r = z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * C6)))));
  const half = 0.5 * z;
  const w = 1 - half;
  return w + (1 - w - half + z * r);
}

/** sin(x + tail) for |x| <= pi/4 and a tail below its last bit. */
function sinReduced(x: number, tail: number): number {
  const z = x * x;
  const v = z * x;
  const r = S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
  return x - (z * (0.5 * tail - v * r) - tail - v * S1);
}

/** cos(x + tail) for |x| <= pi/4 and a tail below its last bit. */
function cosReduced(x: number, tail: number): number {
  const z = x * x;
  const r = z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * C6)))));
  const half = 0.5 * z;
  const w = 1 - half;
  return w + (1 - w - half + (z * r - x * tail));
}

/** Up to here `sinSmall` and `cosSmall` hold. */
export const QUARTER_PI = Math.PI / 4;

/** Sine of an angle in radians, portable to the last bit; NaN for NaN and infinities. */
export function sin(x: number): number {
  if (typeof x !== 'number') refuseArgument(x);
  if (Math.abs(x) <= QUARTER_PI) return x === 0 ? x : sinSmall(x); // keeps the sign of zero
  if (!(Math.abs(x) < Infinity)) return NaN;
  const quadrant = reduce(x);
  const value = (quadrant & 1) === 0 ? sinReduced(reduced.high, reduced.low) : cosReduced(reduced.high, reduced.low);
  return quadrant < 2 ? value : -value;
}

/** Cosine of an angle in radians, portable to the last bit; NaN for NaN and infinities. */
export function cos(x: number): number {
  if (typeof x !== 'number') refuseArgument(x);
  if (Math.abs(x) <= QUARTER_PI) return cosSmall(x);
  if (!(Math.abs(x) < Infinity)) return NaN;
  const quadrant = reduce(x);
  const value = (quadrant & 1) === 0 ? cosReduced(reduced.high, reduced.low) : sinReduced(reduced.high, reduced.low);
  return quadrant === 0 || quadrant === 3 ? value : -value;
}
