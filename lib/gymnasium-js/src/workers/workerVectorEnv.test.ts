import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { ClosedError, InnerEnvironmentError, InvalidArgumentError } from '../errors.js';
import { makeVec } from '../registry/make.js';
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
    (error) =>
      error instanceof Error &&
      error.name === 'InvalidActionError' &&
      /action 7 of environment 2 is/.test(error.message),
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

test('a failure in a worker names the environment by its index among all, and brings the cause along', () => {
  const envs = new WorkerVectorEnv('test/WorkerWalk-v0', { numEnvs: 5, workers: 2, ...walk });
  envs.reset({ seed: 1 });
  assert.throws(
    () => envs.reset({ seed: 1, options: { fail: true } }),
    (error) => {
      assert.ok(error instanceof InnerEnvironmentError, String(error));
      assert.match(error.message, /^test\/WorkerWalk-v0: environment 0 failed in reset: TypeError: as asked$/);
      assert.match(String(error.cause), /TypeError: as asked/);
      return true;
    },
  );
  envs.reset({ seed: 1 });
  assert.throws(
    () => envs.reset({ options: { fail: true, resetMask: [0, 0, 0, 0, 1] } }),
    /environment 4 failed in reset/,
  );
  envs.close();
});

test('a saved vector goes on exactly, in workers again; another number of workers is refused', () => {
  const options = { numEnvs: 5, workers: 2, autoresetMode: 'same-step', maxEpisodeSteps: 9 } as const;
  const [envs, twin] = [0, 1].map(() => new WorkerVectorEnv('Acrobot-v1', options));
  const other = new WorkerVectorEnv('Acrobot-v1', { ...options, workers: 3 });
  const actions = (t: number): number[] => [0, 1, 2, t % 3, 1];
  envs.reset({ seed: 3 });
  for (let t = 0; t < 13; t++) envs.step(actions(t));
  const saved = structuredClone(envs.getState?.());
  assert.ok(saved !== undefined);
  twin.setState?.(saved);
  for (let t = 13; t < 30; t++) assert.deepEqual(twin.step(actions(t)), envs.step(actions(t)));
  assert.throws(() => other.setState?.(saved), /Acrobot-v1: setState got the states of 2 workers for 3/);
  // a state that cannot travel is refused before any worker has another one
  const before = twin.getState?.();
  const wrong = { ...saved, workers: [saved?.workers[0], { state: () => 1 }] } as typeof saved & object;
  assert.throws(
    () => twin.setState?.(wrong),
    /Acrobot-v1: setState: workers\[1\] must be plain data as getState returned it/,
  );
  assert.deepEqual(twin.getState?.(), before);
  for (const modules of [[['a.js']], 'a.js', [1]]) {
    assert.throws(
      () => new WorkerVectorEnv('Acrobot-v1', { modules: modules as never }),
      /Acrobot-v1: modules must be a list of paths, got/,
    );
  }
  for (const some of [envs, twin, other]) some.close();
  const walks = new WorkerVectorEnv('test/WorkerWalk-v0', { numEnvs: 2, workers: 1, ...walk });
  assert.ok(!('getState' in walks));
  walks.close();
});
