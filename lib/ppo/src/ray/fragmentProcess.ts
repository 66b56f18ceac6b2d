import { deserialize, serialize } from 'node:v8';
import { fragmentWorker } from '../training/fragmentWorker';
import type { FromWorker, ToWorker } from '../workers/channel';
import { frame, FrameReader } from './frames';
import { loadModule, type SentModule } from './sentModules';

/** What goes to the process of a worker: its modules, once and first, then what goes to every worker. */
export type ToProcess = ToWorker | { readonly kind: 'modules'; readonly modules: readonly SentModule[] };

/**
 * A worker that is a process: reads messages of the pool from its input, answers each of them with one frame, which is empty where
 * there is nothing to say, and ends with its input. Bundled into one file, which is all that a machine of the cluster needs besides Node.
 */
const { stdout } = process;
Object.defineProperty(process, 'stdout', { value: process.stderr }); // frames alone go there

let modules: readonly SentModule[] = [];
const play = fragmentWorker(() => Promise.resolve().then(() => modules.forEach(loadModule)));

async function answerTo(message: ToProcess): Promise<FromWorker | null> {
  if (message.kind !== 'modules') return play(message);
  ({ modules } = message);
  return null;
}

const reader = new FrameReader();
let turn: Promise<void> = Promise.resolve();
const reply = async (body: Buffer): Promise<void> => {
  const answer = await answerTo(deserialize(body) as ToProcess);
  stdout.write(answer === null ? frame() : frame(serialize(answer)));
};
process.stdin.on('data', (chunk: Buffer) => {
  for (const body of reader.push(chunk)) turn = turn.then(() => reply(body));
});
process.stdin.on('end', () => process.exit(0));
