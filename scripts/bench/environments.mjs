// Steps per second of gymnasium-js against Python Gymnasium, in turns; and worker threads against one thread.
import { makeVec, make } from 'gymnasium-js';
import { WorkerVectorEnv } from 'gymnasium-js/workers';
import { ensurePython, runPython } from './programs.mjs';

/** Pseudo-random actions, the same in both languages: bit 16 of i * 2654435761. */
const actions = Int32Array.from({ length: 1 << 16 }, (_, i) => (Math.imul(i, 2654435761) >>> 16) & 1);

/**
 * @param {number} steps
 * @param {() => void} work
 */
function timed(steps, work) {
  const started = performance.now();
  work();
  return (steps / (performance.now() - started)) * 1000;
}

/**
 * @param {string} id
 * @param {(i: number) => unknown} action
 */
function single(id, action) {
  const env = /** @type {import('gymnasium-js').Env<unknown, unknown>} */ (make(id));
  env.reset({ seed: 0 });
  const run = (/** @type {number} */ steps) =>
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

/**
 * @param {import('gymnasium-js').VectorEnv} envs
 * @param {number} numEnvs
 * @param {Batch} action
 * @param {number} [total] environment steps of one measurement
 */
function vector(envs, numEnvs, action, total = 4_000_000) {
  envs.reset({ seed: 0 });
  const batches = Array.from({ length: 32 }, (_, k) => action(k, numEnvs));
  const run = (/** @type {number} */ calls) =>
    timed(calls * numEnvs, () => {
      for (let k = 0; k < calls; k++) envs.step(batches[k % 32]);
    });
  // The first call after a pause pays for memory that was given back meanwhile; bench.py warms up in each process too.
  return () => {
    run(Math.ceil(total / 4 / numEnvs));
    return run(Math.ceil(total / numEnvs));
  };
}

/** @typedef {(k: number, n: number) => Int32Array | Float32Array} Batch  the k-th batch of actions for n environments */
/** @type {Batch} */
const pushes = (k, n) => actions.slice((k * n) % 32768, ((k * n) % 32768) + n);
/** @type {Batch} */
const torques = (k, n) => Float32Array.from({ length: n }, (_, i) => 4 * actions[(k * n + i) % 65536] - 2);
const torque = [Float32Array.of(-2), Float32Array.of(2)];
/** @type {Batch} */
const swing = (k, n) => Int32Array.from(pushes(k, n), (push) => 2 * push);

/** @typedef {[name: string, goal: number | null, build: () => () => number, python: (string | number)[]]} Race  with arguments of environments.py */
/** @type {Race[]} */
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

/** @type {[id: string, numEnvs: number, action: Batch][]} */
const THREADED = [
  ['Acrobot-v1', 64, swing],
  ['Acrobot-v1', 1024, swing],
  ['CartPole-v1', 1024, pushes],
  ['CartPole-v1', 10_000, pushes],
];

const best = (/** @type {number[]} */ rates) => Math.max(...rates);
const million = (/** @type {number} */ rate) => `${(rate / 1e6).toFixed(rate < 1e6 ? 3 : 1)} M/s`.padStart(11);

/**
 * Prints every race.
 * @param {{ quick: boolean }} options
 * @returns {boolean} whether every goal was met
 */
export function raceEnvironments({ quick }) {
  const python = ensurePython('gymnasium-bench', 'requirements-environments.txt');
  const rounds = quick ? 1 : 5;
  console.log(`\nsteps per second, best of ${rounds} in turns          gymnasium-js   Gymnasium    ratio   goal`);
  const met = RACES.map((race) => raceOnce(race, python, rounds));
  console.log('\nworker threads against one thread');
  for (const [id, numEnvs, action] of THREADED) {
    const one = vector(makeVec(id, { numEnvs }), numEnvs, action, 1_000_000);
    const envs = new WorkerVectorEnv(id, { numEnvs });
    const many = vector(envs, numEnvs, action, 1_000_000);
    const repeats = Array.from({ length: quick ? 1 : 3 });
    const [alone, together] = [best(repeats.map(one)), best(repeats.map(many))];
    envs.close();
    const ratio = `${(together / alone).toFixed(2)}x`.padStart(8);
    console.log(`${`${id} x ${numEnvs}`.padEnd(46)} ${million(together)} ${million(alone)} ${ratio}`);
  }
  return met.every(Boolean);
}

/**
 * @param {Race} race
 * @param {string} python
 * @param {number} rounds
 */
function raceOnce([name, goal, build, args], python, rounds) {
  const measure = build();
  /** @type {number[]} */
  const mine = [];
  /** @type {number[]} */
  const theirs = [];
  for (let round = 0; round < rounds; round++) {
    theirs.push(Number(runPython(python, 'environments.py', ...args)));
    mine.push(measure());
  }
  const ratio = best(mine) / best(theirs);
  const verdict = goal === null ? '' : `>= ${goal} ${ratio >= goal ? 'met' : 'MISSED'}`;
  const rates = `${million(best(mine))} ${million(best(theirs))} ${`${ratio.toFixed(1)}x`.padStart(8)}`;
  console.log(`${name.padEnd(46)} ${rates}   ${verdict}`);
  return goal === null || ratio >= goal;
}
