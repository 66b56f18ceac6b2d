import type { Comm, OpenCommOptions } from './protocol/comms';

export type { Comm, OpenCommOptions };

/** One output: the same content by MIME type. */
export interface DisplayMessage {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly transient: { readonly display_id?: string };
}

/** What a page has in place of Node and its packages. */
export interface PageHost {
  /** Address of the folder with the WebAssembly files of TensorFlow.js. */
  readonly wasmFolder: string;
  /** The code of an explorable with what it imports: a script that defines `explorable`. */
  bundle(source: string): string;
  /** What plotly.js says of its own names, as JSON (`traces` and `layout`, see notebook-kit). */
  plotlyNames(): string;
}

/** What cells and libraries find under `globalThis[Symbol.for('tslab.kernel')]`; undefined on stock tslab. */
export interface KernelBridge {
  /** Version of lesson-kernel. */
  readonly version: string;
  /** Signal of the cell now running, a fresh one for each cell; an interrupt aborts it. */
  readonly signal: AbortSignal;
  /** Opens a comm. */
  openComm(options: OpenCommOptions): Comm;
  /** Shows an output below the running cell, or replaces the one with its display id. */
  display(message: DisplayMessage, update: boolean): void;
  /** Only where the kernel is a worker of a page. */
  readonly page?: PageHost;
}

/** Key of the bridge on `globalThis`. */
export const KERNEL_BRIDGE = Symbol.for('tslab.kernel');
