// npm run figures -- front: the run behind the README's picture, and the picture, moving and still.
import { frontPicture } from './picture.mjs';
import { frontRun } from './run.mjs';
import { writeRuns, writeText } from '../files.mjs';

export async function makeFront() {
  const run = await frontRun();
  const note =
    'CartPole-v1, preset fast, compiled learner, seed 1: 15 episodes before training, the learning curve, one episode after it; written by npm run figures';
  writeRuns('front', { note, runs: [run] });
  for (const [name, moves] of /** @type {const} */ ([
    ['front', true],
    ['front-still', false],
  ]))
    writeText(`figures/${name}.svg`, frontPicture(run, { moves }));
}
