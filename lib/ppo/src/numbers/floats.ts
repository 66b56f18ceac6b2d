import { describe, requireFinite } from './validate';

/** Checks of floating point numbers: their range, and the arrays that are filled with them. One wording, as in `validate`. */

/** @throws if `value` is not a finite number of at least 0. Returns the value. */
export function requireAtLeastZero(name: string, value: number): number {
  requireFinite(name, value);
  if (value < 0) throw new RangeError(`${name}: got ${value}, must not be negative`);
  return value;
}

/** @throws if `value` is not a finite number, in float32 either. Returns the value. */
export function requireFloat32(name: string, value: number): number {
  requireFinite(name, value);
  if (Number.isFinite(Math.fround(value))) return value;
  throw new RangeError(`${name}: got ${value}, must lie within 3.4e38 of 0: networks calculate in float32`);
}

/** @throws TypeError unless `values` is an array of floating point numbers that can be written into */
export function requireFloats(name: string, values: unknown): void {
  if (values instanceof Float32Array || values instanceof Float64Array) return;
  throw new TypeError(`${name}: got ${describe(values)}, expected a Float32Array or Float64Array to fill`);
}

/** What was calculated from finite numbers. @throws RangeError if it overflowed; returns the value otherwise */
export function requireNoOverflow(name: string, value: number): number {
  if (Number.isFinite(value)) return value;
  throw new RangeError(`${name}: too large, what is calculated from them became ${value}; scale them down`);
}
