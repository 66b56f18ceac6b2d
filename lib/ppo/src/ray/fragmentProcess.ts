import { deserialize, serialize } from 'node:v8';
import { FragmentPlayer, plainResult } from '../training/fragment';
import type { FromWorker, ToWorker } from '../workers/channel';
import { frame, FrameReader } from './frames';

/**
 * A worker that is a process: reads messages of the pool from its input, answers each of them with one frame, which is empty where
 * there is nothing to say, and ends with its input. Bundled into one file, which is all that a machine of the cluster needs besides Node.
 */
const { stdout } = process;
Object.defineProperty(process, 'stdout', { value: process.stderr }); // frames alone go there

let player: Promise<FragmentPlayer> | null = null;

async function answerTo(message: ToWorker): Promise<FromWorker | null> {
  if (message.kind === 'setup') player = FragmentPlayer.of(message.setup);
  const mine = await player;
  if (message.kind === 'weights') mine?.setWeights(message.version, message.parameters);
  if (message.kind !== 'fragment' || !mine) return null;
  return { kind: 'result', result: plainResult(mine.play(message.fragment)) };
}

async function reply(body: Buffer): Promise<void> {
  const message = deserialize(body) as ToWorker;
  const fragment = message.kind === 'fragment' ? message.fragment : null;
  const fail = (error: unknown): FromWorker => ({ kind: 'error', fragment, error: error as Error });
  const answer = await answerTo(message).catch(fail);
  stdout.write(answer === null ? frame() : frame(serialize(answer)));
}

const reader = new FrameReader();
let turn: Promise<void> = Promise.resolve();
process.stdin.on('data', (chunk: Buffer) => {
  for (const body of reader.push(chunk)) turn = turn.then(() => reply(body));
});
process.stdin.on('end', () => process.exit(0));
