import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DriftVec } from './driftEnv';
import { assertClose } from '../testing/testing';

test('the dynamics of the source: number i moves by 0.05 (i+1)/4, every step pays 1', () => {
  const env = new DriftVec({ numEnvs: 2 });
  const { observations } = env.reset({ seed: 1 });
  const { observations: next, rewards, info } = env.step([1, 0]);
  assertClose(
    next.slice(0, 4).map((x, i) => x - observations[i]),
    [0.0125, 0.025, 0.0375, 0.05],
    1e-6,
  );
  assertClose(
    next.slice(4).map((x, i) => x - observations[4 + i]),
    [-0.0125, -0.025, -0.0375, -0.05],
    1e-6,
  );
  assert.deepEqual([[...(rewards as Float64Array)], info], [[1, 1], {}]);
  assert.throws(() => env.step([1, 2]), /actions\[1\]: got 2, must be 0 or 1/);
});

test('an episode ends at 2.4 in the first or second number, pays 0 there, and starts anew in the same step', () => {
  const env = new DriftVec();
  let before = env.reset({ seed: 3 }).observations;
  for (let step = 1; step < 500; step++) {
    const { observations, rewards, terminated, truncated, info } = env.step([1]);
    const reached = before.map((x, i) => x + (0.05 * (i + 1)) / 4);
    const isOver = Math.abs(reached[0]) > 2.4 || Math.abs(reached[1]) > 2.4;
    assert.deepEqual([terminated[0], truncated[0], rewards[0]], [isOver ? 1 : 0, 0, isOver ? 0 : 1]);
    if (isOver) {
      assertClose(info.finalObservation!, reached, 1e-6);
      assert.ok(Math.abs(observations[1] - reached[1]) > 1e-3);
      return;
    }
    before = observations;
  }
  assert.fail('always going right never ended');
});

test('observations are fresh copies, unless the bug is asked for', () => {
  const healthy = new DriftVec();
  const first = healthy.reset({ seed: 5 }).observations;
  const kept = first.slice();
  healthy.step([1]);
  assert.deepEqual(first, kept);
  const buggy = new DriftVec({ aliasObservations: true });
  const aliased = buggy.reset({ seed: 5 }).observations;
  assert.deepEqual(aliased, kept);
  assert.equal(buggy.step([1]).observations, aliased);
  assert.notDeepEqual(aliased, kept);
});

test('the same seed repeats, a saved state continues exactly', () => {
  const run = (env: DriftVec, steps: number): Float32Array[] =>
    Array.from({ length: steps }, (_, t) => env.step([t % 3 === 0 ? 0 : 1, 1]).observations);
  const env = new DriftVec({ numEnvs: 2 });
  env.reset({ seed: 7 });
  const twin = new DriftVec({ numEnvs: 2 });
  twin.reset({ seed: 7 });
  assert.deepEqual(run(env, 300), run(twin, 300));
  const state = env.getState();
  const rest = run(env, 300);
  const other = new DriftVec({ numEnvs: 2 });
  other.setState(state);
  assert.deepEqual(run(other, 300), rest);
});
