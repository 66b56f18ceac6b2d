/** Checks of what a notebook passes to the exam: each error names the argument, the value and what to give. */

const textOf = (value: unknown): string => {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'number' || typeof value === 'boolean' || value === null || value === undefined)
    return String(value);
  return Array.isArray(value) ? `a list of ${value.length}` : `a ${typeof value}`;
};

/** Throws unless `value` is a whole number from 0 that counts exactly. */
export function requireSeed(value: unknown, name: string): asserts value is number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return;
  throw new RangeError(`${name}: expected a whole number from 0, got ${textOf(value)}`);
}

/** Throws unless `value` is an object that has no fields but `fields`. */
export function requireObject(value: unknown, name: string, fields: readonly string[]): asserts value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError(`${name}: expected an object { ${fields.join(', ')} }, got ${textOf(value)}`);
  const unknown = Object.keys(value).find((field) => !fields.includes(field));
  if (unknown !== undefined)
    throw new TypeError(`${name}: there is no field '${unknown}'; it takes ${fields.join(', ')}`);
}

/** Throws unless `value` is a finite number from `low` to `high`. */
export function requireBetween(value: unknown, name: string, low: number, high: number): asserts value is number {
  if (typeof value === 'number' && value >= low && value <= high) return;
  throw new RangeError(`${name}: expected a number from ${low} to ${high}, got ${textOf(value)}`);
}

/** Throws unless `value` is a function. */
export function requireFunction(value: unknown, name: string): void {
  if (typeof value !== 'function') throw new TypeError(`${name}: expected a function, got ${textOf(value)}`);
}
