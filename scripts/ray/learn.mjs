// What is learned on a cluster: CartPole to a mean return of 475, with a checkpoint every ten iterations. As a program, for npm run ray
// -- test: node learn.mjs OPTIONS FOLDER, where OPTIONS are those of rayWorkers in JSON; prints one JSON object a line.
import { fileURLToPath } from 'node:url';
import { checkpointFolder, compiledLearner, fingerprint, train } from 'ppo-lib';
import { rayWorkers } from 'ppo-lib/ray';

export const solved = 475;

/**
 * @typedef {object} Learned
 * @property {string} hash of the final parameters
 * @property {number} iterations
 * @property {number | null} meanReturn of the last 100 episodes, null before there are so many
 * @property {number} slowest seconds of the slowest iteration, the first one aside, in which the workers start
 */

/**
 * @param {import('ppo-lib').Workers} workers
 * @param {{ folder?: string, onIteration?: (iteration: number, meanReturn: number | null) => void }} [options] `folder`: of the checkpoints, goes on from the newest
 * @returns {Promise<Learned>}
 */
export async function learn(workers, { folder, onIteration = () => {} } = {}) {
  const checkpoints = folder === undefined ? undefined : checkpointFolder(folder);
  const kept = checkpoints && { checkpoints, resume: await checkpoints.newest() };
  const stopAt = { meanReturn100: solved };
  const training = train({ config: 'fast', seed: 1, learner: compiledLearner, stopAt, workers, ...kept });
  let [last, slowest, iterations] = [0, 0, 0];
  /** @type {number | null} */
  let meanReturn = null;
  for await (const record of training) {
    ({ iteration: iterations, meanReturn100: meanReturn } = record);
    const now = performance.now();
    if (last > 0) slowest = Math.max(slowest, (now - last) / 1000);
    onIteration(iterations, meanReturn);
    last = now;
  }
  const { checkpoint, learner } = await training.result;
  learner.dispose();
  return { hash: fingerprint(checkpoint.parameters), iterations, meanReturn, slowest };
}

/** @param {object} message */
const say = (message) => console.log(JSON.stringify(message));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [options, folder] = process.argv.slice(2);
  const workers = rayWorkers({ ...JSON.parse(options), onAttach: (cluster) => say({ cluster }) });
  const learned = await learn(workers, { folder, onIteration: (iteration) => say({ iteration }) });
  say({ learned, fragmentsLost: workers.fragmentsLost });
}
