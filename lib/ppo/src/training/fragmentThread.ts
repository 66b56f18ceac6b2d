import { parentPort } from 'node:worker_threads';
import type { FromWorker, ToWorker } from '../workers/channel';
import type { FragmentResult } from '../workers/workers';
import { FragmentPlayer } from './fragment';

/** A worker thread: plays what `threadWorkers` sends, in turn. */
let player: Promise<FragmentPlayer> | null = null;
let turn: Promise<void> = Promise.resolve();

async function receive(message: ToWorker): Promise<void> {
  if (message.kind === 'setup') player = FragmentPlayer.of(message.setup);
  const mine = await player;
  if (message.kind === 'weights') mine?.setWeights(message.version, message.parameters);
  if (message.kind === 'fragment' && mine) answer({ kind: 'result', result: plain(mine.play(message.fragment)) });
}

function answer(message: FromWorker): void {
  parentPort?.postMessage(message); // copied: to hand the arrays over would slow down what is computed here afterwards
}

/** The columns without the buffer around them. */
function plain({ columns, ...rest }: FragmentResult): FragmentResult {
  const { observations, actions, logProbs, values, nextValues, rewards, terminated, truncated } = columns;
  return { ...rest, columns: { observations, actions, logProbs, values, nextValues, rewards, terminated, truncated } };
}

parentPort?.on('message', (message: ToWorker) => {
  const fragment = message.kind === 'fragment' ? message.fragment : null;
  const fail = (error: unknown): void => answer({ kind: 'error', fragment, error: error as Error });
  turn = turn.then(() => receive(message)).catch(fail);
});
