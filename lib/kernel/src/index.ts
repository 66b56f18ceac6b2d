/** Options of `openComm`. */
export interface OpenCommOptions {
  /** What serves the other end in the page, such as 'jupyter.widget'. */
  readonly targetName: string;
  /** First message, JSON. */
  readonly data: unknown;
  /** Metadata of the comm_open message; ipywidgets wants its protocol version there. */
  readonly metadata?: unknown;
  /** Called with the data of each message from the page, also while a cell awaits. */
  onMessage?(data: unknown): void;
  /** Called when the page closes the comm. */
  onClose?(): void;
}

/** A two-way channel to the page. */
export interface Comm {
  readonly commId: string;
  /** @throws Error when the comm was closed */
  send(data: unknown): void;
  /** Closing twice does nothing. */
  close(data?: unknown): void;
}

/** What cells and libraries find under `globalThis[Symbol.for('tslab.kernel')]`; undefined on stock tslab. */
export interface KernelBridge {
  /** Version of lesson-kernel. */
  readonly version: string;
  /** Signal of the cell now running, a fresh one for each cell; an interrupt aborts it. */
  readonly signal: AbortSignal;
  /** Opens a comm. */
  openComm(options: OpenCommOptions): Comm;
}

/** Key of the bridge on `globalThis`. */
export const KERNEL_BRIDGE = Symbol.for('tslab.kernel');
