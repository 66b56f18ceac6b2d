import { isList } from '../values/kinds';
import { thinIndices } from '../values/numbers';
import { isTooLarge } from './columns';
import type { Trace } from './trace';

type Plain = Record<string, unknown>;

/** Columns of one number (or text, or date) a point. */
const COLUMNS = ['x', 'y', 'r', 'theta', 'values', 'labels'] as const;
/** The pairs that plotly draws together; of a missing one it counts the positions. */
const PAIRS = [
  ['x', 'y'],
  ['r', 'theta'],
] as const;

export const columnLength = (value: unknown): number | null => (isList(value) ? value.length : null);

/** Two rows of names, one above the other: plotly's categories in groups. */
const isGrouped = (value: unknown): value is ArrayLike<unknown>[] =>
  Array.isArray(value) && value.length === 2 && value.every(isList);

const pointsOf = (value: unknown): number | null => columnLength(isGrouped(value) ? value[0] : value);

/**
 * Throws unless the columns that make the points of a trace are lists, x, y and error bars as long as each other (plotly would drop the rest
 * without a word).
 */
export function assertColumns(trace: Trace, where: string): void {
  for (const key of COLUMNS) {
    const value = trace[key];
    if (isList(value)) assertRoom(value, `${where}: ${key}`);
    if (value === undefined || value === null || isList(value)) continue;
    throw new TypeError(`${where}: ${key} must be a list, got ${describe(value)}; make it one, e.g. with Array.from`);
  }
  if (trace.z !== undefined) return; // a grid: x and y name its columns and rows
  for (const [a, b] of PAIRS) {
    const [first, second] = [pointsOf(trace[a]), pointsOf(trace[b])];
    if (first === null || second === null || first === second) continue;
    throw new RangeError(`${where}: ${a} has ${first} entries, ${b} has ${second}; give as many of both`);
  }
  const points = pointsOf(trace.y) ?? pointsOf(trace.x);
  for (const key of ['error_x', 'error_y']) {
    for (const side of ['array', 'arrayminus']) {
      const bars = columnLength((trace[key] as Plain | undefined)?.[side]);
      if (bars === null || points === null || bars === points) continue;
      throw new RangeError(`${where}: ${key}.${side} has ${bars} entries for ${points} points; give one for each`);
    }
  }
}

function assertRoom(column: ArrayLike<unknown>, where: string): void {
  const at = Array.from(column).findIndex(isTooLarge);
  if (at >= 0)
    throw new RangeError(
      `${where}[${at}] is ${String(column[at])}, too large to be drawn; scale it, or write null for a gap`,
    );
}

const describe = (value: unknown): string =>
  typeof value === 'object' ? `a ${Object.prototype.toString.call(value).slice(8, -1)}` : `a ${typeof value}`;

/**
 * Keeps the same, evenly spaced points in every column of a trace. Positions that plotly would count (no x, or x0 and dx) are
 * written out first, so that they stay with their points.
 */
export function thinTrace(trace: Trace, length: number, where: string): Trace {
  if (trace.selectedpoints !== undefined)
    throw new RangeError(`${where}: selectedpoints count ${length} points, of which some are left out; thin it first`);
  const whole = PAIRS.reduce<Plain>((all, pair) => withPositions(all, pair, length, where), { ...trace });
  return thinColumns(whole, length, where);
}

/** If one of a pair of columns is there, the other is too: as counted from `x0` in steps of `dx`. */
function withPositions(trace: Plain, [a, b]: (typeof PAIRS)[number], length: number, where: string): Plain {
  const missing = columnLength(trace[a]) === null ? a : columnLength(trace[b]) === null ? b : null;
  if (missing === null || columnLength(trace[missing === a ? b : a]) === null) return trace;
  const { [`${missing}0`]: start, [`d${missing}`]: step, ...rest } = trace;
  const evenly = missing === 'theta' ? 360 / length : 1; // as plotly does it
  return { ...rest, [missing]: counted(start ?? 0, Number(step ?? evenly), length, `${where}: ${missing}0`) };
}

/** `dx` of dates is in milliseconds. */
function counted(start: unknown, step: number, length: number, where: string): unknown[] {
  const from = start instanceof Date ? start.getTime() : start;
  if (typeof from !== 'number' || !Number.isFinite(step))
    throw new TypeError(
      `${where}: expected a number or a Date where a trace of ${length} points is thinned; give the positions as a list`,
    );
  const at = (index: number): number => from + index * step;
  return Array.from({ length }, (_, index) => (start instanceof Date ? new Date(at(index)) : at(index)));
}

/** Attributes that hold one entry a point, so that another length must be a mistake. */
const PER_POINT = new Set([
  'text',
  'hovertext',
  'customdata',
  'ids',
  'color',
  'opacity',
  'size',
  'symbol',
  'array',
  'arrayminus',
]);

/** Keeps the same rows of every column of the trace, nested ones such as `marker.color` included. */
function thinColumns(part: Plain, length: number, where: string): Plain {
  const kept = thinIndices(length);
  const pick = (value: ArrayLike<unknown>): unknown[] => kept.map((index) => value[index]);
  const thin = (key: string, value: unknown): unknown => {
    if (columnLength(value) === length) return pick(value as ArrayLike<unknown>);
    if (isGrouped(value) && value.every((row) => row.length === length)) return value.map(pick);
    if (isList(value) && PER_POINT.has(key))
      throw new RangeError(`${where}: ${key} has ${value.length} entries for ${length} points; give one for each`);
    return isPlain(value) ? thinColumns(value, length, `${where}: ${key}`) : value;
  };
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, thin(key, value)]));
}

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !isList(value) && !(value instanceof Date);
