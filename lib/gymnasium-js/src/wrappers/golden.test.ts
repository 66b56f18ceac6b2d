import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Env } from '../env.js';
import { make } from '../registry/make.js';
import { golden } from '../testing/golden.js';
import { ClipAction, RescaleAction } from './boxActions.js';
import { RescaleObservation } from './boxObservations.js';
import { NormalizeObservation } from './normalizeObservation.js';
import { NormalizeReward } from './normalizeReward.js';
import { RecordEpisodeStatistics } from './recordEpisodeStatistics.js';
import { RunningMeanStd } from './runningMeanStd.js';

interface Step {
  a: number | number[];
  o: number[];
  r: number;
  te: boolean;
  tu: boolean;
  episode?: { r: number; l: number };
  reset?: number[];
}

interface Run {
  id: string;
  wrapper: string;
  seed: number;
  space: string;
  actions: string;
  first: number[];
  steps: Step[];
}

interface Moments {
  size: number;
  dtype: 'float32' | 'float64';
  batches: { batch: number[]; mean: number[]; var: number[]; count: number }[];
}

const recorded = golden<{ single: Run[]; moments: Moments[] }>('gym_wrappers');

const WRAPPERS: Record<string, (env: Env<Float32Array, never>) => Env> = {
  NormalizeObservation: (env) => new NormalizeObservation(env),
  NormalizeReward: (env) => new NormalizeReward(env),
  RescaleAction: (env) => new RescaleAction(env, -1, 1),
  RescaleActionOdd: (env) => new RescaleAction(env, -0.3, 2),
  RescaleObservation: (env) => new RescaleObservation(env, -1, 3),
  ClipAction: (env) => new ClipAction(env),
  RecordEpisodeStatistics: (env) => new RecordEpisodeStatistics(env),
};

for (const run of recorded.single) {
  test(`${run.wrapper} on ${run.id} gives Gymnasium's numbers`, () => {
    const env = WRAPPERS[run.wrapper](make(run.id) as Env<Float32Array, never>);
    assert.equal(String(env.observationSpace), run.space);
    assert.equal(String(env.actionSpace), run.actions);
    assert.deepEqual(env.reset({ seed: run.seed }).observation, Float32Array.from(run.first));
    run.steps.forEach((step, t) => {
      const { observation, reward, terminated, truncated, info } = env.step(step.a);
      assert.deepEqual(observation, Float32Array.from(step.o), `step ${t}`);
      const cost = run.wrapper === 'ClipAction' && run.id.startsWith('MountainCar') ? clippedCost(step) : step.r;
      assert.ok(
        Math.abs(reward - cost) <= 1e-9 * Math.max(1, Math.abs(cost)),
        `reward ${t}: ${reward} instead of ${cost}`,
      );
      assert.deepEqual([terminated, truncated], [step.te, step.tu]);
      const episode = info.episode as { r: number; l: number; t: number } | undefined;
      assert.deepEqual(episode && { r: episode.r, l: episode.l }, step.episode);
      if (step.reset) assert.deepEqual(env.reset().observation, Float32Array.from(step.reset));
    });
  });
}

/** The wrapper hands the clipped force on, so the clipped force is what costs. */
function clippedCost(step: Step): number {
  const force = Math.min(Math.max((step.a as number[])[0], -1), 1);
  const cost = -force * force * 0.1;
  assert.ok(Math.abs(cost - step.r) < 1e-7);
  return step.r;
}

for (const { size, dtype, batches } of recorded.moments) {
  test(`RunningMeanStd of ${size} ${dtype} columns follows NumPy to the last bit`, () => {
    const statistics = new RunningMeanStd({ size, dtype });
    for (const { batch, mean, var: variance, count } of batches) {
      statistics.update(dtype === 'float32' ? Float32Array.from(batch) : batch);
      const round = dtype === 'float32' ? Math.fround : (x: number): number => x;
      assert.deepEqual(Array.from(statistics.mean), mean.map(round));
      assert.deepEqual(Array.from(statistics.var), variance.map(round));
      assert.equal(statistics.count, count);
    }
  });
}

test('RunningMeanStd of one batch is its mean and population variance, up to the prior sample', () => {
  const statistics = new RunningMeanStd({ size: 2, epsilon: 0 });
  statistics.update([1, 10, 3, 30]); // means 2 and 20, variances 1 and 100
  assert.deepEqual(
    [Array.from(statistics.mean), Array.from(statistics.var)],
    [
      [2, 20],
      [1, 100],
    ],
  );
  const copy = new RunningMeanStd({ size: 2 });
  copy.setState(JSON.parse(JSON.stringify(statistics.getState())) as ReturnType<RunningMeanStd['getState']>);
  copy.update([5, 5]);
  statistics.update([5, 5]);
  assert.deepEqual(copy.getState(), statistics.getState());
  for (const size of [0, -1, 1.5])
    assert.throws(() => new RunningMeanStd({ size }), /size must be an integer, 1 or more/);
  assert.throws(() => new RunningMeanStd({ epsilon: -1 }), /epsilon must be 0 or more, got -1/);
  assert.throws(() => statistics.update([1, 2, 3]), /rows of 2 numbers, got \[1, 2, 3\]/);
  assert.throws(() => copy.setState({ mean: [1], var: [1], count: 1 }), /moments of 2 components/);
});
