import { stopEverything } from './epoch';
import { realClearTimeout, realSetTimeout } from './realTimers';

/** How long code that heeds the signal may take to end a cell by itself. */
const GRACE_MS = 1500;

/** What a stopped cell fails with, and the reason of its aborted signal. */
class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor() {
    super('the cell was stopped before it finished');
  }
}

/** What a cell fails with that keeps more than the heap can hold. */
class OutOfMemory extends Error {
  override readonly name = 'OutOfMemory';

  constructor(used: number, limit: number) {
    const [now, most] = [used, limit].map((bytes) => Math.round(bytes / 2 ** 20).toLocaleString('en-US'));
    super(
      `the cell was stopped: ${now} of the ${most} MB that JavaScript objects may take are in use, and at the limit the kernel ` +
        'would have ended, with all variables. Keep less: let go of what is large (x = null), put numbers into a Float32Array or ' +
        'Float64Array, which lie outside this limit, or restart the kernel',
    );
  }
}

/** Code that can be interrupted: a running cell, or the comm handlers between cells. */
export class Run {
  readonly controller = new AbortController();
  /** Called when the run has to end now. */
  onStop: (reason: Error) => void = () => {};
}

/**
 * Decides what an interrupt does. First the run's signal is aborted: a training loop that tests it returns what it has,
 * and the cell ends as usual. What does not end within the grace period, or is interrupted again, is stopped.
 */
export class Interrupts {
  private cell: Run | undefined;
  private idle = new Run();
  private deadline: NodeJS.Timeout | undefined;

  /** What is running: the cell, or the run that comm handlers between cells belong to. */
  get current(): Run {
    return this.cell ?? this.idle;
  }

  /** Whether a cell is running and was interrupted. */
  get interrupted(): boolean {
    return this.cell?.controller.signal.aborted ?? false;
  }

  /** A cell begins. An interrupt that came before it, and whose time is not up, does not wait to hit it. */
  begin(run: Run): void {
    if (this.deadline !== undefined) {
      realClearTimeout(this.deadline);
      this.deadline = undefined;
      this.stop(this.idle);
    }
    this.cell = run;
  }

  /** The cell ended by itself or was stopped. */
  end(): void {
    this.cell = undefined;
    realClearTimeout(this.deadline);
    this.deadline = undefined;
  }

  /** An interrupt arrived. */
  interrupt(): void {
    const run = this.current;
    if (run.controller.signal.aborted) return this.stop(run);
    run.controller.abort(new Interrupted());
    realClearTimeout(this.deadline);
    this.deadline = realSetTimeout(() => this.stop(run), GRACE_MS);
  }

  /** A blocked main thread was terminated; a second report of the same must not hit the next cell. */
  terminated(): void {
    if (this.current.controller.signal.aborted) this.stop(this.current);
  }

  /** The running cell has nearly filled the heap; between cells there is nobody to stop. */
  fullHeap(used: number, limit: number): void {
    if (this.cell === undefined) return;
    const error = new OutOfMemory(used, limit);
    this.cell.controller.abort(error);
    this.stop(this.cell, error);
  }

  /** What was running used up its time, or was terminated: nothing of it goes on. */
  private stop(run: Run, reason: Error = new Interrupted()): void {
    if (run !== this.current) return;
    stopEverything();
    run.onStop(reason);
    if (run === this.idle) this.idle = new Run();
  }
}
