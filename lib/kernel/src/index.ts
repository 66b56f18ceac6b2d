import type { Comm, OpenCommOptions } from './protocol/comms';

export type { Comm, OpenCommOptions };

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
