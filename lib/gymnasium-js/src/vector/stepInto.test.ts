import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AUTORESET_MODES, makeVec } from '../index.js';
import type { StepTarget, TypedVectorEnv } from './typedVectorEnv.js';

const make = (id: string, autoresetMode: (typeof AUTORESET_MODES)[number]): TypedVectorEnv =>
  makeVec(id, { numEnvs: 3, autoresetMode }) as unknown as TypedVectorEnv;

function targetFor(observationSize: number): StepTarget {
  return {
    observations: new Float32Array(3 * observationSize),
    rewards: new Float64Array(3),
    terminated: new Uint8Array(3),
    truncated: new Uint8Array(3),
    finalObservations: new Float32Array(3 * observationSize),
  };
}

for (const [id, size] of [
  ['CartPole-v1', 4],
  ['Pendulum-v1', 3],
] as const) {
  for (const mode of ['same-step', 'next-step'] as const) {
    test(`${id}, ${mode}: stepInto fills the caller's arrays with what step returns`, () => {
      const [env, twin] = [make(id, mode), make(id, mode)];
      env.reset({ seed: 11 });
      twin.reset({ seed: 11 });
      const target = targetFor(size);
      let ends = 0;
      for (let t = 0; t < 450; t++) {
        const actions = [t % 2, (t >> 3) % 2, 1];
        const { observations, rewards, terminated, truncated, info } = env.step(actions);
        const ended = twin.stepInto(actions, target);
        const { finalObservations, ...rest } = target;
        assert.deepEqual(rest, { observations, rewards, terminated, truncated });
        assert.equal(ended, terminated.filter((flag, i) => flag || truncated[i]).length);
        ends += ended;
        for (let i = 0; i < 3; i++) {
          if (mode === 'next-step' || !(terminated[i] || truncated[i])) continue;
          const row = (all: Float32Array | undefined): Float32Array | undefined => all?.slice(i * size, (i + 1) * size);
          assert.deepEqual(row(finalObservations), row(info.finalObservation as Float32Array));
        }
      }
      assert.ok(ends >= 6, `only ${ends} episodes ended`);
    });
  }
}

test('stepInto refuses arrays of another size before anything moves', () => {
  const env = make('CartPole-v1', 'same-step');
  env.reset({ seed: 1 });
  const before = env.getState();
  const target = { ...targetFor(4), finalObservations: new Float32Array(4) };
  assert.throws(() => env.stepInto([0, 1, 0], target), /observations and finalObservations of 12 numbers/);
  assert.deepEqual(env.getState(), before);
});
