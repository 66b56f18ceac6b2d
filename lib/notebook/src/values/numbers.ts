/** Rounding, thinning and writing of the numbers that leave a notebook. */
import { isList } from './kinds';

/** Points a trace may keep: more than the eye can tell apart on a 700 pixel figure, few enough to keep files small. */
export const MAX_POINTS = 500;
export const SIGNIFICANT_DIGITS = 6;

/** Rounds to `digits` significant digits (six by default); NaN and infinities become null, which plotly draws as a gap. */
export function roundNumber(value: number, digits: number = SIGNIFICANT_DIGITS): number | null {
  if (!Number.isFinite(value)) return null;
  const rounded = Number(value.toPrecision(digits));
  return rounded === 0 ? 0 : rounded;
}

/**
 * A JSON-safe deep copy: typed arrays become arrays, numbers are rounded, undefined fields are dropped, dates become ISO text in
 * UTC (invalid ones a gap), big integers become numbers.
 * @param where starts error messages; the path of the value follows
 * @throws RangeError for a big integer above 2^53; TypeError for what JSON would make `{}` of, e.g. a Map, for symbols, and for what holds itself
 */
export function toPlainJson(value: unknown, where = 'toPlainJson', digits: number = SIGNIFICANT_DIGITS): unknown {
  return plain(value, where, digits, []);
}

/** `around` are the lists and objects that hold the value. */
function plain(value: unknown, where: string, digits: number, around: readonly unknown[]): unknown {
  if (typeof value === 'number') return roundNumber(value, digits);
  if (typeof value === 'bigint') return roundNumber(safeNumber(value, where), digits);
  if (typeof value === 'symbol') throw new TypeError(`${where}: a symbol cannot be written; give text`);
  if (value === null || typeof value !== 'object') return value;
  if (around.includes(value)) throw new TypeError(`${where}: holds itself, which cannot be written; give a copy`);
  const inside = [...around, value];
  if (isList(value)) return Array.from(value, (entry, index) => plain(entry, `${where}[${index}]`, digits, inside));
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  if (kind === 'Date') return isoText(value as Date);
  if (kind !== 'Object')
    throw new TypeError(`${where}: a ${kind} cannot be drawn; make it a list first, e.g. with Array.from`);
  const copy: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) {
    if (entry !== undefined && typeof entry !== 'function') copy[key] = plain(entry, `${where}.${key}`, digits, inside);
  }
  return copy;
}

/** UTC, so that a figure is the same wherever it is drawn; plotly alone would write the hours of the machine's time zone. */
const isoText = (date: Date): string | null => (Number.isNaN(date.getTime()) ? null : date.toISOString());

function safeNumber(value: bigint, where: string): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw new RangeError(`${where}: ${value}n is above 2^53, where numbers are not exact; use Number(value) or text`);
}

/**
 * Significant digits that keep the numbers of a column apart: six, unless rounding to six would move a number by more than
 * half a percent of the column's range; then as many as put six on the range.
 * @param noise fractions whose range is a smaller share of their size differ by rounding errors only, and are drawn as equal
 */
export function digitsFor(column: ArrayLike<unknown>, noise: number): number {
  let [low, high, shift, whole] = [Infinity, -Infinity, 0, true];
  for (let index = 0; index < column.length; index++) {
    const value = typeof column[index] === 'bigint' ? Number(column[index]) : column[index];
    if (typeof value !== 'number' || !Number.isFinite(value)) continue;
    whole &&= Number.isInteger(value);
    low = Math.min(low, value);
    high = Math.max(high, value);
    shift = Math.max(shift, Math.abs(value - (roundNumber(value) ?? 0)));
  }
  const range = high - low;
  if (!(range > 0) || shift <= range / 200) return SIGNIFICANT_DIGITS;
  const largest = Math.max(Math.abs(low), Math.abs(high));
  if (!whole && range < noise * largest) return SIGNIFICANT_DIGITS;
  return Math.min(17, SIGNIFICANT_DIGITS + Math.ceil(Math.log10(largest / range)));
}

/**
 * Indices that keep a column of `length` entries within `limit`: all of them if it fits, else evenly spaced ones, the
 * first and the last always among them. The rule looks at positions only, so columns of one trace stay aligned.
 */
export function thinIndices(length: number, limit: number = MAX_POINTS): number[] {
  if (!(limit >= 2)) throw new RangeError(`thinIndices: limit must be at least 2, got ${limit}`);
  if (length <= limit) return Array.from({ length }, (_, index) => index);
  return Array.from({ length: limit }, (_, index) => Math.round((index * (length - 1)) / (limit - 1)));
}

/** JSON with two-space indentation in which an array of plain values stays on one line: readable, and stable in diffs. */
export function stableJson(value: unknown, indent = ''): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const flat = value.every((entry) => entry === null || typeof entry !== 'object');
    if (flat) return `[${value.map((entry) => JSON.stringify(entry)).join(', ')}]`;
    return `[\n${value.map((entry) => inner + stableJson(entry, inner)).join(',\n')}\n${indent}]`;
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const fields = Object.entries(value).map(
    ([key, entry]) => `${inner}${JSON.stringify(key)}: ${stableJson(entry, inner)}`,
  );
  return fields.length === 0 ? '{}' : `{\n${fields.join(',\n')}\n${indent}}`;
}

/** Smallest and largest of any number of values; `Math.min(...values)` overflows the stack beyond some 100,000. */
export function extremes(values: readonly number[]): readonly [number, number] {
  return values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
}
