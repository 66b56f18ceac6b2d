/**
 * What can be run: anything that yields records one by one. A training object also holds the result as a promise.
 */
import { isList, quoted } from '../values/kinds';

/** A run as an object: its records by iteration, what it leaves behind as `result`. */
export interface Training<Rec, Result> extends AsyncIterable<Rec> {
  readonly result: Promise<Result>;
}

/** A generator whose return value is the result, or a training object. */
export type Records<Rec, Result> = AsyncGenerator<Rec, Result> | Generator<Rec, Result> | Training<Rec, Result>;

/** The records themselves, or a function of an abort signal that begins them: then an interrupt ends the run cleanly. */
export type Source<Rec, Result> = Records<Rec, Result> | ((signal: AbortSignal) => Records<Rec, Result>);

/** Between records the event loop gets a turn: messages leave the kernel and an interrupt arrives. */
const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Records a stopped run may still yield while it finishes on its own; then it is closed. */
const GRACE_RECORDS = 2;

/**
 * Takes the records of a source one by one until it ends, or until the signal is aborted and a last record or two have come.
 * @returns the result; undefined if the source was closed before it could give one
 * @param where  starts messages: the function that was given the source
 * @throws TypeError if the source is none, and whatever the source throws
 */
export async function drain<Rec, Result>(
  source: Source<Rec, Result>,
  signal: AbortSignal,
  take: (record: Rec) => void,
  where: string,
): Promise<Result | undefined> {
  const records = typeof source === 'function' ? source(signal) : source;
  const iterator = iteratorOf(records, where);
  for (let afterStop = 0; ;) {
    await breath();
    if (signal.aborted && afterStop++ >= GRACE_RECORDS) return closed(records, iterator);
    const next = await iterator.next();
    if (next.done) return 'result' in records ? records.result : next.value;
    take(next.value);
  }
}

type Step<Rec, Result> = IteratorResult<Rec, Result>;
interface RecordIterator<Rec, Result> {
  next(): Promise<Step<Rec, Result>> | Step<Rec, Result>;
  return?(value?: Result): Promise<Step<Rec, Result>> | Step<Rec, Result>;
}

function iteratorOf<Rec, Result>(records: Records<Rec, Result>, where: string): RecordIterator<Rec, Result> {
  const maybe = records as unknown as { [key: symbol]: (() => unknown) | undefined } | null | undefined;
  const open = maybe?.[Symbol.asyncIterator] ?? maybe?.[Symbol.iterator];
  if (typeof open === 'function' && typeof records === 'object' && !isList(records))
    return open.call(maybe) as RecordIterator<Rec, Result>;
  const hint = records instanceof Promise ? 'a promise; write `await` before it' : quoted(records);
  throw new TypeError(
    `${where}: source: expected a run that yields records, e.g. train({ ... }), or (signal) => train({ ..., signal }), got ${hint}`,
  );
}

/** Ends the iteration; a training object may still give the result of what it has done, in one turn of the event loop. */
async function closed<Rec, Result>(
  records: Records<Rec, Result>,
  iterator: RecordIterator<Rec, Result>,
): Promise<Result | undefined> {
  const last = await iterator.return?.(undefined);
  if (!('result' in records)) return last?.done ? last.value : undefined;
  return Promise.race([records.result.catch(() => undefined), breath().then(() => undefined)]);
}
