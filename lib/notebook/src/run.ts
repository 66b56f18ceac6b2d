import type { Figure } from './figure';
import { lineFigure } from './lines';
import { shownAs } from './inspectable';
import { live, type LiveOptions } from './live';
import { kernelBridge } from './outputs';
import { drain, type Source } from './source';
import { formatNumber } from './table';
import { thousands } from './texts';

/** What a run leaves behind. */
export interface RunOutcome<Rec, Result> {
  readonly records: readonly Rec[];
  /** What the run left behind; undefined if it was stopped before it could leave anything. */
  readonly result: Result | undefined;
  /** True if the reader interrupted the kernel while it ran. */
  readonly interrupted: boolean;
}

export interface RunOptions<Rec> extends Partial<Omit<LiveOptions<Rec>, 'id' | 'alt'>> {
  /** Id of the final figure, as in `show`. */
  readonly id: string;
  readonly alt: LiveOptions<Rec>['alt'];
  /** Steps the run will take: turns the default curve's x axis into a progress bar. */
  readonly totalTimesteps?: number;
  /** Title of the default learning curve. */
  readonly title?: string;
  /** A dotted line at the return that counts as solved, in the default learning curve. */
  readonly solvedAt?: number;
}

/** The parts of ppo-lib's TrainRecord that the default learning curve reads. */
interface CurveRecord {
  readonly timesteps: number;
  readonly meanReturn100: number | null;
}

const LAST = Symbol.for('notebook-kit.lastRun');

/** What the latest run left behind: useful after an interrupt that also ended the cell. Null before the first run. */
export function lastRun(): RunOutcome<unknown, unknown> | null {
  return (globalThis as unknown as Record<symbol, RunOutcome<unknown, unknown> | undefined>)[LAST] ?? null;
}

/**
 * Takes a run to its end, shows a live figure meanwhile and leaves one final figure. Interrupting the kernel stops the
 * run and keeps what was learned so far. Cells write `await run(...)`; they never need `for await`.
 *
 * @param source   a training object, a generator of records, or a function of an abort signal that returns one of them. With the
 *                 function, an interrupted run can finish cleanly and still give its result.
 * @param options  id and alt of the figure; without `figure`, records need `timesteps` and `meanReturn100`
 * @returns all records, the run's result, and whether the reader interrupted it
 * @throws whatever the run throws, after the figure of the records so far has been shown
 * @example const { records, result } = await run((signal) => train({ config: 'lessonTfjs', seed: 1, signal }),
 *   { id: 'first-run', alt: 'Mean return climbs from 20 to 475 in 60,000 steps.', totalTimesteps: 100_000 })
 */
export async function run<Rec, Result>(
  source: Source<Rec, Result>,
  options: RunOptions<Rec>,
): Promise<RunOutcome<Rec, Result>> {
  const stop = stopSignal();
  const view = live<Rec>({ ...curveDefaults<Rec>(options), ...options });
  const outcome = shownAs(
    { records: view.records, result: undefined as Result | undefined, interrupted: false },
    ({ records, interrupted }) => `Run: ${records.length} records${interrupted ? ', interrupted' : ''}`,
  );
  (globalThis as unknown as Record<symbol, object>)[LAST] = outcome;
  try {
    outcome.result = await drain(source, stop.signal, (record) => view.add(record));
  } finally {
    outcome.interrupted = stop.signal.aborted;
    stop.release();
    // The kernel gives an interrupted cell a second or two to end by itself: no time for the first picture of a session.
    if (view.records.length > 0) view.finish({ picture: !outcome.interrupted });
  }
  return outcome;
}

/**
 * Takes a run to its end without showing anything: for a cell that only needs the numbers.
 * @param source  as for `run`
 * @returns all records and the run's result
 * @throws whatever the run throws; Error if the reader interrupted the kernel before there was a result
 * @example const { records, result } = await finish(train({ config: 'lessonTfjs', seed: 1 }))
 */
export async function finish<Rec, Result>(source: Source<Rec, Result>): Promise<{ records: Rec[]; result: Result }> {
  const stop = stopSignal();
  const records: Rec[] = [];
  try {
    const result = await drain(source, stop.signal, (record) => records.push(record));
    if (result === undefined && stop.signal.aborted)
      throw new Error(
        `finish: interrupted after ${records.length} records, before there was a result; run the cell again`,
      );
    return { records, result: result as Result };
  } finally {
    stop.release();
  }
}

/** A signal that follows the running cell's interrupt; never aborts where the kernel offers none. */
function stopSignal(): { signal: AbortSignal; release(): void } {
  const cell = kernelBridge()?.signal;
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  if (cell?.aborted) abort();
  cell?.addEventListener('abort', abort, { once: true });
  return { signal: controller.signal, release: () => cell?.removeEventListener('abort', abort) };
}

/** The learning curve of a training run, for records that carry timesteps and meanReturn100. */
function curveDefaults<Rec>(options: RunOptions<Rec>): Pick<LiveOptions<Rec>, 'figure' | 'status' | 'fraction'> {
  const { totalTimesteps } = options;
  const read = (record: Rec): CurveRecord => record as unknown as CurveRecord;
  const status = (record: Rec): string => {
    const { timesteps, meanReturn100 } = read(record);
    if (timesteps === undefined) return '';
    const mean =
      meanReturn100 === null || meanReturn100 === undefined ? '' : `, mean return ${formatNumber(meanReturn100)}`;
    return `step ${thousands(timesteps)}${mean}`;
  };
  return {
    figure: (records) => learningCurve(records.map(read), options),
    status,
    ...(totalTimesteps ? { fraction: (record: Rec) => read(record).timesteps / totalTimesteps } : {}),
  };
}

function learningCurve(
  records: readonly CurveRecord[],
  options: { title?: string; solvedAt?: number; totalTimesteps?: number },
): Figure {
  if (records.some((record) => typeof record.timesteps !== 'number')) {
    throw new TypeError(
      'run: these records have no `timesteps`, so there is no default curve; pass `figure: (records) => lineFigure({ ... })`',
    );
  }
  const y = records.map((record) => record.meanReturn100 ?? null);
  return lineFigure({
    ...(options.title ? { title: options.title } : {}),
    xTitle: 'environment steps',
    yTitle: 'mean return of the last 100 episodes',
    ...(options.totalTimesteps ? { xRange: [0, options.totalTimesteps] as const } : {}),
    lines: [{ name: 'mean return', x: records.map((record) => record.timesteps), y }],
    ...(options.solvedAt === undefined ? {} : { marks: [{ y: options.solvedAt, label: 'solved' }] }),
  });
}
