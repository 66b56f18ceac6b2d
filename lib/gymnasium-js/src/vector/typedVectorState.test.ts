import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeVec } from '../index.js';
import type { TypedVectorEnv } from './typedVectorEnv.js';

for (const id of ['CartPole-v1', 'Pendulum-v1']) {
  for (const autoresetMode of ['same-step', 'next-step'] as const) {
    test(`${id}, ${autoresetMode}: a saved state continues exactly, through resets of single environments`, () => {
      const make = (): TypedVectorEnv => makeVec(id, { numEnvs: 3, autoresetMode }) as unknown as TypedVectorEnv;
      const env = make();
      env.reset({ seed: 5 });
      const action = (t: number): number[] => (id === 'CartPole-v1' ? [t % 2, (t >> 2) % 2, 1] : [Math.sin(t), 1, -1]);
      const run = (vector: TypedVectorEnv, from: number): unknown[] =>
        Array.from({ length: 250 }, (_, t) => vector.step(action(from + t)));
      run(env, 0);
      const saved = env.getState();
      const rest = run(env, 250);
      const twin = make();
      twin.setState(saved);
      assert.deepEqual(run(twin, 250), rest);
    });
  }
}

test('a state before reset, or of another number of environments, is refused', () => {
  const env = makeVec('CartPole-v1', { numEnvs: 2 }) as unknown as TypedVectorEnv;
  assert.throws(() => env.getState(), /getState before reset/);
  env.reset({ seed: 1 });
  const other = makeVec('CartPole-v1', { numEnvs: 3 }) as unknown as TypedVectorEnv;
  assert.throws(() => other.setState(env.getState()), /states of 3 environments/);
  const before = env.getState();
  for (const [resetOptions, says] of [
    [{ hihg: 0.1 }, /setState: saved\.resetOptions: .*unknown option "hihg"/],
    [[1], /setState: saved\.resetOptions: .*must be an object, got a list/],
    ['abc', /setState: saved\.resetOptions: /],
    [{ low: 1, high: 0 }, /setState: saved\.resetOptions: /],
  ] as const)
    assert.throws(() => env.setState({ ...before, resetOptions: resetOptions as never }), says);
  assert.deepEqual(env.getState(), before);
});
