import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ResetOptions, ResetResult } from '../env.js';
import { InvalidActionError, InvalidArgumentError } from '../errors.js';
import { make, makeVec } from '../registry/make.js';
import { CartPoleVectorEnv } from '../envs/cartPoleVector.js';
import { NumpyGenerator } from '../random/numpyGenerator.js';
import { Structured, Walk } from '../testing/toys.js';
import { SyncVectorEnv } from './syncVectorEnv.js';
import { VectorNormalizeObservation } from './vectorNormalizeObservation.js';
import { VectorNormalizeReward } from './vectorNormalizeReward.js';
import { VectorRecordEpisodeStatistics } from './vectorRecordEpisodeStatistics.js';

type StructuredBatch = { place: Float32Array; gear: Int32Array };

test('SyncVectorEnv gathers structured observations and takes structured actions apart', () => {
  const envs = new SyncVectorEnv<StructuredBatch, unknown[]>(
    [0, 1].map(() => () => new Structured()),
    {
      autoresetMode: 'same-step',
    },
  );
  const singles = [new Structured(), new Structured()];
  const first = singles.map((env, i) => env.reset({ seed: 7 + i }).observation);
  const { observations } = envs.reset({ seed: 7 });
  assert.deepEqual(
    observations.gear,
    Int32Array.from(first, (o) => o.gear),
  );
  assert.deepEqual(observations.place, Float32Array.from(first.flatMap((o) => [...o.place])));
  const gears = [3, 1];
  const pushes = [0.5, -0.5, 0.25, 0];
  for (let t = 0; t < 3; t++) {
    const result = envs.step([gears, pushes]);
    const expected = singles.map((env, i) => env.step([gears[i], Float32Array.from(pushes.slice(2 * i, 2 * i + 2))]));
    assert.deepEqual(Array.from(result.rewards), gears);
    const seen = t === 2 ? result.info.finalObservation : result.observations;
    assert.deepEqual(seen?.place, Float32Array.from(expected.flatMap((r) => [...r.observation.place])));
    assert.deepEqual(Array.from(result.terminated), t === 2 ? [1, 1] : [0, 0]);
    if (t === 2) assert.deepEqual(result.info.finalInfo, [{ gear: 3 }, { gear: 1 }]);
  }
  assert.throws(() => envs.step([[9, 0], pushes]), /Structured: action .* of environment 0 is not in Tuple/);
  assert.throws(() => envs.step([gears, [0]]), InvalidActionError);
  assert.throws(() => envs.step(null as never), InvalidActionError);
});

test('infos are gathered by key with a mask of who had them', () => {
  const envs = new SyncVectorEnv([() => new Walk(2), () => new Walk(5)], { autoresetMode: 'next-step' });
  const { info } = envs.reset({ seed: 3 });
  const starts = [0, 1].map((i) => new Walk().reset({ seed: 3 + i }).info.start as number);
  assert.deepEqual(info, { start: Float64Array.from(starts), _start: Uint8Array.of(1, 1) });
  envs.step([1, 1]);
  const second = envs.step([1, 1]);
  assert.deepEqual(second.info.steps, Float64Array.of(2, 2));
  const third = envs.step([1, 0]);
  assert.deepEqual(third.info._steps, Uint8Array.of(0, 1));
  assert.deepEqual(third.info._start, Uint8Array.of(1, 0));
  assert.deepEqual(third.info.steps, Float64Array.of(0, 3));
  assert.deepEqual((third.info.note as unknown[])[0], null);
  assert.deepEqual(third.info.side, { right: [null, true], _right: Uint8Array.of(0, 1) });
});

test('environments with different spaces cannot be vectorised together', () => {
  const makers = [() => make('CartPole-v1'), () => make('Acrobot-v1')];
  assert.throws(
    () => new SyncVectorEnv(makers),
    /observationSpace of environment 1 is Box.*but that of environment 0/s,
  );
  assert.throws(() => new SyncVectorEnv([]), InvalidArgumentError);
});

test('SyncVectorEnv renders every environment and closes each once', () => {
  const envs = new SyncVectorEnv([1, 2].map(() => () => make('CartPole-v1', { renderMode: 'svg' })));
  envs.reset({ seed: 1 });
  const frames = envs.render();
  assert.ok(frames.length === 2 && frames[0] !== frames[1] && frames.every((frame) => frame?.startsWith('<svg')));
  envs.close();
  for (const env of envs.envs) assert.throws(() => env.reset(), /after close/);
});

