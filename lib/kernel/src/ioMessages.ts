import type { StreamName } from './outputStreams';
import type { Header } from './wire';

/** Sockets on which the kernel sends. */
export type SendSocket = 'iopub' | 'shell' | 'control';

export type Frames = readonly (string | Uint8Array)[];

/** From the main thread to the thread that owns the sockets. */
export type ToIo =
  | { readonly type: 'send'; readonly socket: SendSocket; readonly frames: Frames }
  /** Output from now on belongs to the cell of this request. */
  | { readonly type: 'parent'; readonly header: Header }
  | { readonly type: 'stream'; readonly name: StreamName; readonly text: string }
  /** The main thread saw interrupt number `id`: it is not blocked. */
  | { readonly type: 'seen'; readonly id: number }
  /** The signal thread saw a SIGINT. */
  | { readonly type: 'sigint' }
  | { readonly type: 'shutdown' };

/** From the thread that owns the sockets to the main thread. */
export type FromIo =
  | { readonly type: 'ready' }
  | { readonly type: 'message'; readonly socket: 'shell' | 'control'; readonly frames: Uint8Array[] }
  | { readonly type: 'interrupt'; readonly id: number }
  /** The main thread was blocked; what it was running has been terminated because of interrupt number `id`. */
  | { readonly type: 'terminated'; readonly id: number }
  | { readonly type: 'shutdown' };
