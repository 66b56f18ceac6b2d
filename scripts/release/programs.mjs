// The program that every runtime and bundler is given, and what it must print: the numbers of the built package itself, whose own tests
// compare them with Gymnasium's.
import assert from 'node:assert/strict';

/** Uses `make`, `makeVec`, `NumpyGenerator`, `TimeLimit` and `report`, a function that takes the line. */
export const body = `
  const seen = [];
  for (const [id, action] of [['CartPole-v1', 1], ['Pendulum-v1', [0.5]], ['Acrobot-v1', 2], ['Taxi-v4', 3], ['Blackjack-v1', 1]]) {
    const env = make(id);
    env.reset({ seed: 5 });
    const { observation, reward } = env.step(action);
    seen.push(...[observation].flat().flatMap((value) => typeof value === 'number' ? [value] : Array.from(value)), reward);
    env.close();
  }
  const envs = makeVec('CartPole-v1', { numEnvs: 3 });
  seen.push(...envs.reset({ seed: 1 }).observations, new NumpyGenerator(42).normal());
  try { make('CartPole-v9'); } catch (error) { seen.push(error.name); }
  seen.push(make('CartPole-v1'), new TimeLimit(make('Taxi-v4'), 9));
  report(seen.join(' '));
`;
const names = 'make, makeVec, NumpyGenerator, TimeLimit';
const toConsole = 'const report = (line) => console.log(line);';

export const asModule = `import { ${names} } from 'gymnasium-js'; ${toConsole} ${body}`;
export const asCommonJs = `const { ${names} } = require('gymnasium-js'); ${toConsole} ${body}`;
/** For a page, which says it in its title. */
export const asPage = (/** @type {string} */ from) =>
  `import { ${names} } from '${from}'; const report = (line) => { document.title = line; }; ${body}`;

/** One environment and nothing else, for the size. */
export const cartPoleAlone = `import { CartPoleEnv } from 'gymnasium-js';
  const env = new CartPoleEnv(); env.reset({ seed: 5 }); console.log(Array.from(env.step(1).observation).join(' '));`;

/** What the programs above must print, from the package that has been built. */
export async function expectedLine() {
  const api = await import('gymnasium-js');
  /** @type {string[]} */
  const lines = [];
  const report = (/** @type {string} */ line) => lines.push(line);
  new Function('make', 'makeVec', 'NumpyGenerator', 'TimeLimit', 'report', body)(
    api.make,
    api.makeVec,
    api.NumpyGenerator,
    api.TimeLimit,
    report,
  );
  assert.equal(lines.length, 1);
  assert.match(lines[0], / UnknownEnvironmentError <TimeLimit<.*>$/);
  return lines[0];
}

/** A strict program; every line under an "expect-error" must not compile. */
export const typed = `import { BaseEnv, Box, ClipAction, Discrete, make, makeVec, RecordEpisodeStatistics, register } from 'gymnasium-js';
import type { Env, ResetOptions, ResetResult, StepResult } from 'gymnasium-js';
import { lunarLanderHeuristic } from 'gymnasium-js/box2d';
import { WorkerVectorEnv } from 'gymnasium-js/workers';

export const n: number = make('CartPole-v1').actionSpace.n;
export const high: Float32Array = make('Pendulum-v1', { g: 9.81 }).actionSpace.high;
export const table: number = make('FrozenLake-v1', { isSlippery: false }).unwrapped.P[0][0][0][0];
export const sum: number = make('Blackjack-v1').reset({ seed: 1 }).observation[0];
export const any: Env = make('CartPole-v1');
export const workers: typeof WorkerVectorEnv = WorkerVectorEnv;
export const engines: number = make('LunarLander-v3', { gravity: -9 }).actionSpace.n;
export const pilot: number = lunarLanderHeuristic(make('LunarLander-v3').unwrapped.state);
export const bounds: Float32Array = make('LunarLanderContinuous-v3').actionSpace.high;
makeVec('CartPole-v1', { numEnvs: 2, autoresetMode: 'same-step' }).step([0, 1]).rewards.fill(0);

class Corridor extends BaseEnv<Float32Array, number> {
  readonly observationSpace = new Box(0, 5);
  readonly actionSpace = new Discrete(2);
  readonly metadata = { renderModes: [], renderFps: 1 };
  constructor() {
    super('Corridor');
  }
  reset(options?: ResetOptions): ResetResult<Float32Array> {
    this.beginReset(options);
    this.phase = 'running';
    return { observation: Float32Array.of(this.random.integers(3)), info: {} };
  }
  step(action: number): StepResult<Float32Array> {
    this.beginStep();
    return { observation: Float32Array.of(action), reward: 1, terminated: false, truncated: false, info: {} };
  }
}
register({ id: 'demo/Corridor-v0', entryPoint: () => new Corridor() });
export const wrapped = new RecordEpisodeStatistics(new ClipAction(make('Pendulum-v1')));

// @ts-expect-error a discrete action is a number
make('CartPole-v1').step('left');
// @ts-expect-error a torque comes in an array
make('Pendulum-v1').step(0.5);
// @ts-expect-error one engine at a time
make('LunarLander-v3').step([1, 0]);
// @ts-expect-error a reward is asked for with true or false
make('CartPole-v1', { suttonBartoReward: 'yes' });
// @ts-expect-error no such mode
makeVec('CartPole-v1', { autoresetMode: 'later' });
`;
