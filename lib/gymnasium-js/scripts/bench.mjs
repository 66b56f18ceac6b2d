// npm run bench: steps per second against Python Gymnasium, both measured in this run on this machine, in turns.
// Gymnasium lives in a private environment under .cache (made on the first run).
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { make, makeVec } = require('../dist/index.js');
const { WorkerVectorEnv } = require('../dist/workers/index.js');
const here = dirname(fileURLToPath(import.meta.url));
const venv = join(here, '..', '..', '..', '.cache', 'gymnasium-bench');
const python = join(venv, 'bin', 'python');
const PINNED = ['gymnasium==1.4.0', 'numpy==2.4.6'];
const ROUNDS = 5;

function preparePython() {
  const done = join(venv, 'ready');
  if (existsSync(done)) return;
  mkdirSync(dirname(venv), { recursive: true });
  console.log(`Installing ${PINNED.join(', ')} into .cache/gymnasium-bench`);
  execFileSync('python3', ['-m', 'venv', venv], { stdio: 'inherit' });
  execFileSync(python, ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', ...PINNED], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  writeFileSync(done, '');
}

const pythonRate = (...args) =>
  Number(execFileSync(python, [join(here, 'bench.py'), ...args.map(String)], { encoding: 'utf8' }));

/** Pseudo-random actions, the same in both languages: bit 16 of i * 2654435761. */
const actions = Int32Array.from({ length: 1 << 16 }, (_, i) => (Math.imul(i, 2654435761) >>> 16) & 1);

function timed(steps, work) {
  const started = performance.now();
  work();
  return (steps / (performance.now() - started)) * 1000;
}

function single(id, action) {
  const env = make(id);
  env.reset({ seed: 0 });
  const run = (steps) =>
    timed(steps, () => {
      for (let i = 0; i < steps; i++) {
        const { terminated, truncated } = env.step(action(i));
        if (terminated || truncated) env.reset();
      }
    });
  return () => {
    run(250_000);
    return run(1_000_000);
  };
}

function vector(envs, numEnvs, action, total = 4_000_000) {
  envs.reset({ seed: 0 });
  const batches = Array.from({ length: 32 }, (_, k) => action(k, numEnvs));
  const run = (calls) =>
    timed(calls * numEnvs, () => {
      for (let k = 0; k < calls; k++) envs.step(batches[k % 32]);
    });
  // The first call after a pause pays for memory that was given back meanwhile; bench.py warms up in each process too.
  return () => {
    run(Math.ceil(total / 4 / numEnvs));
    return run(Math.ceil(total / numEnvs));
  };
}

const pushes = (k, n) => actions.slice((k * n) % 32768, ((k * n) % 32768) + n);
const torques = (k, n) => Float32Array.from({ length: n }, (_, i) => 4 * actions[(k * n + i) % 65536] - 2);
const torque = [Float32Array.of(-2), Float32Array.of(2)];
const swing = (k, n) => Int32Array.from(pushes(k, n), (push) => 2 * push);

/** name, goal, JavaScript measurement, arguments of bench.py */
const RACES = [
  [
    'CartPole-v1, one environment',
    30,
    () => single('CartPole-v1', (i) => actions[i & 65535]),
    ['single', 'CartPole-v1'],
  ],
  [
    'CartPole-v1 x 64',
    12,
    () => vector(makeVec('CartPole-v1', { numEnvs: 64 }), 64, pushes),
    ['vector', 'CartPole-v1', 64],
  ],
  [
    'CartPole-v1 x 1024',
    2,
    () => vector(makeVec('CartPole-v1', { numEnvs: 1024 }), 1024, pushes),
    ['vector', 'CartPole-v1', 1024],
  ],
  [
    'CartPole-v1 x 64, same-step',
    null,
    () => vector(makeVec('CartPole-v1', { numEnvs: 64, autoresetMode: 'same-step' }), 64, pushes),
    ['sync', 'CartPole-v1', 64],
  ],
  [
    'Pendulum-v1, one environment',
    null,
    () => single('Pendulum-v1', (i) => torque[actions[i & 65535]]),
    ['single', 'Pendulum-v1'],
  ],
  [
    'Pendulum-v1 x 64',
    null,
    () => vector(makeVec('Pendulum-v1', { numEnvs: 64 }), 64, torques),
    ['sync', 'Pendulum-v1', 64],
  ],
  [
    'Acrobot-v1, one environment',
    null,
    () => single('Acrobot-v1', (i) => 2 * actions[i & 65535]),
    ['single', 'Acrobot-v1'],
  ],
  [
    'MountainCar-v0, one environment',
    null,
    () => single('MountainCar-v0', (i) => 2 * actions[i & 65535]),
    ['single', 'MountainCar-v0'],
  ],
];

const best = (rates) => Math.max(...rates);
const million = (rate) => `${(rate / 1e6).toFixed(rate < 1e6 ? 3 : 1)} M/s`.padStart(11);

preparePython();
console.log(`steps per second, best of ${ROUNDS} in turns          gymnasium-js   Gymnasium    ratio   goal`);
let missed = 0;
for (const [name, goal, build, args] of RACES) {
  const measure = build();
  const mine = [];
  const theirs = [];
  for (let round = 0; round < ROUNDS; round++) {
    theirs.push(pythonRate(...args));
    mine.push(measure());
  }
  const ratio = best(mine) / best(theirs);
  const verdict = goal === null ? '' : `>= ${goal} ${ratio >= goal ? 'met' : 'MISSED'}`;
  if (goal !== null && ratio < goal) missed++;
  console.log(
    `${name.padEnd(46)} ${million(best(mine))} ${million(best(theirs))} ${`${ratio.toFixed(1)}x`.padStart(8)}   ${verdict}`,
  );
}

console.log('\nworker threads against one thread');
for (const [id, numEnvs, action] of [
  ['Acrobot-v1', 64, swing],
  ['Acrobot-v1', 1024, swing],
  ['CartPole-v1', 1024, pushes],
  ['CartPole-v1', 10_000, pushes],
]) {
  const one = vector(makeVec(id, { numEnvs }), numEnvs, action, 1_000_000);
  const envs = new WorkerVectorEnv(id, { numEnvs });
  const many = vector(envs, numEnvs, action, 1_000_000);
  const [a, b] = [best([one(), one(), one()]), best([many(), many(), many()])];
  envs.close();
  console.log(`${`${id} x ${numEnvs}`.padEnd(46)} ${million(b)} ${million(a)} ${`${(b / a).toFixed(2)}x`.padStart(8)}`);
}
process.exitCode = missed > 0 ? 1 : 0;
