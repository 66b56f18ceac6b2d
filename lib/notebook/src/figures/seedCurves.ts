import { extremes } from '../values/numbers';
import type { Column } from './axes';
import type { Line } from './lines';

/** Where the middle of the seeds' values lies, and the bounds around it: what ppo-lib's `bootstrapInterval` returns. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

interface CurveOptions extends Pick<Line, 'name' | 'color' | 'dash' | 'width'> {
  /** Takes the seeds' values at one x, in the order of the runs. */
  readonly interval: (values: number[]) => Interval;
  /** What the band is, for the legend: '95 % interval of the mean, ten seeds'. */
  readonly says: string;
  /** The x positions of the curve; by default those of the first run that every run covers. */
  readonly at?: Column;
  /** Keeps every n-th position, the first among them; 1 by default. */
  readonly every?: number;
}

/** Runs as lists of records. */
export interface RecordCurves<Rec> extends CurveOptions {
  readonly runs: readonly (readonly Rec[])[];
  readonly x: (record: Rec) => number;
  /** null where the record has no value: the run does not count there. */
  readonly y: (record: Rec) => number | null;
}

/** Runs of any form, e.g. read from a file, with one function for each whole column. */
export interface RunCurves<Run> extends CurveOptions {
  readonly runs: readonly Run[];
  readonly xs: (run: Run) => Column;
  readonly ys: (run: Run) => ArrayLike<number | null>;
}

interface Columns {
  readonly x: Column;
  readonly y: ArrayLike<number | null>;
}

/**
 * One curve with its interval over seeds, for `lineFigure`. A run that has no record at a position is interpolated between its
 * neighbours; positions at which no run has a value are left out.
 * @throws RangeError if there is no run, a run's x does not rise, or the runs have no position in common
 * @example seedCurves({ name: 'PPO', says: '95 % interval of the mean, ten seeds', runs, x: (r) => r.timesteps, y: (r) => r.meanReturn100, interval: bootstrapInterval })
 */
export function seedCurves<Rec>(options: RecordCurves<Rec>): Line;
export function seedCurves<Run>(options: RunCurves<Run>): Line;
export function seedCurves<T>(options: RecordCurves<T> | RunCurves<T>): Line {
  const { name, color, dash, width, says, every = 1 } = options;
  const columns = columnsOf(options);
  const positions = Array.from(options.at ?? commonPositions(columns, name)).filter((_, index) => index % every === 0);
  const known = positions.flatMap((x) => {
    const values = columns.map((run) => valueAt(run, x)).filter((value): value is number => value !== null);
    return values.length === 0 ? [] : [{ x, ...options.interval(values) }];
  });
  if (known.length === 0)
    throw new RangeError(`seedCurves('${name}'): no run has a value at any of the ${positions.length} positions`);
  return {
    name,
    x: known.map(({ x }) => x),
    y: known.map(({ estimate }) => estimate),
    ...(color ? { color } : {}),
    ...(dash ? { dash } : {}),
    ...(width ? { width } : {}),
    band: { lower: known.map(({ low }) => low), upper: known.map(({ high }) => high), says },
  };
}

function columnsOf<T>(options: RecordCurves<T> | RunCurves<T>): Columns[] {
  const columns: Columns[] =
    'xs' in options
      ? options.runs.map((run) => ({ x: options.xs(run), y: options.ys(run) }))
      : options.runs.map((run) => ({ x: run.map(options.x), y: run.map(options.y) }));
  if (columns.length === 0)
    throw new RangeError(`seedCurves('${options.name}'): runs is empty; give one run for each seed`);
  if (options.every !== undefined && !(Number.isInteger(options.every) && options.every >= 1))
    throw new RangeError(`seedCurves('${options.name}'): every must be a whole number from 1, got ${options.every}`);
  columns.forEach((run, index) => assertRising(run, `seedCurves('${options.name}'): run ${index + 1}`));
  return columns;
}

function assertRising({ x, y }: Columns, where: string): void {
  if (x.length === 0 || x.length !== y.length)
    throw new RangeError(`${where} has ${x.length} x and ${y.length} y; it needs as many of both, and at least one`);
  for (let index = 0; index < x.length; index++) {
    if (Number.isFinite(x[index]) && (index === 0 || x[index] > x[index - 1])) continue;
    throw new RangeError(`${where}: x must rise from record to record, got ${x[index - 1]} and then ${x[index]}`);
  }
}

function commonPositions(columns: readonly Columns[], name: string): number[] {
  const [, from] = extremes(columns.map(({ x }) => x[0]));
  const [to] = extremes(columns.map(({ x }) => x[x.length - 1]));
  const positions = Array.from(columns[0].x).filter((x) => x >= from && x <= to);
  if (positions.length > 0) return positions;
  throw new RangeError(
    `seedCurves('${name}'): the runs have no position in common (one starts at ${from}, one ends at ${to}); give \`at\``,
  );
}

/** The run's value at x: its record there, or the straight line between the records around it; null outside or beside a gap. */
function valueAt({ x: xs, y }: Columns, x: number): number | null {
  let [low, high] = [0, xs.length - 1];
  if (x < xs[low] || x > xs[high]) return null;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xs[middle] <= x) low = middle;
    else high = middle;
  }
  if (xs[high] === x) return finiteOrNull(y[high]);
  const [before, after] = [finiteOrNull(y[low]), finiteOrNull(y[high])];
  if (xs[low] === x || before === null || after === null) return xs[low] === x ? before : null;
  return before + ((x - xs[low]) / (xs[high] - xs[low])) * (after - before);
}

const finiteOrNull = (value: number | null): number | null => (Number.isFinite(value) ? value : null);
