/** Checks of what callers hand in: every error names the argument, what was got and what is needed. */

/** A value as an error shows it, whatever it is. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name}`;
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** An object of named options. @throws TypeError for anything else, and for a name that is not known */
export function requireOptions(name: string, value: unknown, known: readonly string[]): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) {
    throw new TypeError(`${name}: got ${show(value)}, expected an object with ${known.join(', ')}`);
  }
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  throw new TypeError(`${name}.${unknown}: not known here; ${name} may have ${known.join(', ')}`);
}

/** @throws TypeError unless it is a list of texts */
export function requireNames(name: string, value: unknown): void {
  if (Array.isArray(value) && Array.from<unknown>(value).every((one) => typeof one === 'string')) return;
  throw new TypeError(`${name}: got ${show(value)}, expected a list of names`);
}

/** A finite number of at least `least`. */
export function requireNumber(name: string, value: unknown, least = -Infinity): void {
  if (typeof value === 'number' && Number.isFinite(value) && value >= least) return;
  const limit = least === -Infinity ? '' : ` of at least ${least}`;
  throw new RangeError(`${name}: got ${show(value)}, must be a finite number${limit}`);
}

/** A whole number of at least `least`. */
export function requireWhole(name: string, value: unknown, least: number): void {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return;
  throw new RangeError(`${name}: got ${show(value)}, must be a whole number of at least ${least}`);
}

/**
 * At least so many numbers. Whether they are finite is not looked at: this is called for every minibatch, and what is computed from
 * them tells.
 * @throws TypeError for what is no list or does not hold numbers, RangeError for too few
 */
export function requireNumbers(name: string, value: unknown, needed: number): void {
  const isFloats = value instanceof Float32Array || value instanceof Float64Array;
  if (!isFloats && !Array.isArray(value) && !isNumberView(value)) {
    throw new TypeError(`${name}: got ${show(value)}, expected an array of numbers`);
  }
  const list = value as ArrayLike<unknown>;
  if (list.length < needed) {
    throw new RangeError(`${name}: got ${list.length} numbers, need at least ${needed} (rows times columns)`);
  }
  if (isFloats) return;
  for (let i = 0; i < list.length; i++) {
    if (typeof list[i] !== 'number') throw new TypeError(`${name}[${i}]: got ${show(list[i])}, expected a number`);
  }
}

/** What an output is copied into. @throws TypeError for anything but a float array, RangeError if it is too short */
export function requireFloats(name: string, value: unknown, needed: number): void {
  if (!(value instanceof Float32Array || value instanceof Float64Array)) {
    throw new TypeError(`${name}: got ${show(value)}, expected a Float32Array or Float64Array to fill`);
  }
  if (value.length >= needed) return;
  throw new RangeError(`${name}: got ${value.length} numbers, need at least ${needed} (rows times columns)`);
}

const isNumberView = (value: unknown): boolean =>
  ArrayBuffer.isView(value) &&
  !(value instanceof DataView || value instanceof BigInt64Array || value instanceof BigUint64Array);