for (const numEnvs of [1, 2, 16, 17, 1000, 10_000]) {
  test(`${numEnvs} environments: rows are independent and seeded with seed + index`, () => {
    const envs = makeVec('CartPole-v1', { numEnvs, autoresetMode: 'same-step' });
    const { observations } = envs.reset({ seed: 100 });
    assert.equal(observations.length, 4 * numEnvs);
    const picked = [0, Math.floor(numEnvs / 2), numEnvs - 1];
    const singles = picked.map((i) => {
      const env = make('CartPole-v1');
      assert.deepEqual(env.reset({ seed: 100 + i }).observation, observations.slice(4 * i, 4 * i + 4));
      return env;
    });
    const random = new NumpyGenerator(numEnvs);
    for (let t = 0; t < 30; t++) {
      const actions = Int32Array.from({ length: numEnvs }, () => random.integers(2));
      const result = envs.step(actions);
      picked.forEach((i, k) => {
        const single = singles[k].step(actions[i]);
        assert.deepEqual([result.terminated[i], result.truncated[i]], [Number(single.terminated), 0]);
        const shown = single.terminated ? singles[k].reset().observation : single.observation;
        assert.deepEqual(result.observations.slice(4 * i, 4 * i + 4), shown);
      });
    }
  });
}

test('results never overlap in memory and never change later, whatever the number of environments', () => {
  for (const numEnvs of [1, 4, 5, 17, 64, 300]) {
    const envs = makeVec('CartPole-v1', { numEnvs, autoresetMode: 'same-step' });
    envs.reset({ seed: 1 });
    const kept = Array.from({ length: 60 }, (_, t) => envs.step(new Int32Array(numEnvs).fill((t >> 1) & 1)));
    const copies = kept.map((result) => structuredClone(result));
    for (let t = 0; t < 60; t++) envs.step(new Int32Array(numEnvs).fill(t & 1));
    assert.deepEqual(kept, copies);
    for (const { observations, rewards, terminated, truncated } of kept) {
      for (const array of [observations, rewards, terminated, truncated]) array.fill(7);
    }
    const arrays = kept.flatMap((r) => [r.observations, r.rewards, r.terminated, r.truncated]);
    const places = arrays.map((a) => ({ buffer: a.buffer, from: a.byteOffset, to: a.byteOffset + a.byteLength }));
    places.forEach((a, i) => {
      const overlap = places.slice(i + 1).some((b) => a.buffer === b.buffer && a.from < b.to && b.from < a.to);
      assert.ok(!overlap, `array ${i} of ${numEnvs} environments overlaps another`);
    });
    const { observations } = envs.step(new Int32Array(numEnvs));
    structuredClone(observations, { transfer: [observations.buffer] });
    assert.equal(envs.step(new Int32Array(numEnvs)).observations.length, 4 * numEnvs);
  }
});

test('a list of seeds seeds one by one; null leaves a stream as it is', () => {
  const envs = makeVec('Pendulum-v1', { numEnvs: 3 });
  const twin = makeVec('Pendulum-v1', { numEnvs: 3 });
  const one = envs.reset({ seed: [5, 8, 5] }).observations;
  assert.deepEqual(one.slice(0, 3), one.slice(6));
  assert.deepEqual(one.slice(3, 6), make('Pendulum-v1').reset({ seed: 8 }).observation);
  twin.reset({ seed: [5, 8, 5] });
  const [next, same] = [envs.reset({ seed: [null, 8, null] }).observations, twin.reset().observations];
  assert.deepEqual(next.slice(0, 3), same.slice(0, 3));
  assert.deepEqual(next.slice(3, 6), one.slice(3, 6));
});

test('reset options reach every environment', () => {
  const still = { options: { low: 0, high: 0 } };
  assert.deepEqual(makeVec('CartPole-v1', { numEnvs: 2 }).reset(still).observations, new Float32Array(8));
  const upright = { options: { xInit: 0, yInit: 0 } };
  for (const vectorizationMode of ['sync', 'vector-entry-point'] as const) {
    const { observations } = makeVec('Pendulum-v1', { numEnvs: 2, vectorizationMode }).reset(upright);
    assert.deepEqual(observations, Float32Array.of(1, 0, 0, 1, 0, 0));
  }
});

test('getState and setState: a continued run equals the uninterrupted one, waiting resets included', () => {
  for (const autoresetMode of ['next-step', 'same-step'] as const) {
    const options = { numEnvs: 5, autoresetMode, maxEpisodeSteps: 13 };
    const envs = new CartPoleVectorEnv(options);
    envs.reset({ seed: 3, options: { low: -0.1, high: 0.1 } });
    const random = new NumpyGenerator(1);
    const actions = Array.from({ length: 80 }, () => Array.from({ length: 5 }, () => random.integers(2)));
    for (let t = 0; t < 13; t++) envs.step(actions[t]); // every environment has just been cut
    const saved = envs.getState();
    const copy = new CartPoleVectorEnv(options);
    copy.setState(saved);
    for (let t = 13; t < 80; t++)
      assert.deepEqual(copy.step(actions[t]), envs.step(actions[t]), `${autoresetMode} ${t}`);
    assert.throws(() => new CartPoleVectorEnv({ numEnvs: 4 }).setState(saved), InvalidArgumentError);
  }
  assert.throws(() => new CartPoleVectorEnv().getState(), /getState before reset/);
});

