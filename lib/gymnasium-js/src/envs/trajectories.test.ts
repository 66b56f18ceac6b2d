import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Env } from '../env.js';
import { make } from '../registry/make.js';
import { registry } from '../registry/registry.js';
import { golden } from '../testing/golden.js';

interface Step {
  a: number | number[];
  o: number[];
  r: number;
  te: boolean;
  tu: boolean;
  reset?: number[];
}

interface Trajectory {
  id: string;
  seed: number;
  first: number[];
  steps: Step[];
}

/** Acrobot is chaotic: the last bit of sin grows. Everything else agrees to float32 rounding. */
const tolerance = (id: string): number => (id === 'Acrobot-v1' ? 1e-5 : 1e-6);

function assertClose(actual: ArrayLike<number>, expected: readonly number[], bound: number, where: string): void {
  assert.equal(actual.length, expected.length, where);
  expected.forEach((value, i) => {
    const allowed = bound * Math.max(1, Math.abs(value));
    assert.ok(Math.abs(actual[i] - value) <= allowed, `${where}[${i}]: ${actual[i]} instead of ${value}`);
  });
}

function replay(env: Env, recorded: Trajectory, sampled: boolean): void {
  const { id, seed } = recorded;
  const bound = tolerance(id);
  assertClose(env.reset({ seed }).observation, recorded.first, bound, `${id} seed ${seed} first`);
  env.actionSpace.seed(seed + 1);
  recorded.steps.forEach((step, t) => {
    const where = `${id} seed ${seed} step ${t}`;
    const action = sampled ? env.actionSpace.sample() : step.a;
    if (sampled) assert.deepEqual(typeof action === 'number' ? action : Array.from(action), step.a, `${where} action`);
    const { observation, reward, terminated, truncated } = env.step(action);
    assertClose(observation, step.o, bound, where);
    assertClose([reward], [step.r], bound, `${where} reward`);
    assert.deepEqual([terminated, truncated], [step.te, step.tu], where);
    if (step.reset) assertClose(env.reset().observation, step.reset, bound, `${where} reset`);
  });
}

const trajectories = golden<Trajectory[]>('gym_trajectories');

test('recorded Gymnasium episodes: same seed, same resets, same actions, same steps', () => {
  const known = trajectories.filter(({ id }) => registry.has(id));
  assert.ok(known.length === trajectories.length);
  for (const recorded of known) {
    replay(make(recorded.id), recorded, true);
    replay(make(recorded.id), recorded, false);
  }
});
