import { exponentOf, powerOfTwo } from './exponent.js';

/**
 * Reduction of an angle to [-pi/4, pi/4]: x = quadrant * pi/2 + high + low, with high + low good to about 2^-85.
 * The two results wait in `reduced`, so that the hot callers allocate nothing.
 */
export const reduced = { high: 0, low: 0 };

const TWO_OVER_PI = 6.36619772367581382433e-1;
/** pi/2 in three pieces of 33 bits, and what is left after each (fdlibm's constants). */
const PIO2_1 = 1.57079632673412561417;
const PIO2_1_REST = 6.07710050650619224932e-11;
const PIO2_2 = 6.0771005063039659766e-11;
const PIO2_2_REST = 2.02226624879595063154e-21;
const PIO2_3 = 2.0222662487111664558e-21;
const PIO2_3_REST = 8.47842766036889956997e-32;
/** Up to here n * PIO2_1 is exact (n below 2^20). */
const MEDIUM = 2 ** 19 * Math.PI;

/** Reduces a finite x; returns the quadrant, 0 to 3. */
export function reduce(x: number): number {
  if (Math.abs(x) >= MEDIUM) return reduceLarge(x);
  const n = Math.round(x * TWO_OVER_PI);
  let rest = x - n * PIO2_1;
  let tail = n * PIO2_1_REST;
  let high = rest - tail;
  // Cancellation ate more than 16 bits: bring in the next 33 bits of pi/2, and once more if need be.
  if (Math.abs(high) < Math.abs(x) * 2 ** -16) {
    const before = rest;
    tail = n * PIO2_2;
    rest = before - tail;
    tail = n * PIO2_2_REST - (before - rest - tail);
    high = rest - tail;
    if (Math.abs(high) < Math.abs(x) * 2 ** -49) {
      const again = rest;
      tail = n * PIO2_3;
      rest = again - tail;
      tail = n * PIO2_3_REST - (again - rest - tail);
      high = rest - tail;
    }
  }
  reduced.high = high;
  reduced.low = rest - high - tail;
  return n & 3;
}

/** Turns a double below 2^53 but above 2^20 into an integer without losing a bit; taken back by the shift. */
const FRACTION = 9007199254740992;
/** Bits behind the binary point in the exact path: 1024 for the largest exponent, the rest for the result. */
const PRECISION = 1280n;
let halfPi: bigint | null = null;

/** Angles above a million: exact integer arithmetic with 1280 binary digits of pi/2. Rare, so clear rather than fast. */
function reduceLarge(x: number): number {
  halfPi ??= computeHalfPi();
  const shift = Math.max(0, exponentOf(x) - 52);
  const scaled = BigInt((x / powerOfTwo(shift)) * FRACTION) << (BigInt(shift) + PRECISION - 53n);
  const negative = scaled < 0n;
  const magnitude = negative ? -scaled : scaled;
  const n = (2n * magnitude + halfPi) / (2n * halfPi);
  const rest = magnitude - n * halfPi;
  const high = toNumber(rest);
  const low = toNumber(rest - fromNumber(high));
  reduced.high = negative ? -high : high;
  reduced.low = negative ? -low : low;
  const quadrant = Number(n & 3n);
  return negative ? (4 - quadrant) & 3 : quadrant;
}

/** pi/2 = 2 * (4 * arctan(1/5) - arctan(1/239)) (J. Machin, 1706), in units of 2^-PRECISION. */
function computeHalfPi(): bigint {
  const guard = 32n;
  const arctan = (inverse: bigint): bigint => {
    let power = (1n << (PRECISION + guard)) / inverse;
    let sum = power;
    for (let k = 3n; power !== 0n; k += 2n) {
      power /= -(inverse * inverse);
      sum += power / k;
    }
    return sum;
  };
  return (2n * (4n * arctan(5n) - arctan(239n))) >> guard;
}

/** Fixed point to double, rounded by truncating to 64 leading bits first: error far below the low part's last bit. */
function toNumber(fixed: bigint): number {
  const magnitude = fixed < 0n ? -fixed : fixed;
  const drop = Math.max(0, magnitude.toString(2).length - 64);
  // two factors, because the product of both powers may lie outside the range of a double
  const value = Number(magnitude >> BigInt(drop)) * powerOfTwo(drop - 640) * powerOfTwo(640 - Number(PRECISION));
  return fixed < 0n ? -value : value;
}

/** An exact double (at most 1, at least 2^-1000) as fixed point. */
function fromNumber(value: number): bigint {
  let exponent = 0;
  let mantissa = value;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent++;
  }
  return BigInt(mantissa) << (PRECISION - BigInt(exponent));
}
