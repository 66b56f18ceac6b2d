import { requireFunction } from '../numbers/objects';
import { describe } from '../numbers/validate';

/**
 * A run under way: an async iterable of its records, and a promise of its result.
 *
 *   for await (const record of run) ...   takes the records one by one; `break` ends the run, which keeps what it has
 *   await run.result                      runs to the end (what is left of it) and gives the result
 *   await run.whole()                     both: { records, result }
 *
 * It is an async generator too, for who wants to ask for one record at a time. A run goes once: iterating again goes on where it stands.
 */
export class Run<Rec, Result> implements AsyncGenerator<Rec, Result, void> {
  private readonly stop = new AbortController();
  private readonly generator: AsyncGenerator<Rec, Result, void>;
  private ending: IteratorReturnResult<Result> | null = null;
  private failure: { readonly error: unknown } | null = null;
  private outcome: Promise<Result> | null = null;
  private hasBegun = false;

  /**
   * @param make    the run itself; when the signal it gets is aborted, it ends by returning what it has
   * @param signal  somebody else's wish to stop, passed on
   */
  constructor(make: (signal: AbortSignal) => AsyncGenerator<Rec, Result, void>, signal?: AbortSignal) {
    requireFunction('make', make, 'an async generator function that takes a signal');
    if (signal !== undefined) requireSignal(signal);
    this.generator = make(signal === undefined ? this.stop.signal : AbortSignal.any([signal, this.stop.signal]));
  }

  /** What the run comes to; asking for it lets the run go to its end. @throws what the run threw */
  get result(): Promise<Result> {
    return (this.outcome ??= this.toEnd());
  }

  /** Runs to the end: all records (those that nobody has taken yet) and the result. */
  async whole(): Promise<{ readonly records: readonly Rec[]; readonly result: Result }> {
    const records: Rec[] = [];
    for await (const record of this) records.push(record);
    return { records, result: await this.result };
  }

  async next(): Promise<IteratorResult<Rec, Result>> {
    if (this.failure !== null) throw this.failure.error;
    if (this.ending !== null) return this.ending;
    this.hasBegun = true;
    try {
      const step = await this.generator.next();
      if (step.done === true) this.ending = step;
      return step;
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  }

  /** Ends the run early, as `break` does; it finishes what it has begun and keeps it in `result`. */
  async return(): Promise<IteratorResult<Rec, Result>> {
    this.stop.abort();
    if (!this.hasBegun) this.failure = { error: new Error('this run was ended before it began, so it has no result') };
    else await this.result;
    return this.ending ?? { done: true, value: undefined as Result };
  }

  async throw(error: unknown): Promise<IteratorResult<Rec, Result>> {
    this.failure = { error };
    return this.generator.throw(error);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private async toEnd(): Promise<Result> {
    for (;;) {
      const step = await this.next();
      if (step.done === true) return step.value;
    }
  }
}

function requireSignal(signal: unknown): void {
  if (signal instanceof AbortSignal) return;
  throw new TypeError(`signal: got ${describe(signal)}, expected an AbortSignal, such as new AbortController().signal`);
}

/** What both Node and browsers may have; neither has both in its type library here. */
declare const globalThis: {
  readonly setImmediate?: (callback: () => void) => unknown;
  readonly MessageChannel?: new () => {
    readonly port1: { onmessage: (() => void) | null; close(): void };
    readonly port2: { postMessage(message: unknown): void };
  };
};

/** Lets timers, messages and interrupts have their turn. In a page a message does it: nested timers wait at least 4 ms there. */
export function breathe(): Promise<void> {
  const { setImmediate, MessageChannel } = globalThis;
  return new Promise((resolve) => {
    if (setImmediate !== undefined) {
      setImmediate(resolve);
      return;
    }
    if (MessageChannel === undefined)
      throw new Error('train: this runtime has neither setImmediate nor MessageChannel');
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}
