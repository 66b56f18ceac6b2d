import type { InterruptNotice } from '../interrupt/interruptWatchdog';
import type { FullHeapNotice } from '../interrupt/memoryWatch';
import type { Header } from './wire';

/** Sockets on which requests arrive and are answered. */
export type RequestSocket = 'shell' | 'control';

/** Sockets on which messages arrive: `stdin` brings the answers of the reader. */
export type ReceiveSocket = RequestSocket | 'stdin';

/** Sockets on which the kernel sends. */
export type SendSocket = ReceiveSocket | 'iopub';

/** Streams of printed text. */
export type StreamName = 'stdout' | 'stderr';

export type Frames = readonly (string | Uint8Array)[];

/** From the main thread to the thread that owns the sockets. */
export type ToIo =
  | { readonly type: 'send'; readonly socket: SendSocket; readonly frames: Frames }
  /** Output from now on belongs to the cell of this request. */
  | { readonly type: 'parent'; readonly header: Header }
  | { readonly type: 'stream'; readonly name: StreamName; readonly text: string }
  /** The main thread saw interrupt number `id`: it is not blocked. */
  | { readonly type: 'seen'; readonly id: number }
  /** The main thread heard that its heap is full. */
  | { readonly type: 'heard' }
  /** The signal thread saw a SIGINT. */
  | { readonly type: 'sigint' }
  | { readonly type: 'shutdown' };

/** From the thread that owns the sockets to the main thread. */
export type FromIo =
  | { readonly type: 'message'; readonly socket: ReceiveSocket; readonly frames: Uint8Array[] }
  | InterruptNotice
  | FullHeapNotice
  | { readonly type: 'shutdown' };
