import { parentPort, workerData } from 'node:worker_threads';
import type { ToWorker } from '../workers/channel';
import { fragmentWorker } from './fragmentWorker';

/** A worker thread: plays what `threadWorkers` sends. */
const answer = fragmentWorker(async () => {
  for (const path of (workerData as { modules: string[] }).modules) await import(path); // they register environments
});

parentPort?.on('message', (message: ToWorker) => {
  // Copied: to hand the arrays over would slow down what is computed here afterwards.
  void answer(message).then((said) => said !== null && parentPort?.postMessage(said));
});
