import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import type { StepResult } from '../env.js';
import { checkEnv } from '../checker/checkEnv.js';
import { sharesData } from '../checker/sameData.js';
import { EpisodeOverError } from '../errors.js';
import { logger } from '../logger.js';
import { make, makeVec } from '../registry/make.js';
import { register } from '../registry/registry.js';
import { Box } from '../spaces/box.js';
import { Walk } from '../testing/toys.js';
import { VectorNormalizeReward } from '../vector/vectorNormalizeReward.js';
import { VectorRecordEpisodeStatistics } from '../vector/vectorRecordEpisodeStatistics.js';
import { RescaleObservation } from './boxObservations.js';
import { NormalizeReward } from './normalizeReward.js';
import { OrderEnforcing } from './orderEnforcing.js';
import { RecordEpisodeStatistics } from './recordEpisodeStatistics.js';

test('a component bounded on one side is moved, not stretched, and stays unbounded on the other', () => {
  class Half extends Walk {
    constructor() {
      super();
      this.observationSpace = new Box([-200, -Infinity], [Infinity, 50]);
    }
  }
  const [env, plain] = [new RescaleObservation(new Half(), [-7, -Infinity], [Infinity, 3]), new Half()];
  const [a, b] = plain.reset({ seed: 1 }).observation;
  assert.deepEqual(Array.from(env.reset({ seed: 1 }).observation), [Math.fround(a + 193), Math.fround(b - 47)]);
  assert.equal(String(env.observationSpace), String(new Box([-7, -Infinity], [Infinity, 3])));
});

test('episode times are seconds of the clock', () => {
  let now = 5000;
  const clock = mock.method(performance, 'now', () => now);
  try {
    const env = new RecordEpisodeStatistics(make('Pendulum-v1', { maxEpisodeSteps: 2 }));
    const envs = new VectorRecordEpisodeStatistics(makeVec('Pendulum-v1', { numEnvs: 1, maxEpisodeSteps: 2 }));
    env.reset({ seed: 1 });
    envs.reset({ seed: 1 });
    now += 1234.5678;
    env.step([0]);
    envs.step([0]);
    now += 1000;
    assert.equal((env.step([0]).info.episode as { t: number }).t, 2.234568);
    assert.equal((envs.step([0]).info.episode as { t: Float64Array }).t[0], 2.234568);
  } finally {
    clock.mock.restore();
  }
});

test('the latest version is the largest number, in whatever order they were registered', () => {
  const warn = logger.warn;
  logger.warn = () => undefined;
  try {
    for (const version of [2, 10, 9, 1]) register({ id: `test/Many-v${version}`, entryPoint: () => new Walk() });
    assert.equal(make('test/Many').spec?.id, 'test/Many-v10');
  } finally {
    logger.warn = warn;
  }
});

test('maxEpisodeSteps -1 means no limit: in make, in makeVec, in a registration', () => {
  register({ id: 'test/Endless-v0', entryPoint: () => new Walk(1000), maxEpisodeSteps: -1 });
  const envs = [
    makeVec('Pendulum-v1', { maxEpisodeSteps: -1 }),
    makeVec('Pendulum-v1', { maxEpisodeSteps: -1, vectorizationMode: 'sync' }),
  ];
  for (const some of envs) {
    some.reset({ seed: 1 });
    for (let t = 0; t < 210; t++) assert.equal(some.step([0]).truncated[0], 0);
  }
  const single = make('Pendulum-v1', { maxEpisodeSteps: -1 });
  const own = make('test/Endless-v0');
  single.reset({ seed: 1 });
  own.reset({ seed: 1 });
  for (let t = 0; t < 210; t++) assert.ok(!single.step([0]).truncated && !own.step(1).truncated);
});

test('a truncation that the environment itself reports ends the episode as well', () => {
  class Cut extends Walk {
    override step(action: number): StepResult<Float32Array> {
      const result = super.step(action);
      this.phase = 'running'; // it would let steps through
      return { ...result, terminated: false, truncated: this.steps === 2 };
    }
  }
  /** Hides that the environment is one of this package, which may be set going again by hand. */
  const hidden = new Proxy(new Cut(9), {
    get: (env, key) => (key === 'unwrapped' ? {} : (Reflect.get(env, key) as unknown)),
  });
  const env = new OrderEnforcing(hidden);
  env.reset({ seed: 1 });
  env.step(1);
  assert.equal(env.step(1).truncated, true);
  assert.throws(() => env.step(1), EpisodeOverError);
  env.reset();
  env.step(1);
});

test('checkEnv compares the unseeded reset after a seeded one with its own repetition', () => {
  /** The first state is decided by the seed, that of the next episode is not. */
  class Drifting extends Walk {
    private static runs = 0;
    override reset(options?: Parameters<Walk['reset']>[0]): ReturnType<Walk['reset']> {
      const result = super.reset(options);
      const observation = options?.seed === undefined ? Float32Array.of(++Drifting.runs % 50, 0) : result.observation;
      return { ...result, observation };
    }
  }
  assert.throws(() => checkEnv(new Drifting()), /reset\(\{ seed: 123 \}\) and then reset\(\) twice gives/);
});

test('views that overlap by one element are the same data, neighbours are not', () => {
  const numbers = new Float32Array(8);
  assert.equal(sharesData(numbers.subarray(0, 4), numbers.subarray(3, 8)), true);
  assert.equal(sharesData(numbers.subarray(3, 8), numbers.subarray(0, 4)), true);
  assert.equal(sharesData(numbers.subarray(0, 8), numbers.subarray(2, 3)), true);
  assert.equal(sharesData(numbers.subarray(0, 4), numbers.subarray(4, 8)), false);
  assert.equal(sharesData({ o: [numbers] }, { o: [new Uint8Array(numbers.buffer, 31, 1)] }), true);
});

test('discounted returns by hand: kept over a truncation, begun anew after a termination, by a reset, and only where the mask says', () => {
  const single = new NormalizeReward(make('Pendulum-v1', { maxEpisodeSteps: 2 }), { gamma: 0.5 });
  const plain = make('Pendulum-v1', { maxEpisodeSteps: 2 });
  let expected = 0;
  for (let episode = 0; episode < 3; episode++) {
    single.reset({ seed: episode });
    plain.reset({ seed: episode });
    for (let t = 0; t < 2; t++) {
      single.step([1]);
      expected = 0.5 * expected + plain.step([1]).reward;
      assert.equal(single.discountedReturn, expected);
    }
  }
  const options = { numEnvs: 2, maxEpisodeSteps: 100, autoresetMode: 'disabled' } as const;
  const envs = new VectorNormalizeReward(makeVec('Pendulum-v1', options), { gamma: 0.5 });
  const twin = makeVec('Pendulum-v1', options);
  envs.reset({ seed: 1 });
  twin.reset({ seed: 1 });
  const first = twin.step([1, 1]).rewards;
  envs.step([1, 1]);
  assert.deepEqual(envs.discountedReturns, Float32Array.from(first));
  for (const both of [envs, twin]) both.reset({ options: { resetMask: [1, 0] } });
  const second = twin.step([1, 1]).rewards;
  envs.step([1, 1]);
  assert.deepEqual(envs.discountedReturns, Float32Array.of(second[0], 0.5 * Math.fround(first[1]) + second[1]));
  envs.reset({ seed: 2 });
  assert.deepEqual(envs.discountedReturns, new Float32Array(2));
});
