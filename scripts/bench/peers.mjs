// npm run bench -- --peers: stronger opponents on CleanRL's configuration, CartPole-v1, one thread each (ours also two): PyTorch eager and compiled,
// Stable-Baselines3, sbx, and a loop of our own that is one compiled JAX function. Start and compiling are told apart from the rate after
// them, and count in the time from a cold process to a mean of 475.
import { inTurns } from './contenders.mjs';
import { describeMachine } from './machine.mjs';
import { median, rounded, show, spread } from './numbers.mjs';
import { record, row } from './table.mjs';
import { nodeProgram, pythonProgram, runBeside, runProgram, runPython } from './programs.mjs';

/** @typedef {import('./numbers.mjs').Spread} Spread */
/** @typedef {import('./programs.mjs').Program} Program */
/** @typedef {{ perSecond: number, perProcessorSecond: number, start: number }} Trained  seconds of start, rates after it */
/** @typedef {{ solved: boolean, timesteps: number, seconds: number, processor: number }} Solved  seconds from the beginning of the process on */
/**
 * @typedef {object} Contender
 * @property {(steps: number, seed: number) => Program} train  prints `Trained`
 * @property {(seed: number) => Program} solve                 prints `Solved`
 * @property {number} steps  of one measurement of the rate
 * @property {number} seeds  for the time to 475; fewer for those that take long
 */
/**
 * @typedef {object} PeerResult
 * @property {Spread} perSecond
 * @property {Spread} perProcessorSecond
 * @property {number} timesOurs  its rate over ours
 * @property {Spread} start      seconds from the beginning of the process to the end of the first iteration
 * @property {{ solved: number, of: number, seconds: Spread, processorSeconds: Spread, timesteps: Spread } | null} to475 null: no seed arrived
 */
/** @typedef {{ note: string, machine: Record<string, string | number>, peers: Record<string, PeerResult>, skipped: Record<string, string> }} PeersFile
 *   data/bench-peers.json; skipped: a contender's name -> why it could not run */

export const OURS = 'this project';

/**
 * @param {string} python  an interpreter with what requirements-peers.txt names
 * @returns {Record<string, Contender>}
 */
function contendersOf(python) {
  /** @type {(name: string) => Pick<Contender, 'train' | 'solve'>} */
  const peer = (name) => ({
    train: (steps, seed) => pythonProgram(python, 'peers.py', name, steps, seed),
    solve: (seed) => pythonProgram(python, 'peers.py', 'solve', name, seed),
  });
  return {
    [OURS]: {
      train: (steps, seed) => nodeProgram('train', 'auto', steps, seed),
      solve: (seed) => nodeProgram('cold', 'cleanrl', seed, 1),
      ...{ steps: 490_000, seeds: 20 },
    },
    [`${OURS}, two threads`]: {
      train: (steps, seed) => nodeProgram('train', 'two', steps, seed),
      solve: (seed) => nodeProgram('cold', 'cleanrl', seed, 2),
      ...{ steps: 490_000, seeds: 20 },
    },
    'JAX, one function': {
      train: (steps, seed) => pythonProgram(python, 'jaxLoop.py', 'rate', steps, seed),
      solve: (seed) => pythonProgram(python, 'jaxLoop.py', 'solve', seed),
      ...{ steps: 490_000, seeds: 20 },
    },
    PyTorch: { ...peer('cleanrl'), steps: 25_000, seeds: 5 },
    'PyTorch, torch.compile': { ...peer('compiled'), steps: 25_000, seeds: 5 },
    'Stable-Baselines3': { ...peer('sb3'), steps: 15_000, seeds: 5 },
    'sbx (JAX, no clipped value loss)': { ...peer('sbx'), steps: 15_000, seeds: 5 },
  };
}

/**
 * @param {{ python: string, quick: boolean, lanes?: number }} options  `lanes`: how many seeds go to 475 side by side, one thread each;
 *   more than one is for machines with many processors. Rates are always measured alone, in turns.
 * @returns {Promise<PeersFile>}
 */
