// One measurement of npm run bench, in a process of its own. Prints one JSON object.
// usage: train KIND STEPS SEED | step ROWS REPEATS [WIDTH] | solve PRESET SEEDS | cold PRESET SEED THREADS | episodes PRESET EPISODES SEED
//        | many WORKERS SEEDS | memory STEPS
'use strict';

const begun = performance.now();
const begunProcessor = process.cpuUsage();
const { drive } = require('../lib/drive.cjs');

/** @typedef {import('ppo-lib').PresetName} PresetName */
/** @typedef {'auto' | 'two' | 'plain' | 'tfjs'} Kind  of learner: the compiled learner with its fastest engine, on one thread or on two where there are two, with its plain engine */

/** Wall time, and processor time of the whole process, which says the same on a machine that has other things to do. */
function clock() {
  const wall = performance.now();
  const processor = process.cpuUsage();
  return (/** @type {number} */ count) => {
    const { user, system } = process.cpuUsage(processor);
    return {
      perSecond: (1000 * count) / (performance.now() - wall),
      perProcessorSecond: (1e6 * count) / (user + system),
    };
  };
}

/**
 * Processor milliseconds of all threads since then.
 * @param {NodeJS.CpuUsage} since
 */
function spent(since) {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

/**
 * The learners of the comparison; all on CleanRL's configuration.
 * @param {Kind} kind
 * @returns {import('ppo-lib').TrainOptions}
 */
function learnerOf(kind) {
  if (kind === 'tfjs') return {};
  return { learner: compiledLearner(kind === 'two' ? 2 : 1, kind === 'plain' ? 'plain' : 'auto') };
}

/**
 * @param {1 | 2} threads  one, where nothing else is said, as for the peers
 * @param {'auto' | 'plain'} engine
 * @returns {import('ppo-lib').LearnerFactory}
 */
function compiledLearner(threads = 1, engine = 'auto') {
  const { CompiledLearner } = require('ppo-lib/compiled');
  return (setup) => new CompiledLearner(setup, engine, threads);
}

/**
 * The first iteration warms up, as for the peers.
 * @param {Kind} kind
 * @param {number} steps
 * @param {number} seed
 */
async function trainRate(kind, steps, seed) {
  const { train } = require('ppo-lib/compiled');
  const size = 512;
  /** @type {ReturnType<typeof clock> | undefined} */
  let read;
  let start = NaN; // seconds from the beginning of the process to the end of the first iteration
  const run = train({ config: 'cleanrl', seed, ...learnerOf(kind), stopAt: { timesteps: steps + size } });
  const { timesteps } = await drive(run, () => {
    if (read !== undefined) return;
    start = (performance.now() - begun) / 1000;
    read = clock();
  });
  return { .../** @type {NonNullable<typeof read>} */ (read)(timesteps - size), start };
}

/**
 * @param {number} rows
 * @param {number} repeats
 * @param {number} width  of both hidden layers
 */
function stepRate(rows, repeats, width = 64) {
  const { CompiledLearner, ppoConfig, Random, standardize } = require('ppo-lib/compiled');
  const random = new Random(1);
  const config = ppoConfig('cleanrl', { minibatchSize: rows, numSteps: rows, hiddenSizes: [width, width] });
  const learner = new CompiledLearner({ observationSize: 4, actionSpace: { n: 2 }, config, random }, 'auto', 1);
  const column = (length = rows) => Float32Array.from({ length }, () => random.normal());
  const minibatch = {
    observations: column(rows * 4),
    actions: Int32Array.from({ length: rows }, () => random.integer(2)),
    oldLogProbs: column().map((x) => -0.7 + 0.1 * x),
    oldValues: column(),
    advantages: column(),
    returns: column(),
  };
  const raw = minibatch.advantages.slice();
  const step = () => {
    standardize(raw, minibatch.advantages);
    learner.update(minibatch, { learningRate: 2.5e-4 });
  };
  for (let i = 0; i < repeats / 3; i++) step();
  const read = clock();
  for (let i = 0; i < repeats; i++) step();
  return read(repeats);
}

/**
 * @param {PresetName} preset
 * @param {number} count
 */
async function solveSeeds(preset, count) {
  const { train } = require('ppo-lib/compiled');
  const solve = async (/** @type {number} */ seed) => {
    const started = performance.now();
    const processor = process.cpuUsage();
    const generator = train({ config: preset, seed, learner: compiledLearner(), stopAt: { meanReturn100: 475 } });
    const { solved, timesteps } = await drive(generator);
    return { seed, solved, timesteps, milliseconds: performance.now() - started, processor: spent(processor) };
  };
  for (let i = 0; i < 5; i++) await solve(1000 + i); // warm
  const seeds = [];
  for (let seed = 1; seed <= count; seed++) seeds.push(await solve(seed));
  return { seeds };
}

/**
 * From the start of the process on.
 * @param {PresetName} preset
 * @param {number} seed
 * @param {1 | 2} threads
 */
async function cold(preset, seed, threads) {
  const { train } = require('ppo-lib/compiled');
  const generator = train({ config: preset, seed, learner: compiledLearner(threads), stopAt: { meanReturn100: 475 } });
  const { solved, timesteps } = await drive(generator);
  const [seconds, processor] = [(performance.now() - begun) / 1000, spent(begunProcessor) / 1000];
  return { solved, timesteps, seconds, processor };
}

/**
 * Pendulum with a preset whose iterations are episodes (Lecture 25's), from the first one on.
 * @param {PresetName} config
 * @param {number} iterations
 * @param {number} seed
 */
async function episodes(config, iterations, seed) {
  const { train } = require('ppo-lib/compiled');
  const read = clock();
  const { timesteps } = await drive(
    train({ env: 'Pendulum-v1', config, seed, learner: compiledLearner(), stopAt: { iterations } }),
  );
  return read(timesteps);
}

/**
 * @param {number} workers
 * @param {number} count
 */
async function many(workers, count) {
  const { trainMany } = require('ppo-lib');
  const started = performance.now();
  const seeds = Array.from({ length: count }, (_, i) => i + 1);
  await drive(trainMany({ config: 'fast', seeds, workers, stopAt: { meanReturn100: 475 } }));
  return { seconds: Number(((performance.now() - started) / 1000).toFixed(2)) };
}

/**
 * Memory after each tenth of a long run, garbage collected.
 * @param {number} steps
 */
async function memory(steps) {
  require('node:v8').setFlagsFromString('--expose-gc');
  const collect = require('node:vm').runInNewContext('gc');
  const { train, ppoConfig } = require('ppo-lib/compiled');
  const [heapMegabytes, rssMegabytes] = [[], []].map((list) => /** @type {number[]} */ (list));
  const config = ppoConfig('fast', { totalTimesteps: steps });
  await drive(train({ config, seed: 1, learner: compiledLearner() }), ({ timesteps }) => {
    if (timesteps < ((heapMegabytes.length + 1) * steps) / 10 - 2000) return;
    collect();
    const { heapUsed, rss } = process.memoryUsage();
    heapMegabytes.push(Number((heapUsed / 1e6).toFixed(1)));
    rssMegabytes.push(Number((rss / 1e6).toFixed(0)));
  });
  return { steps, heapMegabytes, rssMegabytes };
}

/** @type {Record<string, (...values: any[]) => unknown>} */
const commands = { train: trainRate, step: stepRate, solve: solveSeeds, cold, episodes, many, memory };
const [command, ...args] = process.argv.slice(2);
const values = args.map((arg) => (Number.isNaN(Number(arg)) ? arg : Number(arg)));
Promise.resolve(commands[command](...values)).then((result) => console.log(JSON.stringify(result)));
