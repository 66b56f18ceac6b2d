import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EpisodeOverError, InvalidActionError } from '../errors.js';
import { NumpyGenerator } from '../random/numpyGenerator.js';
import type { AutoresetMode } from '../vector/vectorEnv.js';
import { CartPoleEnv } from './cartPole.js';
import { CartPoleVectorEnv } from './cartPoleVector.js';

/** Single environments driven by hand, with the reset rules of each mode written out one environment at a time. */
class ByHand {
  readonly envs: CartPoleEnv[];
  private readonly lengths: number[];
  private readonly over: boolean[];

  constructor(
    numEnvs: number,
    readonly mode: AutoresetMode,
    readonly limit: number,
  ) {
    this.envs = Array.from({ length: numEnvs }, () => new CartPoleEnv());
    this.lengths = Array<number>(numEnvs).fill(0);
    this.over = Array<boolean>(numEnvs).fill(false);
  }

  reset(seed: number): number[] {
    return this.envs.flatMap((env, i) => Array.from(env.reset({ seed: seed + i }).observation));
  }

  step(i: number, action: number): { observation: number[]; reward: number; flags: number[]; final: number[] | null } {
    if (this.over[i] && this.mode === 'next-step') {
      this.over[i] = false;
      this.lengths[i] = 0;
      return { observation: Array.from(this.envs[i].reset().observation), reward: 0, flags: [0, 0], final: null };
    }
    const result = this.envs[i].step(action);
    const truncated = ++this.lengths[i] >= this.limit;
    const last = Array.from(result.observation);
    const flags = [Number(result.terminated), Number(truncated)];
    if (!result.terminated && !truncated) return { observation: last, reward: 1, flags, final: null };
    if (this.mode === 'next-step') {
      this.over[i] = true;
      return { observation: last, reward: 1, flags, final: null };
    }
    this.lengths[i] = 0;
    return { observation: Array.from(this.envs[i].reset().observation), reward: 1, flags, final: last };
  }
}

for (const mode of ['next-step', 'same-step'] as const) {
  test(`${mode}: every row equals a single environment, over terminations and truncations`, () => {
    const numEnvs = 7;
    const byHand = new ByHand(numEnvs, mode, 25);
    const envs = new CartPoleVectorEnv({ numEnvs, autoresetMode: mode, maxEpisodeSteps: 25 });
    assert.deepEqual(Array.from(envs.reset({ seed: 11 }).observations), byHand.reset(11));
    const random = new NumpyGenerator(3);
    const seen = { terminated: 0, truncated: 0 };
    for (let t = 0; t < 300; t++) {
      const actions = Array.from({ length: numEnvs }, () => random.integers(2));
      const { observations, rewards, terminated, truncated, info } = envs.step(actions);
      const expected = actions.map((action, i) => byHand.step(i, action));
      assert.deepEqual(
        Array.from(observations),
        expected.flatMap((row) => row.observation),
        `step ${t}`,
      );
      assert.deepEqual(
        Array.from(rewards),
        expected.map((row) => row.reward),
      );
      assert.deepEqual(
        Array.from(terminated, (flag, i) => [flag, truncated[i]]),
        expected.map((row) => row.flags),
      );
      const finals = expected.map((row) => row.final);
      assert.equal(
        info.finalObservation !== undefined,
        finals.some((row) => row !== null),
      );
      if (info.finalObservation !== undefined) {
        const rows = expected.flatMap((row) => row.final ?? row.observation);
        assert.deepEqual(Array.from(info.finalObservation), rows);
        assert.deepEqual(
          info.finalInfo,
          finals.map((row) => (row === null ? null : {})),
        );
      }
      seen.terminated += terminated.reduce((a, b) => a + b, 0);
      seen.truncated += truncated.reduce((a, b) => a + b, 0);
    }
    assert.ok(seen.terminated > 20 && seen.truncated > 5, JSON.stringify(seen));
  });
}

test('disabled: an ended environment must be reset by mask before the next step', () => {
  const envs = new CartPoleVectorEnv({ numEnvs: 3, autoresetMode: 'disabled', maxEpisodeSteps: 4 });
  const twin = new CartPoleVectorEnv({ numEnvs: 3, autoresetMode: 'same-step', maxEpisodeSteps: 4 });
  envs.reset({ seed: 5 });
  twin.reset({ seed: 5 });
  let last = envs.step([0, 1, 0]);
  let same = twin.step([0, 1, 0]);
  for (let t = 1; t < 4; t++) [last, same] = [envs.step([0, 1, 0]), twin.step([0, 1, 0])];
  assert.deepEqual(Array.from(last.truncated), [1, 1, 1]);
  assert.deepEqual(last.observations, same.info.finalObservation);
  assert.throws(() => envs.step([0, 1, 0]), EpisodeOverError);
  const after = envs.reset({ options: { resetMask: [true, false, false] } });
  assert.deepEqual(after.observations.slice(0, 4), same.observations.slice(0, 4));
  assert.deepEqual(after.observations.slice(4), last.observations.slice(4));
  assert.throws(() => envs.step([0, 1, 0]), /environment 1 is over/);
  envs.reset({ options: { resetMask: [0, 1, 1] } });
  assert.deepEqual(envs.step([0, 1, 0]).observations, twin.step([0, 1, 0]).observations);
});

test('a refused action changes nothing', () => {
  const envs = new CartPoleVectorEnv({ numEnvs: 2 });
  const twin = new CartPoleVectorEnv({ numEnvs: 2 });
  envs.reset({ seed: 0 });
  twin.reset({ seed: 0 });
  for (const actions of [[0, 2], [0, NaN], [0, 0.5], [1], [0, 1, 1]]) {
    assert.throws(() => envs.step(actions), InvalidActionError);
  }
  assert.deepEqual(envs.step([0, 1]), twin.step([0, 1]));
});

test('suttonBartoReward: 0 per step, -1 at the fall', () => {
  const envs = new CartPoleVectorEnv({ numEnvs: 4, suttonBartoReward: true, autoresetMode: 'same-step' });
  envs.reset({ seed: 1 });
  for (let t = 0; t < 60; t++) {
    const { rewards, terminated } = envs.step([1, 1, 0, t % 2]);
    assert.deepEqual(
      Array.from(rewards),
      Array.from(terminated, (flag) => (flag === 1 ? -1 : 0)),
    );
  }
});

test('returned arrays are copies: writing to them changes no later step', () => {
  const envs = new CartPoleVectorEnv({ numEnvs: 2 });
  const twin = new CartPoleVectorEnv({ numEnvs: 2 });
  envs.reset({ seed: 9 }).observations.fill(99);
  twin.reset({ seed: 9 });
  envs.step([0, 1]).observations.fill(99);
  twin.step([0, 1]);
  assert.deepEqual(envs.step([1, 1]), twin.step([1, 1]));
});
