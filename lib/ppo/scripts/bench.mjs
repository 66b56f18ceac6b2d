// npm run bench: our learners against PyTorch with CleanRL's settings and Stable-Baselines3, in this run on this machine, in turns,
// one thread each. Prints medians with their spread and writes data/bench.json. "-- --quick" does less of everything and writes nothing.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lecture25 } from './bench/lecture25.mjs';
import { digits, lastLine, median, spread } from './bench/numbers.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../../..');
const measure = join(here, 'bench/measure.cjs');
const peers = join(here, 'bench/peers.py');
const python = join(root, '.cache/bench/venv/bin/python');
const quick = process.argv.includes('--quick');
const rounds = quick ? 2 : 5;

const ppo = createRequire(import.meta.url)('../dist/compiled.js');

function preparePython() {
  const requirements = join(here, 'bench/requirements.txt');
  const done = join(root, '.cache/bench/ready');
  if (existsSync(done) && readFileSync(done, 'utf8') === readFileSync(requirements, 'utf8')) return;
  console.log('Installing PyTorch, Gymnasium and Stable-Baselines3 into .cache/bench (once)');
  mkdirSync(join(root, '.cache/bench'), { recursive: true });
  execFileSync('python3', ['-m', 'venv', join(root, '.cache/bench/venv')], { stdio: 'inherit' });
  const pip = ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '-r', requirements];
  execFileSync(python, pip, { stdio: ['ignore', 'ignore', 'inherit'] });
  writeFileSync(done, readFileSync(requirements));
}

const runPython = (...args) => lastLine(execFileSync(python, [peers, ...args.map(String)], { encoding: 'utf8' }));
const runNode = (...args) =>
  lastLine(execFileSync(process.execPath, [measure, ...args.map(String)], { encoding: 'utf8' }));

const show = ({ median: m, low, high }, unit) =>
  `${m.toLocaleString('en')} ${unit} (${low.toLocaleString('en')} to ${high.toLocaleString('en')})`;

/** Runs the contenders in turns and gathers rates per second, by the clock and by processor time. */
function interleave(contenders) {
  const samples = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(contenders)) samples[name].push(run(round + 1));
  }
  return Object.fromEntries(
    Object.entries(samples).map(([name, list]) => [
      name,
      {
        perSecond: spread(list.map((x) => x.perSecond)),
        perProcessorSecond: spread(list.map((x) => x.perProcessorSecond)),
      },
    ]),
  );
}

function addRatios(results, reference) {
  for (const result of Object.values(results)) {
    result.timesPyTorch = digits(result.perSecond.median / results[reference].perSecond.median);
    result.timesPyTorchByProcessorTime = digits(
      result.perProcessorSecond.median / results[reference].perProcessorSecond.median,
    );
  }
  return results;
}

function throughput() {
  console.log("\nTraining at CleanRL's configuration, CartPole-v1, environment steps per second");
  const results = interleave({
    'compiled learner': (seed) => runNode('train', 'auto', quick ? 100_000 : 500_000, seed),
    'PyTorch, settings of ppo.py': (seed) => runPython('cleanrl', quick ? 6_000 : 25_000, seed),
    'compiled learner, plain TypeScript engine': (seed) => runNode('train', 'plain', quick ? 6_000 : 20_000, seed),
    'Stable-Baselines3': (seed) => runPython('sb3', quick ? 4_000 : 15_000, seed),
    'tfjs learner': (seed) => runNode('train', 'tfjs', quick ? 3_000 : 8_000, seed),
  });
  addRatios(results, 'PyTorch, settings of ppo.py');
  for (const [name, { perSecond, timesPyTorch }] of Object.entries(results)) {
    console.log(`  ${name.padEnd(43)} ${show(perSecond, 'steps/s')}, ${timesPyTorch} x PyTorch`);
  }
  return results;
}

function gradientSteps() {
  console.log('\nOne gradient step, both 4-64-64 networks, loss, clip and Adam');
  const results = {};
  for (const rows of [64, 128, 256]) {
    results[rows] = interleave({
      'compiled learner': () => runNode('step', rows, quick ? 2_000 : 10_000),
      PyTorch: () => runPython('step', rows, quick ? 200 : 1_000),
    });
    addRatios(results[rows], 'PyTorch');
    for (const [name, { perSecond, timesPyTorch }] of Object.entries(results[rows])) {
      console.log(
        `  ${rows} rows, ${name.padEnd(20)} ${(1e6 / perSecond.median).toFixed(1)} us, ${timesPyTorch} x PyTorch`,
      );
    }
  }
  return results;
}

