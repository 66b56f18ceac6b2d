import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Env } from '../env.js';
import { NumpyGenerator } from '../random/numpyGenerator.js';
import { make, makeVec } from '../registry/make.js';
import { golden } from '../testing/golden.js';
import type { TypedVectorEnv, TypedVectorState } from '../vector/typedVectorEnv.js';
import type { VectorStepResult } from '../vector/vectorEnv.js';

type Row = [
  state: number[],
  action: number | number[],
  next: number[],
  observation: number[],
  reward: number,
  terminated: boolean,
];

interface Steps {
  id: string;
  kwargs: Record<string, unknown>;
  /** Attributes set on the environment. */
  settings: Record<string, unknown>;
  /** Of the one reset before the first row; null where nothing is drawn. */
  seed: number | null;
  rows: Row[];
}

interface Limit {
  id: string;
  max_episode_steps: number;
  states: number[][];
  action: number | number[];
  flags: [terminated: boolean, truncated: boolean][];
}

interface Edges {
  steps: Steps[];
  limits: Limit[];
  bounds: { id: string; rows: [component: number, value: number, inside: boolean][] }[];
}

/** What the tests reach for inside the wrappers. */
interface Inner {
  state: ArrayLike<number>;
  random: NumpyGenerator;
}

const edges = golden<Edges>('gym_edges');
const camelKeys = (record: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key.replace(/_(\w)/g, (_, c: string) => c.toUpperCase()), value]),
  );
const innerOf = (env: Env<unknown, unknown>): Inner => env.unwrapped as unknown as Inner;
const titleOf = ({ id, kwargs, settings }: Steps): string =>
  [id, ...Object.entries({ ...kwargs, ...settings }).map(([key, value]) => `${key}=${String(value)}`)].join(' ');

/** sin and cos may differ from C's in the last bit, and a step of Acrobot takes them 12 times. */
const bits = (id: string): number => (id === 'Acrobot-v1' ? 16 : 4);

function assertNear(actual: ArrayLike<number>, expected: readonly number[], id: string, where: string): void {
  assert.equal(actual.length, expected.length, where);
  expected.forEach((value, i) => {
    const allowed = bits(id) * 2 ** -53 * Math.max(1, Math.abs(value));
    assert.ok(Math.abs(actual[i] - value) <= allowed, `${where}[${i}]: ${actual[i]} instead of ${value}`);
  });
}

for (const recorded of edges.steps) {
  const { id, rows, seed } = recorded;
  test(`${titleOf(recorded)}: one step from each of ${rows.length} constructed states`, () => {
    const env = make(id, { ...camelKeys(recorded.kwargs), maxEpisodeSteps: null });
    const inner = innerOf(env);
    Object.assign(inner, camelKeys(recorded.settings));
    env.reset({ seed: seed ?? 0 });
    for (const [state, action, next, observation, reward, terminated] of rows) {
      const where = `${titleOf(recorded)} from [${state.join(', ')}] with ${String(action)}`;
      inner.state = state;
      const result = env.step(action);
      assert.deepEqual(result.observation, Float32Array.from(observation), where);
      assertNear(inner.state, next, id, `${where}: next state`);
      assertNear([result.reward], [reward], id, `${where}: reward`);
      assert.deepEqual([result.terminated, result.truncated, result.info], [terminated, false, {}], where);
    }
  });
}

/** All rows at once: environment i of the vector is in the state of row i. */
function stepTogether({ id, kwargs, rows }: Steps, step: (envs: TypedVectorEnv, actions: number[]) => void): void {
  const options = { ...camelKeys(kwargs), numEnvs: rows.length, maxEpisodeSteps: null };
  const envs = makeVec(id, { ...options, autoresetMode: 'disabled' }) as unknown as TypedVectorEnv;
  envs.reset({ seed: 0 });
  const saved = envs.getState();
  const states = rows[0][0].map((_, k) => Float64Array.from(rows, ([state]) => state[k]));
  envs.setState({ ...saved, states } satisfies TypedVectorState);
  step(
    envs,
    rows.flatMap(([, action]) => action),
  );
}

/** What one vector step gave, against the recorded rows and, to the last bit, against the single environment. */
function compareRows(recorded: Steps, { observations, rewards, terminated, truncated }: VectorStepResult): void {
  const { id, rows } = recorded;
  const single = make(id, { ...camelKeys(recorded.kwargs), maxEpisodeSteps: null });
  single.reset({ seed: 0 });
  const size = rows[0][3].length;
  rows.forEach(([state, action, , observation, reward, ended], i) => {
    const where = `${titleOf(recorded)} row ${i} from [${state.join(', ')}]`;
    const row = observations.slice(size * i, size * (i + 1));
    assert.deepEqual(row, Float32Array.from(observation), where);
    assertNear([rewards[i]], [reward], id, `${where}: reward`);
    assert.deepEqual([terminated[i], truncated[i]], [Number(ended), 0], where);
    innerOf(single).state = state;
    assert.equal(single.step(action).reward, rewards[i], where);
  });
}

for (const recorded of edges.steps.filter(({ id }) => ['CartPole-v1', 'Pendulum-v1'].includes(id))) {
  test(`${titleOf(recorded)}: the typed arrays make the same steps`, () => {
    stepTogether(recorded, (envs, actions) => compareRows(recorded, envs.step(actions)));
    stepTogether(recorded, (envs, actions) => {
      const n = envs.numEnvs;
      const flags = { terminated: new Uint8Array(n).fill(9), truncated: new Uint8Array(n).fill(9) };
      const size = recorded.rows[0][3].length;
      const target = {
        observations: new Float32Array(n * size),
        rewards: new Float64Array(n),
        ...flags,
        finalObservations: new Float32Array(n * size),
      };
      const ended = envs.stepInto(actions, target);
      compareRows(recorded, { ...target, info: {} });
      assert.equal(ended, recorded.rows.filter(([, , , , , terminated]) => terminated).length);
    });
  });
}

test('a vector whose environments lie in constructed states keeps their full-precision states', () => {
  const [recorded] = edges.steps;
  stepTogether(recorded, (envs, actions) => {
    envs.step(actions);
    const { states } = envs.getState();
    recorded.rows.forEach(([, , next], i) =>
      assertNear(
        states.map((column) => column[i]),
        next,
        recorded.id,
        `row ${i}`,
      ),
    );
  });
});

for (const [k, recorded] of edges.limits.entries()) {
  const { id, states, max_episode_steps: maxEpisodeSteps, action } = recorded;
  test(`${id}, time limit ${maxEpisodeSteps}, case ${k}: which steps terminate and which truncate`, () => {
    const env = make(id, { maxEpisodeSteps });
    env.reset({ seed: 0 });
    const flags = states.map((state) => {
      innerOf(env).state = state;
      const { terminated, truncated } = env.step(action);
      return [terminated, truncated];
    });
    assert.deepEqual(flags, recorded.flags);
  });
}

for (const { id, rows } of edges.bounds) {
  test(`${id}: observations at the bounds of the space and one float32 beyond`, () => {
    const { observationSpace } = make(id);
    const zeros = make(id).reset().observation.fill(0);
    for (const [component, value, inside] of rows) {
      const observation = zeros.slice();
      observation[component] = value;
      assert.equal(observationSpace.contains(observation), inside, `${id}[${component}] = ${value}`);
    }
  });
}
