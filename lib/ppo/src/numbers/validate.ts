/** Argument checks shared by every layer: one wording, so that every error names the argument, its value and the fix. */

/** Real numbers as callers have them: a plain array or any typed array. */
export type NumberArray = ArrayLike<number>;
/** What the library hands back: float64, or float32 where the input was float32. */
export type FloatArray = Float64Array | Float32Array;

/** How an error quotes a value: numbers and short words as they are, anything large by its kind. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object' && value !== null)
    return Array.isArray(value) ? 'an array' : `a ${value.constructor?.name ?? 'object'}`;
  return String(value);
}

/** @throws TypeError unless `value` is an object with fields; a list or a function is none. */
export function requireObject(name: string, value: unknown, what = 'an object'): void {
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value)) return;
  throw new TypeError(`${name}: expected ${what}, got ${describe(value)}`);
}

/** @throws TypeError if `value` is not a number, RangeError if it is NaN or infinite. Returns the value. */
export function requireFinite(name: string, value: number): number {
  if (typeof value !== 'number') throw new TypeError(`${name}: expected a number, got ${describe(value)}`);
  if (!Number.isFinite(value)) throw new RangeError(`${name}: expected a finite number, got ${value}`);
  return value;
}

/** @throws if `value` is not a number in [low, high] (both included). Returns the value. */
export function requireBetween(name: string, value: number, low: number, high: number): number {
  requireFinite(name, value);
  if (value < low || value > high) throw new RangeError(`${name}: got ${value}, must lie in [${low}, ${high}]`);
  return value;
}

/** @throws if `value` is not a whole number >= `least` that a counter can reach (below 2^53). Returns the value. */
export function requireCount(name: string, value: number, least = 1): number {
  requireFinite(name, value);
  if (!Number.isInteger(value) || value < least) {
    throw new RangeError(`${name}: got ${value}, must be a whole number of at least ${least}`);
  }
  if (!Number.isSafeInteger(value)) throw new RangeError(`${name}: got ${value}, must be below 2^53`);
  return value;
}

/** @throws if `value` is not a finite number above 0. Returns the value. */
export function requirePositive(name: string, value: number): number {
  requireFinite(name, value);
  if (value <= 0) throw new RangeError(`${name}: got ${value}, must be positive`);
  return value;
}

/** A clip range: 0 < eps < 1 would be the useful band; 0 is allowed, negative values and values of 1 or more are not. */
export function requireClipRange(name: string, value: number): number {
  requireFinite(name, value);
  if (value < 0 || value >= 1)
    throw new RangeError(`${name}: got ${value}, must lie in [0, 1); PPO's usual value is 0.2`);
  return value;
}

/** @throws TypeError unless `values` is an array or typed array of length >= `least`. */
export function requireArray(
  name: string,
  values: ArrayLike<unknown>,
  least = 1,
  what = 'an array or typed array of numbers',
): void {
  const ok = Array.isArray(values) || isNumberView(values);
  if (!ok) throw new TypeError(`${name}: expected ${what}, got ${describe(values)}`);
  if (values.length < least) {
    throw new RangeError(`${name}: got ${values.length} elements, needs at least ${least}`);
  }
}

/** A typed array of numbers: big integers cannot be calculated with. */
export function isNumberView(values: unknown): boolean {
  if (!ArrayBuffer.isView(values) || values instanceof DataView) return false;
  return !(values instanceof BigInt64Array || values instanceof BigUint64Array);
}

/** Checks a whole column: array, not empty, expected length, no NaN, and no infinity unless `allowInfinite`. */
export function requireNumbers(
  name: string,
  values: NumberArray,
  options: { length?: number; like?: string; allowInfinite?: boolean; least?: number } = {},
): void {
  requireArray(name, values, options.length === undefined ? (options.least ?? 1) : 0);
  if (options.length !== undefined) requireLength(name, values, options.length, options.like);
  if (areFiniteFloats(values)) return;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value !== 'number') {
      throw new TypeError(`${name}[${i}]: expected a number, got ${describe(value)}; pass a flat array`);
    }
    if (Number.isNaN(value) || (!options.allowInfinite && !Number.isFinite(value))) {
      throw new RangeError(`${name}[${i}]: got ${value}, must be a finite number; look for a division by 0 or log(0)`);
    }
  }
}

/** Quick look at the columns of training. Each type has a loop of its own: V8 makes a fast one of a loop that sees one type only. */
function areFiniteFloats(values: NumberArray): boolean {
  let check = 0; // x - x is 0, or NaN for NaN and infinities
  if (values instanceof Float32Array) for (let i = 0; i < values.length; i++) check += values[i] - values[i];
  else if (values instanceof Float64Array) for (let i = 0; i < values.length; i++) check += values[i] - values[i];
  else return false;
  return check === 0;
}

/** @throws RangeError if the length differs; the message says what the length is measured against. */
export function requireLength(name: string, values: ArrayLike<unknown>, length: number, like?: string): void {
  if (values.length === length) return;
  const reason = like === undefined ? '' : ` (as many as ${like})`;
  throw new RangeError(`${name}: got ${values.length} elements, expected ${length}${reason}`);
}

/** A result array: Float32Array if every input is one, otherwise Float64Array. */
export function floatsLike(length: number, ...inputs: NumberArray[]): FloatArray {
  const single = inputs.length > 0 && inputs.every((input) => input instanceof Float32Array);
  return single ? new Float32Array(length) : new Float64Array(length);
}