function solving() {
  console.log(
    '\nCartPole-v1 solved (mean of the last 100 episodes at least 475), 20 seeds, one warm process; then cold scripts',
  );
  const results = {};
  for (const preset of ['fast', 'fastSmall']) {
    const runs = Array.from({ length: quick ? 1 : 3 }, () => runNode('solve', preset, 20)).map((run) => run.seeds);
    const warm = (name) => runs[0].map((_, i) => median(runs.map((seeds) => seeds[i][name])));
    const cold = Array.from({ length: quick ? 3 : 11 }, (_, i) => runNode('cold', preset, i + 1));
    results[preset] = {
      solved: runs[0].filter(({ solved }) => solved).length,
      of: runs[0].length,
      milliseconds: spread(warm('milliseconds')),
      processorMilliseconds: spread(warm('processor')),
      environmentSteps: spread(runs[0].map(({ timesteps }) => timesteps)),
      coldMilliseconds: spread(cold.map(({ milliseconds }) => milliseconds)),
      coldProcessorMilliseconds: spread(cold.map(({ processor }) => processor)),
    };
    const { solved, of, milliseconds, coldMilliseconds, processorMilliseconds } = results[preset];
    console.log(
      `  ${preset.padEnd(10)} ${solved} of ${of}, warm ${show(milliseconds, 'ms')}, cold ${show(coldMilliseconds, 'ms')}`,
    );
    console.log(`  ${' '.repeat(10)} warm, processor time ${show(processorMilliseconds, 'ms')}`);
  }
  return results;
}

async function drive(generator) {
  let step = await generator.next();
  while (!step.done) step = await generator.next();
  return step.value;
}

async function learning() {
  const { trainMany } = createRequire(import.meta.url)('../dist/trainMany.js');
  const seeds = Array.from({ length: quick ? 4 : 20 }, (_, i) => i + 1);
  console.log(`\nSame algorithm: CleanRL's configuration to its full 500,000 steps, ${seeds.length} seeds`);
  const config = ppo.ppoConfig('cleanrl', { bootstrapAtTruncation: false });
  const started = performance.now();
  const { runs, failures } = await drive(trainMany({ config, seeds }));
  if (failures.length > 0) throw failures[0].error;
  const finals = runs.map((run) => run.meanReturn100);
  const mean = finals.reduce((a, b) => a + b, 0) / finals.length;
  const deviation = Math.sqrt(finals.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (finals.length - 1));
  const solvedAt = runs.map((run) => run.records.find((record) => record.solved)?.timesteps ?? null);
  const reached = solvedAt.filter((steps) => steps !== null);
  const result = {
    seeds: seeds.length,
    finalMean: digits(mean),
    deviation: digits(deviation),
    reached475: reached.length,
    stepsTo475: reached.length > 0 ? spread(reached) : null,
    seconds: digits((performance.now() - started) / 1000),
  };
  console.log(
    `  final mean ${result.finalMean} +- ${result.deviation}; ${result.reached475} reached 475, after ${show(result.stepsTo475, 'steps')}`,
  );
  return result;
}

function memory() {
  console.log('\nMemory over a long run');
  const result = runNode('memory', quick ? 1_000_000 : 10_000_000);
  console.log(
    `  ${result.steps.toLocaleString('en')} steps: heap ${result.heapMegabytes.join(', ')} MB, all ${result.rssMegabytes.join(', ')} MB`,
  );
  return result;
}

function workers() {
  console.log('\nMany seeds on worker threads (fast, 20 seeds to 475)');
  const seconds = Object.fromEntries([1, 2].map((count) => [count, runNode('many', count, quick ? 6 : 20).seconds]));
  console.log(`  1 worker ${seconds[1]} s, 2 workers ${seconds[2]} s`);
  return seconds;
}

preparePython();
const machine = {
  processor: cpus()[0].model,
  processors: cpus().length,
  memoryGigabytes: Math.round(totalmem() / 2 ** 30),
  loadAtStart: digits(loadavg()[0]),
  node: process.versions.node,
  v8: process.versions.v8,
  ...runPython('versions'),
};
console.log(
  Object.entries(machine)
    .map(([key, value]) => `${key} ${value}`)
    .join(', '),
);
const results = {
  note: 'written by npm run bench; medians with the smallest and largest of the repeats; rates per second',
  machine,
  throughput: throughput(),
  gradientStep: gradientSteps(),
  solve: solving(),
  learning: await learning(),
  lecture25: lecture25({ python, runNode, quick }),
  workers: workers(),
  memory: memory(),
};
if (!quick) writeFileSync(join(root, 'data/bench.json'), `${JSON.stringify(results, null, 1)}\n`);
