import { Session } from 'node:inspector';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const COLLECTOR = 'tslab.kernel.collectGarbage';
/** The inspector's own order to collect garbage waits until the main thread is idle; a call does not. */
const COLLECT = `globalThis[Symbol.for('${COLLECTOR}')]()`;

/** On the main thread: lets another thread ask for a collection. */
export function offerCollection(): void {
  setFlagsFromString('--expose-gc');
  const value = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  Object.defineProperty(globalThis, Symbol.for(COLLECTOR), { value: () => value() });
}

/** The heap is nearly full: what was running keeps more than it may, and is ended before the process is. */
export interface FullHeapNotice {
  readonly type: 'fullHeap';
  /** bytes that are still reachable */
  readonly used: number;
  /** bytes at which V8 ends the process */
  readonly limit: number;
}

/** How often the memory of the process is looked at, ms. */
const LOOK_MS = 100;
/** From this share of the limit on the main thread is asked, and above it, with all garbage taken away, the heap counts as full. */
const FULL = 0.75;
/** A main thread that does not hear the notice within this time is terminated, ms. */
const HEAR_MS = 100;

/**
 * V8 ends the whole process when its heap is full, and the notebook says no more than that the kernel has died. This watches from another
 * thread, where nothing that a cell does can stop it, and stops the cell first: its variables go, the others stay.
 */
export class MemoryWatch {
  private session: Session | undefined;
  private asking = false;
  private unheard: NodeJS.Timeout | undefined;
  private next: number;

  /**
   * @param limit  bytes, the main thread's `heap_size_limit`
   * @param protection the flag of protection.ts: while it is set, nothing is terminated
   */
  constructor(
    private readonly post: (notice: FullHeapNotice) => void,
    private readonly protection: Int32Array,
    private readonly limit: number,
  ) {
    this.next = FULL * limit;
    setInterval(() => this.look(), LOOK_MS).unref();
  }

  /** The main thread heard the notice: it is not blocked, and ends the cell itself. */
  heard(): void {
    clearTimeout(this.unheard);
    this.leave();
  }

  private look(): void {
    if (this.asking) return;
    // What the process takes is read without the main thread, and is never less than the heap.
    if (process.memoryUsage.rss() < this.next) return;
    this.asking = true;
    this.used((used) => {
      if (used < this.next) this.leave();
      else this.ask('Runtime.evaluate', () => this.used((live) => this.judge(live)), { expression: COLLECT });
    });
  }

  private judge(live: number): void {
    // Much of a full heap may be garbage: then the next look is a little later, so that a program on the brink is not slowed down.
    this.next = Math.max(FULL * this.limit, live + (this.limit - live) / 8);
    if (live <= FULL * this.limit || Atomics.load(this.protection, 0) === 1) return this.leave();
    this.post({ type: 'fullHeap', used: live, limit: this.limit });
    this.unheard = setTimeout(() => this.ask('Runtime.terminateExecution', () => this.leave()), HEAR_MS);
  }

  private used(tell: (bytes: number) => void): void {
    this.ask('Runtime.getHeapUsage', (answer) => tell((answer as { usedSize: number }).usedSize));
  }

  private ask(method: string, tell: (answer: unknown) => void, parameters?: object): void {
    if (this.session === undefined) {
      this.session = new Session();
      this.session.connectToMainThread();
    }
    this.session.post(method, parameters, (error: Error | null, answer?: unknown) => {
      if (error === null) tell(answer);
      else this.leave();
    });
  }

  /** Until the next look: a process with a session does not end at once. */
  private leave(): void {
    this.asking = false;
    this.session?.disconnect();
    this.session = undefined;
  }
}
