import {
  forEachEntry,
  requireFunction,
  requireNumber,
  requireOptionalText,
  requireOptions,
  requireText,
} from '../values/arguments';
import { isList, quoted } from '../values/kinds';
import type { Column } from './axes';
import { requireColumn } from './columns';
import type { Line } from './line';
import { commonPositions, requireRun, type RunColumns, valueAt } from './seedRuns';

/** Where the middle of the seeds' values lies, and the bounds around it: what ppo-lib's `meanInterval` returns. */
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

/**
 * One curve with its interval over seeds, for `lineFigure`. A run that has no record at a position is interpolated between its
 * neighbours; positions at which no run has a value are left out.
 * @throws TypeError or RangeError if there is no run, a run's x does not rise, a y is neither a finite number nor null (a diverged run
 *   must not vanish from its mean unseen), the runs have no position in common, or `interval` gives no interval
 * @example seedCurves({ name: 'PPO', says: '95 % t interval of the mean, ten seeds', runs, x: (r) => r.timesteps, y: (r) => r.meanReturn100, interval: meanInterval })
 */
export function seedCurves<Rec>(options: RecordCurves<Rec>): Line;
export function seedCurves<Run>(options: RunCurves<Run>): Line;
export function seedCurves<T>(options: RecordCurves<T> | RunCurves<T>): Line {
  checkOptions(options);
  const { name, color, dash, width, says, every = 1 } = options;
  const columns = columnsOf(options);
  const positions = Array.from(options.at ?? commonPositions(columns, `seedCurves('${name}')`)).filter(
    (_, index) => index % every === 0,
  );
  const known = positions.flatMap((x) => {
    const values = columns.map((run) => valueAt(run, x)).filter((value): value is number => value !== null);
    return values.length === 0 ? [] : [{ x, ...intervalOf(options, values, x) }];
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

const OPTIONS = ['name', 'color', 'dash', 'width', 'interval', 'says', 'at', 'every', 'runs'];

function checkOptions<T>(options: RecordCurves<T> | RunCurves<T>): void {
  const own = typeof options === 'object' && options !== null && 'xs' in options ? ['xs', 'ys'] : ['x', 'y'];
  requireOptions(options, 'seedCurves', [...OPTIONS, ...own]);
  requireText(options.name, 'seedCurves: name', 'The legend needs it.');
  const where = `seedCurves('${options.name}')`;
  requireText(options.says, `${where}: says`, "Say what the band is, e.g. '95 % interval of the mean, ten seeds'.");
  requireOptionalText(options.color, `${where}: color`);
  requireFunction(options.interval, `${where}: interval`, 'meanInterval');
  const read = options as unknown as Record<string, unknown>;
  for (const name of own) requireFunction(read[name], `${where}: ${name}`, '(run) => run.timesteps');
  if (options.at !== undefined) requireColumn(options.at, `${where}: at`);
  if (options.every !== undefined) requireNumber(options.every, `${where}: every`, { from: 1, whole: true });
  if (!Array.isArray(options.runs) || options.runs.length === 0)
    throw new RangeError(
      `${where}: runs is ${isList(options.runs) ? 'empty' : quoted(options.runs)}; give a list with one run for each seed`,
    );
}

function intervalOf({ interval, name }: CurveOptions, values: number[], x: number): Interval {
  const found = interval(values);
  const numbers = [found?.estimate, found?.low, found?.high];
  if (numbers.every(Number.isFinite)) return found;
  throw new TypeError(
    `seedCurves('${name}'): interval must return finite { estimate, low, high }; at x = ${x} it returned ${numbers.map(quoted).join(', ')}`,
  );
}

function columnsOf<T>(options: RecordCurves<T> | RunCurves<T>): RunColumns[] {
  return Array.from(options.runs as readonly unknown[], (run, index) => {
    const where = `seedCurves('${options.name}'): run ${index + 1}`;
    const columns =
      'xs' in options ? wholeColumns(options, run as T) : recordColumns(options, run as readonly T[], where);
    requireRun(columns, where);
    return columns;
  });
}

const wholeColumns = <T>({ xs, ys }: RunCurves<T>, run: T): RunColumns => ({ x: xs(run), y: ys(run) });

function recordColumns<T>({ x, y }: RecordCurves<T>, run: readonly T[], where: string): RunColumns {
  if (!Array.isArray(run)) throw new TypeError(`${where} is ${quoted(run)}; give its records as a list`);
  forEachEntry(run as readonly unknown[], (record, at) => {
    if (record === null || record === undefined)
      throw new TypeError(`${where}: record ${at + 1} is ${quoted(record)}; leave out what is no record`);
  });
  return { x: run.map((record: T) => x(record)), y: run.map((record: T) => y(record)) };
}
