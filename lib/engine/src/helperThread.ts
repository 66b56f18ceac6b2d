import { helperLoop, Job, NUMBERS_BYTE, SHARED_BYTES, State, Word, type HelperData } from './helperLoop';
import type { Instance } from './wasmModule';

/** Two stretches of neighbouring layers: where each begins in the table of layers, and how many it has. */
interface Halves {
  readonly here: { readonly first: { readonly entry: number }; readonly count: number };
  readonly there: Halves['here'];
}

/** Multiply-adds: below `LEAST_WORK` handing a half over costs more than it saves; a thread starts when `WORTH_A_THREAD` of it went by. */
const LEAST_WORK = 1e5;
const WORTH_A_THREAD = 5e8;
const HELPER_LOOKS = 20_000;
const CALLER_LOOKS = 5_000;
const IDLE_MS = 1000;
/** The caller looks up this often while it sleeps, and gives up after so many looks. */
const LOOK_UP_MS = 50;
const MOST_LOOKS_UP = 400;
/** Milliseconds: how much waiting may outweigh what was saved, before the helper is left alone for a while. */
const MOST_CREDIT = 2;
const FIRST_PAUSE = 20;
const LONGEST_PAUSE = 2000;

/**
 * A second thread that runs kernels on the same memory. Work that falls into two halves, of which neither writes what the other touches,
 * is offered to it by its second half; the caller does the first, and then the second too if nobody has begun it. So the bits are the
 * same with and without the helper, and where no processor is free it costs next to nothing. When waiting for it costs more than it saves
 * (it was interrupted in the middle of its half), it is left alone for a while, longer every time.
 */
export class HelperThread {
  /** Halves that the helper has done. */
  halvesDone = 0;
  private readonly control = new SharedArrayBuffer(SHARED_BYTES);
  private readonly words = new Int32Array(this.control);
  private readonly numbers = new Float64Array(this.control, NUMBERS_BYTE);
  private workSoFar = 0;
  private offeredAt = 0;
  private credit = 0;
  private pause = FIRST_PAUSE;
  private pausedUntil = 0;

  /** @param now milliseconds of a clock that only goes forward */
  constructor(
    private readonly instance: Pick<Instance, 'kernels' | 'module' | 'memory'>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Whether a job whose second half is that much work (multiply-adds) should go through `forward` and `backward`; may start the thread. */
  takes(work: number): boolean {
    if (work < LEAST_WORK) return false;
    const state = Atomics.load(this.words, Word.STATE);
    if (state === State.IDLE) return this.pausedUntil === 0 || this.now() >= this.pausedUntil;
    if (state === State.STARTING) return false;
    this.workSoFar += work;
    if (this.workSoFar >= WORTH_A_THREAD) this.start();
    return false;
  }

  forward({ here, there }: Halves, rows: number): void {
    const { numbers } = this;
    const { kernels } = this.instance;
    numbers[0] = there.first.entry;
    numbers[1] = there.count;
    numbers[2] = rows;
    this.offer(Job.FORWARD);
    kernels.forward(here.first.entry, here.count, rows);
    if (!this.isDone()) kernels.forward(there.first.entry, there.count, rows);
  }

  backward({ here, there }: Halves, rows: number, toGradient: number, zeros: number): void {
    const { numbers } = this;
    const { kernels } = this.instance;
    numbers[0] = there.first.entry;
    numbers[1] = there.count;
    numbers[2] = rows;
    numbers[3] = toGradient;
    numbers[4] = zeros;
    this.offer(Job.BACKWARD);
    kernels.backward(here.first.entry, here.count, rows, toGradient, zeros);
    if (!this.isDone()) kernels.backward(there.first.entry, there.count, rows, toGradient, zeros);
  }

  private offer(job: (typeof Job)[keyof typeof Job]): void {
    const { words } = this;
    words[Word.JOB] = job;
    this.offeredAt = this.now();
    Atomics.store(words, Word.STATE, State.OFFERED);
    if (Atomics.load(words, Word.HELPER_SLEEPS) === 1) Atomics.notify(words, Word.STATE);
  }

  /** Waits for a helper that has begun. @returns false if nobody has begun: the job is the caller's again */
  private isDone(): boolean {
    const { words } = this;
    const begun = Atomics.compareExchange(words, Word.STATE, State.OFFERED, State.IDLE) !== State.OFFERED;
    if (!begun) return false;
    const ready = this.now();
    this.awaitHelper();
    Atomics.store(words, Word.STATE, State.IDLE);
    this.halvesDone++;
    const end = this.now();
    // The helper saved about as long as the caller's own half took, and cost the waiting.
    this.settle(ready - this.offeredAt - (end - ready), end);
    return true;
  }

  private awaitHelper(): void {
    const { words } = this;
    for (let looks = 0; looks < CALLER_LOOKS; looks++) if (Atomics.load(words, Word.STATE) === State.DONE) return;
    Atomics.store(words, Word.CALLER_SLEEPS, 1);
    for (let looks = 0; Atomics.load(words, Word.STATE) !== State.DONE; looks++) {
      if (looks === MOST_LOOKS_UP) {
        throw new Error('engine: its second thread does not answer; make the engine with { threads: 1 }');
      }
      Atomics.wait(words, Word.STATE, State.TAKEN, LOOK_UP_MS);
    }
    Atomics.store(words, Word.CALLER_SLEEPS, 0);
  }

  private settle(saved: number, now: number): void {
    this.credit = Math.min(MOST_CREDIT, this.credit + saved);
    if (this.credit === MOST_CREDIT) this.pause = FIRST_PAUSE;
    if (this.credit > -MOST_CREDIT) return;
    this.credit = 0;
    this.pausedUntil = now + this.pause;
    this.pause = Math.min(LONGEST_PAUSE, 2 * this.pause);
  }

  private start(): void {
    this.workSoFar = 0;
    Atomics.store(this.words, Word.STATE, State.STARTING);
    const constants = { words: Word, states: State, jobs: Job, numbersByte: NUMBERS_BYTE };
    const limits = { looks: HELPER_LOOKS, idleMilliseconds: IDLE_MS };
    const { module, memory } = this.instance;
    startThread({ module, memory, control: this.control, ...constants, ...limits });
  }
}

/** Whether a second thread may be started here: on the main thread of Node with a second processor. Worker threads have company already. */
export function canStartThread(): boolean {
  const threads = builtin('node:worker_threads');
  const system = builtin('node:os');
  return threads !== null && system !== null && threads.isMainThread && system.availableParallelism() > 1;
}

function startThread(data: HelperData): void {
  const threads = builtin('node:worker_threads');
  if (threads === null) return;
  const code = `(${helperLoop.toString()})(require('node:worker_threads').workerData)`;
  const thread = new threads.Worker(code, { eval: true, workerData: data });
  thread.unref(); // it keeps no process alive
  thread.on('error', () => undefined); // a helper that could not start is none; everything runs without it
}

/** A module of Node, and null where this is not Node: pages and bundlers then see no import. */
function builtin<Name extends 'node:os' | 'node:worker_threads'>(name: Name): NodeModules[Name] | null {
  const host = (globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }).process;
  return (host?.getBuiltinModule?.(name) as NodeModules[Name] | undefined) ?? null;
}

interface NodeModules {
  'node:os': typeof import('node:os');
  'node:worker_threads': typeof import('node:worker_threads');
}
