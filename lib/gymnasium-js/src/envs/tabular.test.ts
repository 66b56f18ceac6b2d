import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Env } from '../env.js';
import { make, makeVec } from '../registry/make.js';
import type { VectorEnv } from '../vector/vectorEnv.js';
import { camelKeys } from '../testing/camelKeys.js';
import { aliases, recorded, type Seen, type Step, titleOf, told, type Told, unfold } from '../testing/tabularGolden.js';
import type { BlackjackEnv } from './blackjack.js';
import { generateRandomMap } from './frozenLakeMap.js';
import { sampleCategorical, type TabularEnv, type TransitionTable } from './tabularEnv.js';
import type { TaxiEnv } from './taxi.js';

for (const table of recorded.tables) {
  test(`${titleOf(table)}: P and the distribution of first states, entry by entry`, () => {
    for (const id of aliases(table)) {
      const { P, initialStateDistrib, observationSpace, actionSpace } = make(id, camelKeys(table.kwargs))
        .unwrapped as unknown as TabularEnv;
      assert.deepEqual([P.length, observationSpace.n, actionSpace.n], [table.states, table.states, table.actions]);
      assert.ok(P.every((actions) => actions.length === table.actions));
      const outcomes = P.flat(2);
      assert.deepEqual(P.flatMap((actions) => actions.map((list) => list.length)), unfold(table.counts)); // prettier-ignore
      assert.deepEqual(outcomes.map(([p]) => p), unfold(table.probability)); // prettier-ignore
      assert.deepEqual(outcomes.map(([, next]) => next), table.next); // prettier-ignore
      assert.deepEqual(outcomes.map(([, , reward]) => reward), unfold(table.reward)); // prettier-ignore
      assert.deepEqual(outcomes.map(([, , , ended]) => Number(ended)), unfold(table.terminated)); // prettier-ignore
      const starts = Object.fromEntries([...initialStateDistrib.entries()].filter(([, p]) => p > 0));
      assert.deepEqual(starts, table.starts);
    }
  });
}

for (const run of recorded.trajectories) {
  test(`${titleOf(run)} seed ${run.seed}: ${run.steps.length} sampled steps${run.competent ? ' that change something' : ''}`, () => {
    for (const id of aliases(run)) {
      const env = make(id, camelKeys(run.kwargs)) as unknown as Env<Seen, number>;
      env.actionSpace.seed(run.seed + 1);
      let { observation, info } = env.reset({ seed: run.seed });
      assert.deepEqual([observation, ...told(info)], run.first);
      run.steps.forEach((row, t) => {
        const [step, reset] = (Array.isArray(row[0]) ? row : [row, undefined]) as [Step, [Seen, ...Told] | undefined];
        const mask = info.actionMask as Int8Array;
        const action = env.actionSpace.sample(run.competent ? { mask } : undefined);
        const result = env.step(action);
        const { reward, terminated, truncated } = result;
        ({ observation, info } = result);
        assert.deepEqual(
          [action, observation, reward, Number(terminated), Number(truncated), ...told(info)],
          step,
          `${id} step ${t}`,
        );
        if (reset === undefined) return;
        ({ observation, info } = env.reset());
        assert.deepEqual([observation, ...told(info)], reset, `${id} reset after step ${t}`);
      });
    }
  });
}

for (const run of recorded.steps) {
  test(`${titleOf(run)}: one step from each of ${run.rows.length} constructed states`, () => {
    for (const id of aliases(run)) {
      const env = make(id, { ...camelKeys(run.kwargs), maxEpisodeSteps: null }) as unknown as Env<number, number>;
      const inner = env.unwrapped as unknown as TaxiEnv;
      env.reset({ seed: run.seed });
      for (const [state, action, observation, reward, terminated, ...said] of run.rows) {
        inner.state = state;
        if (run.fickle) inner.fickleStep = true;
        const result = env.step(action);
        const got = [result.observation, result.reward, Number(result.terminated), ...told(result.info)];
        assert.deepEqual(got, [observation, reward, terminated, ...said], `${id} from ${state} with ${action}`);
        assert.equal(inner.state, observation);
      }
    }
  });
}

for (const { kwargs, seed, rows } of recorded.cards) {
  test(`Blackjack-v1 ${JSON.stringify(kwargs)}: ${rows.length} constructed hands, played to what is recorded`, () => {
    const env = make('Blackjack-v1', camelKeys(kwargs));
    const inner = env.unwrapped as unknown as BlackjackEnv;
    env.reset({ seed });
    for (const [player, dealer, action, ...expected] of rows) {
      inner.state = { player, dealer };
      const { observation, reward, terminated, truncated, info } = env.step(action);
      const after = inner.state;
      const where = `[${player.join()}] against [${dealer.join()}], action ${action}`;
      assert.deepEqual([observation, reward, terminated, after.player, after.dealer], expected, where);
      assert.deepEqual([truncated, info], [false, {}], where);
    }
  });
}

