/** Numbers as a reader wants them in a sentence. */
import { quoted } from './kinds';

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
    throw new RangeError(`percent: digits must be a whole number from 0 to 6, got ${quoted(digits)}`);
  return `${(100 * requireFinite(share, 'percent')).toFixed(digits)} %`;
}

function requireFinite(value: number, name: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new RangeError(`${name}: expected a finite number, got ${quoted(value)}`);
}

/**
 * A number with at most `digits` significant digits; whole numbers in full. NaN and infinities are written as such.
 * @throws TypeError if value is no number; RangeError if digits is not a whole number from 1 to 15
 */
export function formatNumber(value: number, digits = 4): string {
  if (typeof value !== 'number') throw new TypeError(`formatNumber: expected a number, got ${quoted(value)}`);
  if (!Number.isInteger(digits) || digits < 1 || digits > 15)
    throw new RangeError(`formatNumber: digits must be a whole number from 1 to 15, got ${quoted(digits)}`);
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value === 0 ? 0 : value);
  return String(Number(value.toPrecision(digits)));
}
