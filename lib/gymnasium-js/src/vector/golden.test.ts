import assert from 'node:assert/strict';
import { test } from 'node:test';
import { make, makeVec } from '../registry/make.js';
import { golden } from '../testing/golden.js';
import { SyncVectorEnv } from './syncVectorEnv.js';
import type { AutoresetMode, VectorEnv } from './vectorEnv.js';
import { VectorNormalizeObservation } from './vectorNormalizeObservation.js';
import { VectorNormalizeReward } from './vectorNormalizeReward.js';
import { VectorRecordEpisodeStatistics } from './vectorRecordEpisodeStatistics.js';

interface Step {
  a: number[];
  o: number[];
  r: number[];
  te: number[];
  tu: number[];
  final?: (number[] | null)[];
  episode?: { r: number[]; l: number[]; mask: number[] };
  reset?: number[];
}

interface Run {
  id: string;
  num_envs: number;
  mode: 'NextStep' | 'SameStep' | 'Disabled';
  seed: number | number[];
  action_seed: number;
  kwargs: { max_episode_steps?: number };
  first: number[];
  steps: Step[];
  wrapper?: string;
}

const MODES: Record<Run['mode'], AutoresetMode> = {
  NextStep: 'next-step',
  SameStep: 'same-step',
  Disabled: 'disabled',
};
const f32 = (values: readonly number[]): Float32Array => Float32Array.from(values);

function assertNear(actual: ArrayLike<number>, expected: readonly number[], bound: number, where: string): void {
  assert.equal(actual.length, expected.length, where);
  expected.forEach((value, i) => {
    assert.ok(
      Math.abs(actual[i] - value) <= bound * Math.max(1, Math.abs(value)),
      `${where}[${i}]: ${actual[i]} instead of ${value}`,
    );
  });
}

/** Steps through a recorded run and compares everything; rewards agree to float32 where the environment's are float32. */
function replay(run: Run, envs: VectorEnv): void {
  envs.actionSpace.seed(run.action_seed);
  assert.deepEqual(envs.reset({ seed: run.seed }).observations, f32(run.first));
  const size = run.first.length / run.num_envs;
  run.steps.forEach((step, t) => {
    const where = `${run.id} ${run.mode} step ${t}`;
    const actions = envs.actionSpace.sample() as ArrayLike<number>;
    assert.deepEqual(f32(Array.from(actions)), f32(step.a), `${where} actions`);
    const { observations, rewards, terminated, truncated, info } = envs.step(actions);
    assert.deepEqual(observations, f32(step.o), where);
    assertNear(rewards, step.r, 1e-9, `${where} rewards`);
    assert.deepEqual([Array.from(terminated), Array.from(truncated)], [step.te, step.tu], where);
    assert.equal(info.finalObservation === undefined, step.final === undefined, where);
    step.final?.forEach((row, i) => {
      const mine = info.finalObservation?.slice(i * size, (i + 1) * size);
      assert.deepEqual(
        mine,
        row === null ? observations.slice(i * size, (i + 1) * size) : f32(row),
        `${where} final ${i}`,
      );
      assert.deepEqual(info.finalInfo?.[i], row === null ? null : {}, `${where} final info ${i}`);
    });
    if (step.episode) {
      const episode = info.episode as { r: Float64Array; l: Int32Array };
      assertNear(episode.r, step.episode.r, 1e-9, `${where} returns`);
      assert.deepEqual(Array.from(episode.l), step.episode.l);
      assert.deepEqual(Array.from(info._episode as Uint8Array), step.episode.mask);
    } else {
      assert.equal(info.episode, undefined, where);
    }
    if (step.reset) {
      const resetMask = step.te.map((flag, i) => flag | step.tu[i]);
      assert.deepEqual(envs.reset({ options: { resetMask } }).observations, f32(step.reset), `${where} reset`);
    }
  });
}

const options = (run: Run): { maxEpisodeSteps?: number } =>
  run.kwargs.max_episode_steps === undefined ? {} : { maxEpisodeSteps: run.kwargs.max_episode_steps };

for (const run of golden<Run[]>('gym_vectors')) {
  const title = `${run.id} x ${run.num_envs}, ${MODES[run.mode]}, seed ${String(run.seed)}`;
  test(`${title}: makeVec follows Gymnasium`, () => {
    replay(run, makeVec(run.id, { numEnvs: run.num_envs, autoresetMode: MODES[run.mode], ...options(run) }));
  });
  test(`${title}: SyncVectorEnv follows Gymnasium`, () => {
    const makers = Array.from({ length: run.num_envs }, () => () => make(run.id, options(run)));
    replay(run, new SyncVectorEnv(makers, { autoresetMode: MODES[run.mode] }));
  });
}

const WRAPPERS: Record<string, (env: VectorEnv) => VectorEnv> = {
  NormalizeObservation: (env) => new VectorNormalizeObservation(env),
  NormalizeReward: (env) => new VectorNormalizeReward(env),
  RecordEpisodeStatistics: (env) => new VectorRecordEpisodeStatistics(env),
};

for (const run of golden<{ vector: Run[] }>('gym_wrappers').vector) {
  test(`vector ${run.wrapper} on ${run.id} x ${run.num_envs}, ${MODES[run.mode]}`, () => {
    const wrap = WRAPPERS[run.wrapper ?? ''];
    replay(run, wrap(makeVec(run.id, { numEnvs: run.num_envs, autoresetMode: MODES[run.mode], ...options(run) })));
  });
}