const MODES = { NextStep: 'next-step', SameStep: 'same-step', Disabled: 'disabled' } as const;
/** Batched observations as plain lists: [N], or for Blackjack a list for each of its three parts. */
const lists = (seen: unknown): unknown =>
  Array.isArray(seen) ? seen.map(lists) : ArrayBuffer.isView(seen) ? Array.from(seen as Int32Array) : seen;
/** Row i of batched observations. */
const rowOf = (seen: unknown, i: number): unknown =>
  Array.isArray(seen) ? seen.map((part: Int32Array) => part[i]) : (seen as Int32Array)[i];

for (const run of recorded.vectors) {
  test(`${titleOf(run)} x 3, ${MODES[run.mode]}: makeVec follows Gymnasium`, () => {
    const options = { ...camelKeys(run.kwargs), numEnvs: 3, autoresetMode: MODES[run.mode] };
    const envs = makeVec(run.id, options) as VectorEnv<unknown, Int32Array>;
    envs.actionSpace.seed(run.seed + 1);
    assert.deepEqual(lists(envs.reset({ seed: run.seed }).observations), run.first);
    run.steps.forEach((step, t) => {
      const actions = envs.actionSpace.sample() as Int32Array;
      const { observations, rewards, terminated, truncated, info } = envs.step(actions);
      const got = [actions, observations, rewards, terminated, truncated].map(lists);
      assert.deepEqual(got, [step.a, step.o, step.r, step.te, step.tu], `step ${t}`);
      if (step.p) assert.deepEqual(lists(info.prob), step.p);
      if (step.mask) assert.deepEqual(lists(info.actionMask), step.mask);
      step.final?.forEach((row, i) => {
        if (row !== null) assert.deepEqual(rowOf(info.finalObservation, i), row, `step ${t} final ${i}`);
      });
      if (step.reset === undefined) return;
      const resetMask = step.te.map((flag, i) => flag | step.tu[i]);
      assert.deepEqual(lists(envs.reset({ options: { resetMask } }).observations), step.reset, `reset ${t}`);
    });
  });
}

test('random maps are those of Gymnasium, seed by seed', () => {
  for (const { size, p, seed, map } of recorded.maps) assert.deepEqual(generateRandomMap(size, p, seed), map);
  assert.notDeepEqual(generateRandomMap(), generateRandomMap());
  assert.equal(make('FrozenLake-v1', { mapName: null }).unwrapped.desc.length, 8);
});

/** Values of the best policy, by iteration until nothing moves. */
function optimalValues(P: TransitionTable, discount: number): Float64Array {
  const values = new Float64Array(P.length);
  for (let change = Infinity; change > 1e-12;) {
    change = 0;
    P.forEach((actions, state) => {
      const worth = actions.map((list) =>
        list.reduce((sum, [p, next, reward, ended]) => sum + p * (reward + (ended ? 0 : discount * values[next])), 0),
      );
      change = Math.max(change, Math.abs(Math.max(...worth) - values[state]));
      values[state] = Math.max(...worth);
    });
  }
  return values;
}

test('P is enough to plan with: the best values are the known ones', () => {
  // Sutton and Barto, example 6.6: the shortest way past the cliff has 13 steps.
  assert.equal(optimalValues(make('CliffWalking-v1').unwrapped.P, 1)[36], -13);
  // Without time limit the slippery lake is crossed 14 times in 17.
  assert.ok(Math.abs(optimalValues(make('FrozenLake-v1').unwrapped.P, 1)[0] - 14 / 17) < 1e-9);
  // Without slipping it takes 6 steps, and the reward comes with the last.
  const still = make('FrozenLake-v1', { isSlippery: false }).unwrapped;
  assert.ok(Math.abs(optimalValues(still.P, 0.9)[0] - 0.9 ** 5) < 1e-12);
});

test('the taxi codes its states as it decodes them, and its mask allows what changes something', () => {
  const { P, ...rest } = make('Taxi-v4').unwrapped;
  const env = make('Taxi-v4').unwrapped;
  assert.ok('initialStateDistrib' in rest);
  P.forEach((actions, state) => {
    assert.equal(env.encode(env.decode(state)), state);
    const changes = actions.map(([[, next]]) => Number(next !== state));
    const [delivered] = actions[5];
    if (delivered[3]) changes[5] = 1;
    assert.deepEqual(Array.from(env.actionMask(state)), changes, `state ${state}`);
  });
});

test('a categorical draw: running sums decide, and what rounding leaves over goes to the first', () => {
  const shares = [0.25, 0.5, 0.125];
  const draw = (value: number): number => sampleCategorical(3, (i) => shares[i], { random: () => value });
  assert.deepEqual([0, 0.24, 0.25, 0.74, 0.75, 0.87, 0.875, 0.99].map(draw), [0, 0, 1, 1, 2, 2, 0, 0]);
});
