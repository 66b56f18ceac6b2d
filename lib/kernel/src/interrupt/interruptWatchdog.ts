import { Session } from 'node:inspector';

/** What the main thread is told about interrupt number `id`. */
export type InterruptNotice =
  | { readonly type: 'interrupt'; readonly id: number }
  /** The main thread was blocked; what it was running has been terminated. */
  | { readonly type: 'terminated'; readonly id: number };

/** How long the main thread may be silent after an interrupt before what it runs is terminated. */
const BLOCKED_MS = 1500;
/** Pause between further attempts, when native code did not let the first one through. */
const RETRY_MS = 1000;

/**
 * Makes sure that an interrupt reaches the main thread. It is told; if it does not answer because a loop keeps it busy,
 * the running JavaScript is terminated from outside, which no loop can prevent and which leaves all variables alive.
 */
export class InterruptWatchdog {
  private id = 0;
  private pending: NodeJS.Timeout | undefined;
  private session: Session | undefined;

  /** @param protection the flag of protection.ts: while it is set, termination waits */
  constructor(
    private readonly post: (notice: InterruptNotice) => void,
    private readonly protection: Int32Array,
  ) {}

  /** Starts an interrupt; while one is under way, another one changes nothing for a blocked main thread. */
  interrupt(): void {
    const id = ++this.id;
    this.post({ type: 'interrupt', id });
    this.pending ??= setTimeout(() => this.terminate(), BLOCKED_MS);
  }

  /** The main thread handled interrupt `id` (or its termination). */
  seen(id: number): void {
    if (id !== this.id) return;
    clearTimeout(this.pending);
    this.pending = undefined;
    this.session?.disconnect();
    this.session = undefined;
  }

  private terminate(): void {
    this.pending = setTimeout(() => this.terminate(), RETRY_MS);
    if (Atomics.load(this.protection, 0) === 1) return;
    if (this.session === undefined) {
      this.session = new Session();
      this.session.connectToMainThread();
    }
    this.session.post('Runtime.terminateExecution', () => {});
    this.post({ type: 'terminated', id: this.id });
  }
}
