/**
 * Hears SIGINT while the main thread is blocked. Node delivers signals to handlers of the main thread only, but code
 * that is run with `breakOnSigint` is stopped by the signal in any thread; so this thread sleeps inside such code and
 * reports whenever it is woken. The sleep is nested in a second one: between two sleeps, the outer keeps the signal
 * from ending the process.
 */
import * as vm from 'node:vm';
import { workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { ToIo } from './ioMessages';

const io = (workerData as { io: MessagePort }).io;
const report = (): void => io.postMessage({ type: 'sigint' } satisfies ToIo);

/** Runs `sleep` so that SIGINT ends it. */
function untilSignal(sleep: () => void): void {
  const call = vm.runInThisContext('(sleep) => { globalThis.__sleep__ = sleep; }') as (sleep: () => void) => void;
  call(sleep);
  try {
    vm.runInThisContext('globalThis.__sleep__()', { breakOnSigint: true });
  } catch {
    report();
  }
}

const forever = new Int32Array(new SharedArrayBuffer(4));

for (;;) {
  untilSignal(() => {
    for (;;) untilSignal(() => void Atomics.wait(forever, 0, 0));
  });
}
