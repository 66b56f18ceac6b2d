import { createRequire } from 'node:module';
import * as path from 'node:path';
import * as vm from 'node:vm';
import { MessageChannel } from 'node:worker_threads';
import { realSetImmediate } from '../interrupt/realTimers';
import type { CellHost } from './cellHost';

/** Cells in this process. @param folder the notebook's folder: relative imports of cells start there */
export function nodeHost(folder: string): CellHost {
  return {
    evaluate: (code, filename, columnOffset) =>
      vm.runInThisContext(code, { filename, columnOffset, displayErrors: false }) as unknown,
    require: createRequire(path.join(folder, 'cell.js')),
    inFreshTask,
    nextTurn: (run) => void realSetImmediate(run),
  };
}

/** (A message event, not a timer or an immediate: Node's bookkeeping of those does not survive a termination inside of them.) */
function inFreshTask(run: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port2.once('message', () => {
    port1.close();
    run();
  });
  port1.postMessage(undefined);
}
