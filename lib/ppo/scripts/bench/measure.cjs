// One measurement of npm run bench, in a process of its own. Prints one JSON object.
// usage: train KIND STEPS SEED | step ROWS REPEATS | solve PRESET SEEDS | cold PRESET SEED | episodes PRESET EPISODES SEED
//        | many WORKERS SEEDS | memory STEPS
const begun = performance.now();
const begunProcessor = process.cpuUsage();
const library = '../../dist/';

/** Wall time, and processor time of the whole process, which says the same on a machine that has other things to do. */
function clock() {
  const wall = performance.now();
  const processor = process.cpuUsage();
  return (count) => {
    const { user, system } = process.cpuUsage(processor);
    return {
      perSecond: (1000 * count) / (performance.now() - wall),
      perProcessorSecond: (1e6 * count) / (user + system),
    };
  };
}

/** Processor milliseconds of all threads since then. */
function spent(since) {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

async function drive(generator, onRecord = () => undefined) {
  let step = await generator.next();
  for (; !step.done; step = await generator.next()) onRecord(step.value);
  return step.value;
}

/** The learners of the comparison; all on CleanRL's configuration. */
function learnerOf(kind) {
  if (kind === 'tfjs') return {};
  const { CompiledLearner } = require(`${library}compiledLearner.js`);
  return { learner: (setup) => new CompiledLearner(setup, kind) };
}

async function trainRate(kind, steps, seed) {
  const { train } = require(`${library}train.js`);
  const size = 512;
  let rates = null;
  let read = null;
  let last = 0;
  const generator = train({ config: 'cleanrl', seed, ...learnerOf(kind), stopAt: { timesteps: steps + size } });
  await drive(generator, ({ timesteps }) => {
    if (read === null)
      read = clock(); // the first iteration warms up, as for the peers
    else last = timesteps;
    rates = read(last - size);
  });
  return rates;
}

function stepRate(rows, repeats) {
  const { CompiledLearner } = require(`${library}compiledLearner.js`);
  const { ppoConfig } = require(`${library}config.js`);
  const { Random } = require(`${library}random.js`);
  const { standardize } = require(`${library}stats.js`);
  const random = new Random(1);
  const config = ppoConfig('cleanrl', { minibatchSize: rows });
  const learner = new CompiledLearner({ observationSize: 4, actionSpace: { n: 2 }, config, random });
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
  for (let i = 0; i < 3000; i++) step();
  const read = clock();
  for (let i = 0; i < repeats; i++) step();
  return read(repeats);
}

async function solveSeeds(preset, count) {
  const { train, compiledLearner } = require('ppo-lib/compiled');
  const solve = async (seed) => {
    const started = performance.now();
    const processor = process.cpuUsage();
    const generator = train({ config: preset, seed, learner: compiledLearner, stopAt: { meanReturn100: 475 } });
    const { solved, timesteps } = await drive(generator);
    return { seed, solved, timesteps, milliseconds: performance.now() - started, processor: spent(processor) };
  };
  for (let i = 0; i < 5; i++) await solve(1000 + i); // warm
  const seeds = [];
  for (let seed = 1; seed <= count; seed++) seeds.push(await solve(seed));
  return { seeds };
}

async function cold(preset, seed) {
  const { train, compiledLearner } = require('ppo-lib/compiled');
  const generator = train({ config: preset, seed, learner: compiledLearner, stopAt: { meanReturn100: 475 } });
  const { solved } = await drive(generator);
  return { solved, milliseconds: performance.now() - begun, processor: spent(begunProcessor) };
}

/** Pendulum with a preset whose iterations are episodes (Lecture 25's), from the first one on. */
async function episodes(config, iterations, seed) {
  const { train, compiledLearner } = require(`${library}compiled.js`);
  const read = clock();
  const { timesteps } = await drive(
    train({ env: 'Pendulum-v1', config, seed, learner: compiledLearner, stopAt: { iterations } }),
  );
  return read(timesteps);
}

async function many(workers, count) {
  const { trainMany } = require(`${library}trainMany.js`);
  const started = performance.now();
  const seeds = Array.from({ length: count }, (_, i) => i + 1);
  await drive(trainMany({ config: 'fast', seeds, workers, stopAt: { meanReturn100: 475 } }));
  return { seconds: Number(((performance.now() - started) / 1000).toFixed(2)) };
}

/** Memory after each tenth of a long run, garbage collected. */
async function memory(steps) {
  require('node:v8').setFlagsFromString('--expose-gc');
  const collect = require('node:vm').runInNewContext('gc');
  const { train } = require(`${library}train.js`);
  const { compiledLearner } = require(`${library}compiledLearner.js`);
  const { ppoConfig } = require(`${library}config.js`);
  const [heapMegabytes, rssMegabytes] = [[], []];
  const config = ppoConfig('fast', { totalTimesteps: steps });
  await drive(train({ config, seed: 1, learner: compiledLearner }), ({ timesteps }) => {
    if (timesteps < ((heapMegabytes.length + 1) * steps) / 10 - 2000) return;
    collect();
    const { heapUsed, rss } = process.memoryUsage();
    heapMegabytes.push(Number((heapUsed / 1e6).toFixed(1)));
    rssMegabytes.push(Number((rss / 1e6).toFixed(0)));
  });
  return { steps, heapMegabytes, rssMegabytes };
}

const commands = { train: trainRate, step: stepRate, solve: solveSeeds, cold, episodes, many, memory };
const [command, ...args] = process.argv.slice(2);
const values = args.map((arg) => (Number.isNaN(Number(arg)) ? arg : Number(arg)));
Promise.resolve(commands[command](...values)).then((result) => console.log(JSON.stringify(result)));
