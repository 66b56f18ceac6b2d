import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { requireKnownOptions } from '../numbers/objects';
import type { Channel, FromWorker } from './channel';
import { requireModules } from './modules';
import { pageHost } from './page';
import { WorkerPool } from './pool';

export interface ThreadOptions {
  /** seconds after which an idle worker plays a fragment again that has not come back; default 10 */
  readonly deadline?: number;
  /** paths of CommonJS modules that register environments; every worker loads them first, this thread has to load them too */
  readonly modules?: readonly string[];
}

/**
 * Worker threads of this process, for `train({ workers: threadWorkers(4) })`. A run comes out the same, to the last bit, with any number
 * of them, and whatever happens to them.
 * @throws RangeError unless `numWorkers` is a whole number from 1
 */
export function threadWorkers(numWorkers: number, options: ThreadOptions = {}): WorkerPool {
  requireKnownOptions('threadWorkers', options, ['deadline', 'modules']);
  const { deadline = 10, modules = [] } = options;
  const paths = requireModules(modules);
  return new WorkerPool({ numWorkers, deadline, connect: () => connectThread(paths) });
}

const script = join(__dirname, '../training/fragmentThread.js');

function connectThread(modules: readonly string[]): Channel {
  if (pageHost() !== undefined)
    throw new Error(
      'threadWorkers: a page has no threads of Node: open the lesson in the installed edition for this cell',
    );
  if (!existsSync(script)) throw new Error(`workers: ${script} is missing; build the packages`);
  const thread = new Worker(script, { workerData: { modules } });
  thread.unref(); // a run that is left behind keeps no process alive
  let reason = 'the end of its thread';
  thread.on('error', (error) => (reason = error.message));
  return {
    send: (message) => thread.postMessage(message),
    onMessage: (listener) => void thread.on('message', (message: FromWorker) => listener(message)),
    onEnd: (listener) => void thread.once('exit', () => listener(reason)),
    end: () => void thread.terminate(),
  };
}