export async function racePeers({ python, quick, lanes = 1 }) {
  const contenders = contendersOf(python);
  console.log("\nCleanRL's configuration, CartPole-v1: start, steps per second after it, and cold to a mean of 475");
  /** @type {Record<string, string>} */
  const skipped = {};
  const train = (/** @type {string} */ name, /** @type {number} */ seed) => {
    if (name in skipped) return [];
    const { steps, train: program } = contenders[name];
    try {
      return [/** @type {Trained} */ (runProgram(program(quick ? Math.min(steps, 6_000) : steps, seed)))];
    } catch (error) {
      skipped[name] = lastWords(error);
      console.log(`  ${name.padEnd(34)} skipped: ${skipped[name]}`);
      return [];
    }
  };
  const names = Object.keys(contenders);
  const rounds = inTurns(Object.fromEntries(names.map((name) => [name, (seed) => train(name, seed)])), quick ? 1 : 3);
  const trained = Object.fromEntries(
    names.filter((name) => !(name in skipped)).map((name) => [name, rounds[name].flat()]),
  );
  const arrived = await arrivals(
    Object.fromEntries(Object.keys(trained).map((name) => [name, contenders[name]])),
    quick ? 1 : Infinity,
    lanes,
  );
  const ours = median(trained[OURS].map(({ perSecond }) => perSecond));
  const peers = Object.fromEntries(
    Object.entries(trained).map(([name, rates]) => {
      const runs = arrived[name].filter(({ solved }) => solved);
      const result = {
        perSecond: spread(rates.map(({ perSecond }) => perSecond)),
        perProcessorSecond: spread(rates.map(({ perProcessorSecond }) => perProcessorSecond)),
        timesOurs: rounded(median(rates.map(({ perSecond }) => perSecond)) / ours),
        start: spread(rates.map(({ start }) => start)),
        to475: runs.length === 0 ? null : { solved: runs.length, of: arrived[name].length, ...arrival(runs) },
      };
      console.log(`  ${name.padEnd(34)} ${show(result.perSecond, 'steps/s')}, start ${show(result.start, 's')}`);
      if (result.to475) console.log(`  ${''.padEnd(34)} cold to 475 in ${show(result.to475.seconds, 's')}`);
      return [name, result];
    }),
  );
  const versions = { ...runPython(python, 'peers.py', 'versions'), ...runPython(python, 'jaxLoop.py', 'versions') };
  const machine = { ...describeMachine(), ...versions };
  const note =
    'written by npm run bench -- --peers; medians with the smallest and largest; start and times in seconds; ' +
    `rates measured in turns, times to 475 with ${lanes} seeds at a time`;
  return { note, machine, peers, skipped };
}

/**
 * The last line of what a program that failed said.
 * @param {unknown} error
 */
const lastWords = (error) => {
  const { stderr } = /** @type {{ stderr?: string }} */ (error);
  return (
    String(stderr || error)
      .trim()
      .split('\n')
      .pop() ?? ''
  );
};

/**
 * The contenders' runs to 475; the seeds of all in turns.
 * @param {Record<string, Contender>} contenders
 * @param {number} most   seeds of each at most
 * @param {number} lanes
 */
async function arrivals(contenders, most, lanes) {
  const found = Object.fromEntries(Object.keys(contenders).map((name) => [name, /** @type {Solved[]} */ ([])]));
  const waiting = Array.from({ length: 20 }, (_, i) => i + 1).flatMap((seed) =>
    Object.entries(contenders)
      .filter(([, { seeds }]) => seed <= Math.min(seeds, most))
      .map(([name, { solve }]) => ({ name, program: solve(seed) })),
  );
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      found[next.name].push(await runBeside(next.program));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return found;
}

/** @param {Solved[]} runs */
const arrival = (runs) => ({
  seconds: spread(runs.map(({ seconds }) => seconds)),
  processorSeconds: spread(runs.map(({ processor }) => processor)),
  timesteps: spread(runs.map(({ timesteps }) => timesteps)),
});

/** @param {PeersFile} results */
export const writePeers = (results) => record('bench-peers.json', 'peers', results, peersTable(results));

const few = (/** @type {number} */ x) => String(Number(x.toPrecision(2)));
const whole = (/** @type {number} */ x) => Number(x.toPrecision(3)).toLocaleString('en');

/**
 * Lines of Markdown: the fastest rate first.
 * @param {PeersFile} results
 */
export function peersTable({ machine, peers, skipped }) {
  const rows = Object.entries(peers)
    .sort(([, one], [, other]) => other.perSecond.median - one.perSecond.median)
    .map(([name, { perSecond, timesOurs, start, to475 }]) =>
      row(
        name,
        `${whole(perSecond.median)} (${few(timesOurs)})`,
        few(start.median),
        to475 === null
          ? 'not reached'
          : `${few(to475.seconds.median)} (${few(to475.seconds.low)} to ${few(to475.seconds.high)})`,
        to475 === null ? '' : whole(to475.timesteps.median),
        to475 === null ? '' : `${to475.solved} of ${to475.of}`,
      ),
    );
  const names = /** @type {const} */ (['node', 'python', 'torch', 'jax', 'stable-baselines3', 'gymnasium']);
  const software = names.map((name) => `${name} ${machine[name]}`).join(', ');
  return [
    row('who', 'steps/s after its start (times ours)', 'start, s', 'cold to 475, s', 'after steps', 'seeds'),
    row(...Array.from({ length: 6 }, () => '---')),
    ...rows,
    '',
    ...Object.entries(skipped).map(([name, why]) => `${name} could not run: ${why}.`),
    `${machine.processor}, ${machine.processors} processors, one thread each where nothing else is said; ${software}.`,
  ];
}
