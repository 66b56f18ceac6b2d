import { describe, requireArray, requireLength, type NumberArray } from '../numbers/validate';

/**
 * A column of a batch: only what lies under the mask is ever used, so only there it must be a finite number.
 * @throws TypeError or RangeError that names the column and the place
 */
export function requireInside(name: string, values: NumberArray, mask: NumberArray): void {
  requireArray(name, values, 0);
  requireLength(name, values, mask.length, 'steps');
  for (let i = 0; i < mask.length; i++) if (mask[i] !== 0) requireAt(name, values, i);
}

/** @throws unless `values[i]` is a finite number */
export function requireAt(name: string, values: NumberArray, i: number): void {
  const value: unknown = values[i];
  if (Number.isFinite(value)) return;
  const kind = typeof value === 'number' ? RangeError : TypeError;
  throw new kind(`${name}[${i}]: got ${describe(value)}, must be a finite number wherever the mask is 1`);
}

/** @returns how many places are 1   @throws RangeError unless there is one for each value, all are 0 or 1, and at least one is 1 */
export function requireMask(mask: NumberArray, values: NumberArray): number {
  requireArray('mask', mask);
  requireLength('mask', mask, values.length, 'values');
  let count = 0;
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] === 1) count++;
    else if (mask[i] !== 0) throw new RangeError(`mask[${i}]: got ${describe(mask[i])}, must be 0 or 1`);
  }
  if (count === 0) throw new RangeError('mask: is 0 everywhere, there must be at least one token');
  return count;
}
