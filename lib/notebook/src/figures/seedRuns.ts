import { extremes } from '../values/numbers';
import type { Column } from './axes';
import { requireColumn } from './columns';

/** One run: where it was measured, and what was measured there; null is a gap. */
export interface RunColumns {
  readonly x: Column;
  readonly y: ArrayLike<number | null>;
}

/** Throws unless the run has finite x that rise, and a finite y or null for each. */
export function requireRun({ x, y }: RunColumns, where: string): void {
  requireColumn(x, `${where}: x`);
  if (x.length === 0 || x.length !== y?.length)
    throw new RangeError(
      `${where} has ${x.length} x and ${y?.length ?? 'no'} y; it needs as many of both, and at least one`,
    );
  requireColumn(y, `${where}: y`, { gaps: true });
  for (let index = 1; index < x.length; index++) {
    if (x[index] > x[index - 1]) continue;
    throw new RangeError(`${where}: x must rise from record to record, got ${x[index - 1]} and then ${x[index]}`);
  }
}

/** The positions of the first run that every run covers. */
export function commonPositions(columns: readonly RunColumns[], where: string): number[] {
  const [, from] = extremes(columns.map(({ x }) => x[0]));
  const [to] = extremes(columns.map(({ x }) => x[x.length - 1]));
  const positions = Array.from(columns[0].x).filter((x) => x >= from && x <= to);
  if (positions.length > 0) return positions;
  throw new RangeError(
    `${where}: the runs have no position in common (one starts at ${from}, one ends at ${to}); give \`at\``,
  );
}

/** The run's value at x: its record there, or the straight line between the records around it; null outside or beside a gap. */
export function valueAt({ x: xs, y }: RunColumns, x: number): number | null {
  let [low, high] = [0, xs.length - 1];
  if (x < xs[low] || x > xs[high]) return null;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xs[middle] <= x) low = middle;
    else high = middle;
  }
  if (xs[high] === x) return y[high];
  const [before, after] = [y[low], y[high]];
  if (xs[low] === x || before === null || after === null) return xs[low] === x ? before : null;
  return before + ((x - xs[low]) / (xs[high] - xs[low])) * (after - before);
}
