import { parentPort, workerData } from 'node:worker_threads';
import type { FromWorker, ToWorker } from '../workers/channel';
import { FragmentPlayer, plainResult } from './fragment';

/** A worker thread: plays what `threadWorkers` sends, in turn. */
let player: Promise<FragmentPlayer> | null = null;
let turn: Promise<void> = Promise.resolve();

async function receive(message: ToWorker): Promise<void> {
  if (message.kind === 'setup') {
    for (const path of (workerData as { modules: string[] }).modules) await import(path); // they register environments
    player = FragmentPlayer.of(message.setup);
  }
  const mine = await player;
  if (message.kind === 'weights') mine?.setWeights(message.version, message.parameters);
  if (message.kind === 'fragment' && mine) answer({ kind: 'result', result: plainResult(mine.play(message.fragment)) });
}

function answer(message: FromWorker): void {
  parentPort?.postMessage(message); // copied: to hand the arrays over would slow down what is computed here afterwards
}

parentPort?.on('message', (message: ToWorker) => {
  const fragment = message.kind === 'fragment' ? message.fragment : null;
  const fail = (error: unknown): void => answer({ kind: 'error', fragment, error: error as Error });
  turn = turn.then(() => receive(message)).catch(fail);
});
