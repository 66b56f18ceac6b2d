import { kernelBridge } from '../host/outputs';
import { requireNumber, requireOptionalText, requireOptions } from '../values/arguments';
import { shownAs } from '../values/inspectable';
import { curveDefaults, type CurveOptions } from './learningCurve';
import { checkLive, type LiveOptions, liveView } from './live';
import { drain, type Source } from './source';

/** What a run leaves behind. */
export interface RunOutcome<Rec, Result> {
  readonly records: readonly Rec[];
  /** What the run left behind; undefined if it was stopped before it could leave anything. */
  readonly result: Result | undefined;
  /** True if the reader interrupted the kernel while it ran. */
  readonly interrupted: boolean;
}

export interface RunOptions<Rec> extends Partial<Omit<LiveOptions<Rec>, 'id' | 'alt'>>, CurveOptions {
  /** Id of the final figure, as in `show`. */
  readonly id: string;
  readonly alt: LiveOptions<Rec>['alt'];
}

/**
 * Takes a run to its end, shows a live figure meanwhile and leaves one final figure. Interrupting the kernel stops the
 * run and keeps what was learned so far. Cells write `await run(...)`; they never need `for await`.
 *
 * @param source   a training object, a generator of records, or a function of an abort signal that returns one of them. With the
 *                 function, an interrupted run can finish cleanly and still give its result.
 * @param options  id and alt of the figure; without `figure`, records need `timesteps` and `meanReturn100`
 * @returns all records, the run's result, and whether the reader interrupted it
 * @throws TypeError or RangeError for a wrong option, before the run starts; whatever the run throws, after the figure of the records so
 *   far has been shown
 * @example const { records, result } = await run((signal) => train({ config: 'lessonTfjs', seed: 1, signal }),
 *   { id: 'first-run', alt: 'Mean return climbs from 20 to 475 in 60,000 steps.', totalTimesteps: 100_000 })
 */
export async function run<Rec, Result>(
  source: Source<Rec, Result>,
  options: RunOptions<Rec>,
): Promise<RunOutcome<Rec, Result>> {
  checkRun(options);
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const view = liveView<Rec>({ ...curveDefaults<Rec>(options), ...(given as typeof options) });
  const stop = stopSignal();
  const outcome = shownAs(
    { records: view.records, result: undefined as Result | undefined, interrupted: false },
    ({ records, interrupted }) => `Run: ${records.length} records${interrupted ? ', interrupted' : ''}`,
  );
  try {
    outcome.result = await drain(source, stop.signal, (record) => view.add(record), 'run');
  } finally {
    outcome.interrupted = stop.signal.aborted;
    stop.release();
    // The kernel gives an interrupted cell a second or two to end by itself: no time for the first picture of a session.
    if (view.records.length > 0) view.finish({ picture: !outcome.interrupted });
  }
  return outcome;
}

function checkRun<Rec>(options: RunOptions<Rec>): void {
  requireOptions(options, 'run', ['id', 'alt', 'figure', 'status', 'fraction', 'totalTimesteps', 'title', 'solvedAt']);
  checkLive(options, 'run');
  const { id, totalTimesteps, title, solvedAt } = options;
  if (totalTimesteps !== undefined) requireNumber(totalTimesteps, `run('${id}'): totalTimesteps`, { above: 0 });
  if (solvedAt !== undefined) requireNumber(solvedAt, `run('${id}'): solvedAt`);
  requireOptionalText(title, `run('${id}'): title`);
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
    const result = await drain(source, stop.signal, (record) => records.push(record), 'finish');
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
