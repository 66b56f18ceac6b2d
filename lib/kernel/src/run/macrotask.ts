import { MessageChannel } from 'node:worker_threads';
import { realSetImmediate } from '../interrupt/realTimers';

/**
 * Calls `run` from the event loop, with nothing of the kernel on the stack and no promise of the kernel waiting behind
 * it: the code may be terminated at any point, which discards both. (A message event, not a timer or an immediate:
 * Node's bookkeeping of those does not survive a termination inside of them.)
 */
export function inFreshTask(run: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port2.once('message', () => {
    port1.close();
    run();
  });
  port1.postMessage(undefined);
}

/** Calls `run` after the event loop has gone round once. */
export function nextTurn(run: () => void): void {
  realSetImmediate(run);
}
