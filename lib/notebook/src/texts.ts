/** Numbers as a reader wants them in a sentence. */

/**
 * A number with its thousands set apart.
 * @throws RangeError if n is not finite
 * @example thousands(60416) // '60,416'
 */
export function thousands(n: number): string {
  return requireFinite(n, 'thousands').toLocaleString('en-US');
}

/**
 * A share from 0 to 1 as a percentage.
 * @param digits decimals, 0 by default
 * @throws RangeError if share is not finite, or digits is not a whole number from 0 to 6
 * @example percent(0.3456) // '35 %'; percent(0.3456, 1) // '34.6 %'
 */
export function percent(share: number, digits = 0): string {
  if (!Number.isInteger(digits) || digits < 0 || digits > 6)
    throw new RangeError(`percent: digits must be a whole number from 0 to 6, got ${digits}`);
  return `${(100 * requireFinite(share, 'percent')).toFixed(digits)} %`;
}

function requireFinite(value: number, name: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new RangeError(`${name}: expected a finite number, got ${String(value)}`);
}
