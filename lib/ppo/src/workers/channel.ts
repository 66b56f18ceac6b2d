import type { Fragment, FragmentResult, FragmentSetup } from './workers';

/** What goes to a worker: the run once, parameters whenever they are newer than its own, and one fragment at a time. */
export type ToWorker =
  | { readonly kind: 'setup'; readonly setup: FragmentSetup }
  | { readonly kind: 'weights'; readonly version: number; readonly parameters: Float32Array }
  | { readonly kind: 'fragment'; readonly fragment: Fragment };

/** What comes back: a result, or what a fragment threw; no fragment: what the worker threw before it had one. */
export type FromWorker =
  | { readonly kind: 'result'; readonly result: FragmentResult }
  | { readonly kind: 'error'; readonly fragment: Pick<Fragment, 'iteration' | 'slot'> | null; readonly error: Error };

/** The line to one worker. A worker that ends, for whatever reason, says so once; after that nothing comes. */
export interface Channel {
  send(message: ToWorker): void;
  onMessage(listener: (message: FromWorker) => void): void;
  onEnd(listener: (reason: string) => void): void;
  /** Ends the worker at once. */
  end(): void;
}