test('VectorNormalizeObservation in same-step mode normalises the final observation without counting it', () => {
  const options = { numEnvs: 3, autoresetMode: 'same-step', maxEpisodeSteps: 2 } as const;
  const envs = new VectorNormalizeObservation(makeVec('Pendulum-v1', options));
  const raw = makeVec('Pendulum-v1', options);
  envs.reset({ seed: 1 });
  raw.reset({ seed: 1 });
  envs.step([1, 0, -1]);
  raw.step([1, 0, -1]);
  const [scaled, plain] = [envs.step([0, 0, 0]), raw.step([0, 0, 0])];
  assert.ok(plain.info.finalObservation !== undefined);
  assert.equal(envs.statistics.count, 9 + 1e-4);
  assert.deepEqual(scaled.info.finalObservation, envs.statistics.normalize(plain.info.finalObservation, 1e-8));
  assert.deepEqual(scaled.observations, envs.statistics.normalize(plain.observations, 1e-8));
  assert.ok(scaled.info.finalInfo !== undefined);
  envs.updateRunningMean = false;
  envs.step([0, 0, 0]);
  assert.equal(envs.statistics.count, 9 + 1e-4);
  assert.throws(() => envs.reset({ options: { resetMask: [1, 0, 0] } }), /partial resets/);
});

test('VectorNormalizeReward: a partial reset leaves the running returns of the other environments alone', () => {
  for (const autoresetMode of ['disabled', 'next-step'] as const) {
    const makers = [0, 1, 2].map(() => () => new Walk(9));
    const raw = new SyncVectorEnv(makers, { autoresetMode });
    const envs = new VectorNormalizeReward(new SyncVectorEnv(makers, { autoresetMode }), { gamma: 0.5 });
    for (const each of [envs, raw]) each.reset({ seed: 1 });
    const expected = [0, 0, 0];
    const step = (): void => {
      envs.step([1, 1, 0]);
      raw.step([1, 1, 0]).rewards.forEach((reward, i) => (expected[i] = 0.5 * expected[i] + reward));
    };
    for (let t = 0; t < 3; t++) step();
    for (const each of [envs, raw]) each.reset({ seed: 2, options: { resetMask: [1, 0, 1] } });
    expected[0] = 0;
    expected[2] = 0;
    for (let t = 0; t < 2; t++) step();
    envs.discountedReturns.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 1e-5, `${i}: ${value}`));
    envs.reset({ seed: 3 });
    assert.deepEqual([...envs.discountedReturns], [0, 0, 0]);
  }
});

test('options of a reset are not shared: what one environment takes out is there for the next', () => {
  const seen: number[] = [];
  class Taking extends Walk {
    override reset(options?: ResetOptions): ResetResult<Float32Array> {
      seen.push((options?.options?.starts as number[]).pop() as number);
      return super.reset(options);
    }
  }
  const starts = [5, 6];
  new SyncVectorEnv([0, 1].map(() => () => new Taking())).reset({ seed: 1, options: { starts } });
  assert.deepEqual(
    [seen, starts],
    [
      [6, 6],
      [5, 6],
    ],
  );
});

test('vector wrappers show what they wrap and refuse what Gymnasium refuses', () => {
  const inner = makeVec('CartPole-v1', { numEnvs: 3, autoresetMode: 'same-step' });
  const envs = new VectorRecordEpisodeStatistics(new VectorNormalizeReward(inner));
  assert.deepEqual([envs.numEnvs, envs.autoresetMode, envs.spec?.id], [3, 'same-step', 'CartPole-v1']);
  assert.equal(envs.singleActionSpace, inner.singleActionSpace);
  assert.equal(envs.actionSpace, inner.actionSpace);
  assert.equal(String(new VectorNormalizeObservation(inner).singleObservationSpace), 'Box(-inf, inf, (4,), float32)');
  assert.throws(() => new VectorNormalizeReward(inner, { gamma: 2 }), /gamma must be in \[0, 1\], got 2/);
  assert.throws(() => new VectorNormalizeObservation(inner, { epsilon: 0 }), /epsilon must be above 0, got 0/);
  assert.throws(() => new VectorNormalizeReward(make('CartPole-v1') as never), /expected a vector environment to wrap/);
  envs.reset({ seed: 1 });
  envs.close();
  assert.throws(() => inner.step([0, 0, 0]), /after close/);
});

test('VectorRecordEpisodeStatistics keeps the latest episodes only', () => {
  const envs = new VectorRecordEpisodeStatistics(
    makeVec('Pendulum-v1', { numEnvs: 2, autoresetMode: 'same-step', maxEpisodeSteps: 3 }),
    { bufferLength: 3 },
  );
  envs.reset({ seed: 1 });
  let sum = 0;
  for (let t = 0; t < 9; t++) {
    const { rewards, info } = envs.step([0, 0]);
    sum = t % 3 === 0 ? rewards[0] : sum + rewards[0];
    assert.equal('episode' in info, t % 3 === 2);
    if (t % 3 !== 2) continue;
    const episode = info.episode as { r: Float64Array; t: Float64Array };
    assert.equal(episode.r[0], sum);
    assert.ok(episode.t.every((seconds) => seconds >= 0 && seconds < 60));
  }
  assert.deepEqual([envs.episodeCount, envs.lengthQueue, envs.returnQueue.length], [6, [3, 3, 3], 3]);
});
