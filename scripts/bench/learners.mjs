// Our learners against PyTorch with CleanRL's settings and Stable-Baselines3, in turns, one thread each where nothing else is said.
import { compared, race } from './contenders.mjs';
import { median, show, spread } from './numbers.mjs';
import { runNode, runPython } from './programs.mjs';

/** @typedef {{ python: string, quick: boolean }} Options  the interpreter with PyTorch; `quick` does less of everything */
/** @typedef {{ solved: boolean, timesteps: number, milliseconds: number, processor: number }} Solved  one seed of `solve` */

const roundsOf = (/** @type {boolean} */ quick) => (quick ? 2 : 5);

/** @param {Options} options */
export function throughput({ python, quick }) {
  console.log("\nTraining at CleanRL's configuration, CartPole-v1, environment steps per second");
  const reference = 'PyTorch, settings of ppo.py';
  const measured = race(
    {
      'compiled learner': (seed) => runNode('train', 'auto', quick ? 100_000 : 500_000, seed),
      'compiled learner, two threads': (seed) => runNode('train', 'two', quick ? 100_000 : 500_000, seed),
      [reference]: (seed) => runPython(python, 'peers.py', 'cleanrl', quick ? 6_000 : 25_000, seed),
      'compiled learner, plain TypeScript engine': (seed) => runNode('train', 'plain', quick ? 6_000 : 20_000, seed),
      'Stable-Baselines3': (seed) => runPython(python, 'peers.py', 'sb3', quick ? 4_000 : 15_000, seed),
      'tfjs learner': (seed) => runNode('train', 'tfjs', quick ? 3_000 : 8_000, seed),
    },
    roundsOf(quick),
  );
  const results = compared(measured, reference);
  for (const [name, { perSecond, timesPyTorch }] of Object.entries(results)) {
    console.log(`  ${name.padEnd(43)} ${show(perSecond, 'steps/s')}, ${timesPyTorch} x PyTorch`);
  }
  return results;
}

/** @param {Options} options */
export function gradientSteps({ python, quick }) {
  console.log('\nOne gradient step, both 4-64-64 networks, loss, clip and Adam');
  /** @type {Record<number, ReturnType<typeof compared>>} */
  const results = {};
  for (const rows of [64, 128, 256]) {
    const contenders = {
      'compiled learner': () => runNode('step', rows, quick ? 2_000 : 10_000),
      PyTorch: () => runPython(python, 'peers.py', 'step', rows, quick ? 200 : 1_000),
    };
    results[rows] = compared(race(contenders, roundsOf(quick)), 'PyTorch');
    for (const [name, { perSecond, timesPyTorch }] of Object.entries(results[rows])) {
      const microseconds = (1e6 / perSecond.median).toFixed(1);
      console.log(`  ${rows} rows, ${name.padEnd(20)} ${microseconds} us, ${timesPyTorch} x PyTorch`);
    }
  }
  return results;
}

/** @param {Options} options */
export function solving({ quick }) {
  console.log(
    '\nCartPole-v1 solved (mean of the last 100 episodes at least 475), 20 seeds, one warm process; then cold scripts',
  );
  return Object.fromEntries(['fast', 'fastSmall'].map((preset) => [preset, solvingWith(preset, quick)]));
}

/**
 * @param {string} preset
 * @param {boolean} quick
 */
function solvingWith(preset, quick) {
  /** @type {Solved[][]} */
  const runs = Array.from({ length: quick ? 1 : 3 }, () => runNode('solve', preset, 20).seeds);
  const warm = (/** @type {'milliseconds' | 'processor'} */ name) =>
    spread(runs[0].map((_, i) => median(runs.map((seeds) => seeds[i][name]))));
  /** @type {{ seconds: number, processor: number }[]} */
  const cold = Array.from({ length: quick ? 3 : 11 }, (_, i) => runNode('cold', preset, i + 1, 1));
  const result = {
    solved: runs[0].filter(({ solved }) => solved).length,
    of: runs[0].length,
    milliseconds: warm('milliseconds'),
    processorMilliseconds: warm('processor'),
    environmentSteps: spread(runs[0].map(({ timesteps }) => timesteps)),
    coldMilliseconds: spread(cold.map(({ seconds }) => 1000 * seconds)),
    coldProcessorMilliseconds: spread(cold.map(({ processor }) => 1000 * processor)),
  };
  const { solved, of, milliseconds, coldMilliseconds, processorMilliseconds } = result;
  const times = `warm ${show(milliseconds, 'ms')}, cold ${show(coldMilliseconds, 'ms')}`;
  console.log(`  ${preset.padEnd(10)} ${solved} of ${of}, ${times}`);
  console.log(`  ${' '.repeat(10)} warm, processor time ${show(processorMilliseconds, 'ms')}`);
  return result;
}
