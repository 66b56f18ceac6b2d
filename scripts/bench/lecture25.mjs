// Part of npm run bench: one faithful run of Lecture 25's program, PPO and its A2C twin, against the same program in PyTorch.
import { rounded, spread } from './numbers.mjs';
import { runNode, runPython } from './programs.mjs';

const EPISODES = 3000;
const STEPS = 200; // of each episode

/**
 * Seconds for 3000 episodes at the rates measured, by the clock and by processor time: median, smallest, largest.
 * @param {import('./contenders.mjs').Rates[]} samples
 */
function seconds(samples) {
  const total = EPISODES * STEPS;
  const of = (/** @type {'perSecond' | 'perProcessorSecond'} */ name) =>
    spread(samples.map((sample) => total / sample[name]));
  return { byTheClock: of('perSecond'), processor: of('perProcessorSecond') };
}

/**
 * Ours trains the whole run in each round; PyTorch plays some episodes of it, in turns with ours, and its time for all is worked out.
 * @param {import('./learners.mjs').Options} options
 */
export function lecture25(options) {
  console.log(`\nLecture 25's program, ${EPISODES} episodes of Pendulum-v1 (PyTorch: extrapolated from fewer)`);
  return { ppo: against('ppo', 'lecture25', options), a2c: against('a2c', 'a2c', options) };
}

/**
 * @param {string} algorithm  of lecture25.py
 * @param {string} preset     of ppo-lib
 * @param {import('./learners.mjs').Options} options
 */
function against(algorithm, preset, { python, quick }) {
  const [ours, theirs] = [[], []].map((list) => /** @type {import('./contenders.mjs').Rates[]} */ (list));
  for (let round = 1; round <= (quick ? 1 : 3); round++) {
    ours.push(runNode('episodes', preset, quick ? 500 : EPISODES, round));
    theirs.push(runPython(python, 'lecture25.py', algorithm, quick ? 40 : 160, round));
  }
  const [compiled, pyTorch] = [seconds(ours), seconds(theirs)];
  const times = (/** @type {'byTheClock' | 'processor'} */ name) =>
    rounded(pyTorch[name].median / compiled[name].median);
  const [timesPyTorch, timesPyTorchByProcessorTime] = [times('byTheClock'), times('processor')];
  const { median, low, high } = compiled.byTheClock;
  console.log(
    `  ${algorithm}: compiled learner ${median} s (${low} to ${high}), PyTorch ${pyTorch.byTheClock.median} s, ` +
      `${timesPyTorch} x PyTorch, ${timesPyTorchByProcessorTime} x by processor time`,
  );
  return { compiled, pyTorch, timesPyTorch, timesPyTorchByProcessorTime };
}
