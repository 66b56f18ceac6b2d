import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AnyAction, Info } from '../env.js';
import { make } from '../registry/make.js';
import { golden } from '../testing/golden.js';

interface Episode {
  id: string;
  seed: number;
  kwargs: Record<string, unknown>;
  reset_options: Info | null;
  first: number[];
  actions: (number | number[])[];
  observations: number[][];
  rewards: number[];
  terminated: boolean;
  truncated: boolean;
}

const camel = (key: string): string => key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
const camelKeys = (record: Info): Info =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [camel(key), value]));

/** Float32 rounding: one unit in the last place of float32, at the size of the number (1e-5 for chaotic Acrobot). */
function assertFloat32(actual: ArrayLike<number>, expected: readonly number[], id: string, where: string): void {
  assert.equal(actual.length, expected.length, where);
  const relative = id === 'Acrobot-v1' ? 1e-5 : 1.2e-7;
  expected.forEach((value, i) => {
    assert.ok(
      Math.abs(actual[i] - Math.fround(value)) <= relative * Math.max(1e-3, Math.abs(value)),
      `${where}[${i}]: ${actual[i]} instead of ${value}`,
    );
  });
}

for (const recorded of golden<Episode[]>('gym_episodes')) {
  const { id, seed, kwargs, reset_options: options } = recorded;
  const title = [id, `seed ${seed}`, JSON.stringify(kwargs), options && JSON.stringify(options)]
    .filter(Boolean)
    .join(' ');
  test(`${title}: ${recorded.actions.length} steps to the recorded end`, () => {
    const env = make(id, camelKeys(kwargs));
    const first = env.reset({ seed, ...(options === null ? {} : { options: camelKeys(options) }) });
    assertFloat32(first.observation, recorded.first, id, 'first');
    recorded.actions.forEach((action, t) => {
      const { observation, reward, terminated, truncated } = env.step(action);
      assertFloat32(observation, recorded.observations[t], id, `step ${t}`);
      assert.ok(Math.abs(reward - recorded.rewards[t]) <= 1e-9 * Math.max(1, Math.abs(reward)), `reward ${t}`);
      const last = t === recorded.actions.length - 1;
      assert.deepEqual(
        [terminated, truncated],
        last ? [recorded.terminated, recorded.truncated] : [false, false],
        `step ${t}`,
      );
    });
  });
}

type Row = [
  state: number[],
  action: AnyAction,
  next: number[],
  observation: number[],
  reward: number,
  terminated: boolean,
];

for (const { id, rows } of golden<{ id: string; rows: Row[] }[]>('gym_transitions')) {
  test(`${id}: single steps from ${rows.length} recorded states`, () => {
    const env = make(id, { maxEpisodeSteps: null });
    const inner = env.unwrapped as unknown as { state: ArrayLike<number> };
    env.reset({ seed: 0 });
    for (const [state, action, next, observation, reward, terminated] of rows) {
      inner.state = state;
      const result = env.step(action);
      assert.deepEqual(result.observation, Float32Array.from(observation), `${id} from ${String(state)}`);
      const after = Array.from(inner.state);
      next.forEach((value, i) =>
        assert.ok(Math.abs(after[i] - value) <= 2e-15 * Math.max(1, Math.abs(value)), `${after[i]} ${value}`),
      );
      assert.ok(Math.abs(result.reward - reward) <= 1e-9);
      assert.deepEqual([result.terminated, result.truncated], [terminated, false]);
    }
  });
}
