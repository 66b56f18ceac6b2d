import { continueCell, currentCell } from './currentCell';

/**
 * Epochs: everything that cells set going (timers, awaits) belongs to the epoch in which it was begun. Stopping starts
 * a new epoch, and what belongs to an older one is not continued. An asynchronous loop that ignores an interrupt ends
 * that way at its next pause. (Following each chain of calls separately would need Node's async hooks, which do not
 * survive the termination of a blocked loop on Node 20 and 22.)
 */
let epoch = 0;

/** Starts a new epoch: nothing that cells have begun so far goes on. */
export function stopEverything(): void {
  epoch += 1;
}

/** Where something asynchronous was set going. */
export interface Origin {
  /** Has everything been stopped since? */
  readonly stopped: () => boolean;
  /** What runs from here to the next pause belongs to the same cell. */
  readonly resume: () => void;
}

/** The present as an origin. */
export function origin(): Origin {
  const begun = epoch;
  const cell = currentCell();
  return { stopped: () => begun !== epoch, resume: () => continueCell(cell) };
}

/** A promise that is never settled: awaiting it parks the caller until the garbage collector takes it. */
function never<T>(): Promise<T> {
  return new Promise<T>(() => {});
}

/**
 * What the cells' `await x` is compiled to: `await guardAwait(x)`. The value passes through unchanged; if everything
 * was stopped meanwhile, the await does not return any more, so a loop around it ends. `then` is used, rather than a
 * new promise, because the engine follows it when it writes asynchronous stack traces.
 */
export function guardAwait(value: unknown): unknown {
  if (!isThenable(value)) return value;
  const { stopped, resume } = origin();
  const promise = value instanceof Promise ? (value as Promise<unknown>) : Promise.resolve(value);
  return promise.then(
    (result) => {
      if (stopped()) return never();
      resume();
      return result;
    },
    (error: unknown) => {
      if (stopped()) return never();
      resume();
      throw error;
    },
  );
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return false;
  return typeof (value as { then?: unknown }).then === 'function';
}

type Items = AsyncIterable<unknown> | Iterable<unknown>;

/** What `for await (const x of items)` loops over in cells: the same items, each step guarded like an await. */
export function guardAwaitEach(items: Items): AsyncIterable<unknown> {
  return {
    [Symbol.asyncIterator](): AsyncIterator<unknown> {
      const inner = openIterator(items);
      const finish = inner.return?.bind(inner);
      const guard = (step: Promise<IteratorResult<unknown>>): Promise<IteratorResult<unknown>> =>
        guardAwait(step) as Promise<IteratorResult<unknown>>;
      return {
        next: () => guard(inner.next()),
        ...(finish && { return: (value?: unknown) => guard(finish(value)) }),
      };
    },
  };
}

/** The iterator that a `for await` loop would use: the items' own, or a plain one whose values are awaited. */
function openIterator(items: Items): AsyncIterator<unknown> {
  if (Symbol.asyncIterator in items && typeof items[Symbol.asyncIterator] === 'function') {
    return items[Symbol.asyncIterator]();
  }
  const plain = (items as Iterable<unknown>)[Symbol.iterator]();
  return {
    next: async () => {
      const step = plain.next();
      return step.done === true ? step : { done: false, value: await step.value };
    },
    ...(plain.return && { return: async (value?: unknown) => plain.return?.(value) ?? { done: true, value } }),
  };
}
