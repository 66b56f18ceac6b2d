// Part of npm run bench: one faithful run of Lecture 25's program, PPO and its A2C twin, against the same program in PyTorch.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { digits, lastLine, spread } from './numbers.mjs';

const program = fileURLToPath(new URL('lecture25.py', import.meta.url));
const EPISODES = 3000;
const STEPS = 200; // of each episode

/** Seconds for 3000 episodes at the rates measured, by the clock and by processor time: median, smallest, largest. */
function seconds(samples) {
  const total = EPISODES * STEPS;
  const of = (name) => spread(samples.map((sample) => total / sample[name]));
  return { byTheClock: of('perSecond'), processor: of('perProcessorSecond') };
}

/**
 * Ours trains the whole run in each round; PyTorch plays some episodes of it, in turns with ours, and its time for all is worked out.
 * @param options.python the interpreter with PyTorch   @param options.runNode makes a measurement of measure.cjs
 * @param options.quick fewer rounds and episodes
 */
export function lecture25(options) {
  const { python, runNode, quick } = options;
  const runPython = (...args) =>
    lastLine(execFileSync(python, [program, ...args.map(String)], { encoding: 'utf8', maxBuffer: 2 ** 26 }));
  console.log(`\nLecture 25's program, ${EPISODES} episodes of Pendulum-v1 (PyTorch: extrapolated from fewer)`);
  const results = {};
  for (const [algorithm, preset] of [
    ['ppo', 'lecture25'],
    ['a2c', 'a2c'],
  ]) {
    const [ours, theirs] = [[], []];
    for (let round = 1; round <= (quick ? 1 : 3); round++) {
      ours.push(runNode('episodes', preset, quick ? 500 : EPISODES, round));
      theirs.push(runPython(algorithm, quick ? 40 : 160, round));
    }
    const [compiled, pyTorch] = [seconds(ours), seconds(theirs)];
    const times = (name) => digits(pyTorch[name].median / compiled[name].median);
    results[algorithm] = {
      compiled,
      pyTorch,
      timesPyTorch: times('byTheClock'),
      timesPyTorchByProcessorTime: times('processor'),
    };
    const { median: mine, low, high } = compiled.byTheClock;
    console.log(
      `  ${algorithm}: compiled learner ${mine} s (${low} to ${high}), PyTorch ${pyTorch.byTheClock.median} s, ` +
        `${results[algorithm].timesPyTorch} x PyTorch, ${results[algorithm].timesPyTorchByProcessorTime} x by processor time`,
    );
  }
  return results;
}
