import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { ClosedError, InvalidArgumentError } from '../errors.js';
import { makeVec } from '../registry/make.js';
import '../registry/builtin.js';
import { WorkerVectorEnv } from './workerVectorEnv.js';

const walk = { modules: [join(__dirname, '..', 'testing', 'registerWalk.js')] };

for (const [id, options] of [
  ['CartPole-v1', {}],
  ['Pendulum-v1', { g: 9.81 }],
  ['Acrobot-v1', {}],
  ['test/WorkerWalk-v0', walk],
] as const) {
  for (const autoresetMode of ['next-step', 'same-step'] as const) {
    test(`${id}, ${autoresetMode}: two workers with five environments equal makeVec`, () => {
      const common = { numEnvs: 5, autoresetMode, maxEpisodeSteps: 9 };
      const envs = new WorkerVectorEnv(id, { ...common, ...options, workers: 2 });
      const kwargs = id === 'Pendulum-v1' ? options : {};
      const twin = makeVec(id, { ...common, ...kwargs });
      twin.actionSpace.seed(3);
      assert.deepEqual(envs.reset({ seed: 11 }), twin.reset({ seed: 11 }));
      for (let t = 0; t < 40; t++) {
        const actions = twin.actionSpace.sample() as ArrayLike<number>;
        assert.deepEqual(envs.step(actions), twin.step(actions), `step ${t}`);
      }
      envs.close();
    });
  }
}

test('disabled mode: masked resets reach the right workers', () => {
  const common = { numEnvs: 4, autoresetMode: 'disabled', maxEpisodeSteps: 2 } as const;
  const envs = new WorkerVectorEnv('Pendulum-v1', { ...common, workers: 2 });
  const twin = makeVec('Pendulum-v1', common);
  for (const both of [envs, twin]) both.reset({ seed: [1, 2, 3, 4] });
  for (let t = 0; t < 2; t++) assert.deepEqual(envs.step([1, 0, 1, 0]), twin.step([1, 0, 1, 0]));
  assert.throws(() => envs.step([1, 0, 1, 0]), /is over and autoreset is disabled/);
  for (const resetMask of [
    [1, 1, 0, 0],
    [0, 0, 1, 1],
  ]) {
    assert.deepEqual(envs.reset({ options: { resetMask } }), twin.reset({ options: { resetMask } }));
  }
  assert.deepEqual(envs.step([0, 0, 0, 0]), twin.step([0, 0, 0, 0]));
  envs.close();
});

test('errors come back from the workers with their message; closing is final', () => {
  const envs = new WorkerVectorEnv('CartPole-v1', { numEnvs: 3, workers: 3 });
  assert.throws(() => envs.step([0, 0, 0]), /CartPole-v1: step before reset/);
  envs.reset({ seed: 1 });
  assert.throws(
    () => envs.step([0, 0, 7]),
    (error) => error instanceof Error && error.name === 'InvalidActionError' && /action 7/.test(error.message),
  );
  assert.throws(() => envs.step([0, 0]), /actions must be 3 numbers/);
  assert.throws(() => envs.step([0, 0, '1' as never]), /actions\[2\] must be a number/);
  assert.throws(() => envs.reset({ seed: -1 }), /CartPole-v1: seed must be/);
  envs.close();
  assert.throws(() => envs.step([0, 0, 0]), ClosedError);
  assert.throws(() => envs.close(), ClosedError);
  assert.throws(() => new WorkerVectorEnv('CartPole-v1', { workers: 0 }), InvalidArgumentError);
  assert.throws(() => new WorkerVectorEnv('CartPol-v1'), /did you mean CartPole-v1/);
});
