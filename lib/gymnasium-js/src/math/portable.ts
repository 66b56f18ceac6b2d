import { InvalidArgumentError } from '../errors.js';
import { show } from '../text.js';
import { exponentOf, powerOfTwo } from './exponent.js';

/**
 * exp and log1p from +, -, *, / and exact powers of two, so that every runtime gives the same bits.
 * Argument reductions and polynomials are fdlibm's (Sun Microsystems, 1993); error below 1 unit in the last place.
 */

/** For an argument that is no number; NaN and the infinities are numbers here, as everywhere in arithmetic. */
export function refuseArgument(x: unknown): never {
  throw new InvalidArgumentError(`x must be a number, got ${show(x)}`);
}

const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;

/** e^x. */
export function exp(x: number): number {
  if (typeof x !== 'number') refuseArgument(x);
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019411) return 0;
  if (Number.isNaN(x)) return NaN;
  // x = k ln 2 + r with |r| <= ln(2)/2, and e^r from a rational function of r^2
  const k = Math.abs(x) > 0.34657359027997264 ? Math.round(x * Math.LOG2E) : 0;
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (1.66666666666666019037e-1 +
        t *
          (-2.77777777770155933842e-3 +
            t * (6.61375632143793436117e-5 + t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  const half = k >> 1; // in two steps: 2^k itself may not be a normal double
  return y * powerOfTwo(half) * powerOfTwo(k - half);
}

/** ln(1 + x), exact near zero. */
export function log1p(x: number): number {
  if (typeof x !== 'number') refuseArgument(x);
  if (x === -1) return -Infinity;
  if (!(x > -1)) return NaN;
  if (x === Infinity) return Infinity;
  if (Math.abs(x) < 2 ** -29) return Math.abs(x) < 2 ** -54 ? x : x - x * x * 0.5;
  let k = 0;
  let f = x;
  let correction = 0;
  if (x <= -0.2928932188134524 || x >= 0.41421356237309503) {
    const u = 1 + x;
    k = exponentOf(u);
    correction = (k > 0 ? 1 - (u - x) : x - (u - 1)) / u;
    let m = u * powerOfTwo(-k);
    if (m >= 1.4142135623730951) {
      m /= 2;
      k++;
    }
    f = m - 1;
  }
  const half = 0.5 * f * f;
  const s = f / (2 + f);
  const z = s * s;
  const r =
    z *
    (6.66666666666673513e-1 +
      z *
        (3.999999999940941908e-1 +
          z *
            (2.857142874366239149e-1 +
              z *
                (2.222219843214978396e-1 +
                  z * (1.818357216161805012e-1 + z * (1.531383769920937332e-1 + z * 1.479819860511658591e-1))))));
  if (k === 0) return f - (half - s * (half + r));
  return k * LN2_HIGH - (half - (s * (half + r) + (k * LN2_LOW + correction)) - f);
}
