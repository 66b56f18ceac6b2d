/** Rounding, thinning and writing of the numbers that leave a notebook. */

/** Points a trace may keep: more than the eye can tell apart on a 700 pixel figure, few enough to keep files small. */
export const MAX_POINTS = 500;
const SIGNIFICANT_DIGITS = 6;

/** Rounds to `digits` significant digits (six by default); NaN and infinities become null, which plotly draws as a gap. */
export function roundNumber(value: number, digits: number = SIGNIFICANT_DIGITS): number | null {
  if (!Number.isFinite(value)) return null;
  const rounded = Number(value.toPrecision(digits));
  return rounded === 0 ? 0 : rounded;
}

type TypedArray =
  Float32Array | Float64Array | Int32Array | Uint32Array | Int16Array | Uint16Array | Int8Array | Uint8Array;
const isTypedArray = (value: unknown): value is TypedArray =>
  ArrayBuffer.isView(value) && !(value instanceof DataView) && !(value instanceof BigInt64Array);

/** A JSON-safe deep copy: typed arrays become arrays, numbers are rounded, undefined fields are dropped. */
export function toPlainJson(value: unknown): unknown {
  if (typeof value === 'number') return roundNumber(value);
  if (isTypedArray(value)) return Array.from(value, (entry) => roundNumber(entry));
  if (Array.isArray(value)) return value.map(toPlainJson);
  if (value === null || typeof value !== 'object') return value;
  const copy: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) {
    if (entry !== undefined && typeof entry !== 'function') copy[key] = toPlainJson(entry);
  }
  return copy;
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
