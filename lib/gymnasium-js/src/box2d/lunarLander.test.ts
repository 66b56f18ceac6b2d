import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkEnv } from '../checker/checkEnv.js';
import type { Env } from '../env.js';
import {
  EpisodeOverError,
  InvalidActionError,
  InvalidArgumentError,
  ResetNeededError,
  UnknownEnvironmentError,
} from '../errors.js';
import { logger } from '../logger.js';
import { make } from '../registry/make.js';
import { spec } from '../registry/registry.js';
import { canSave, type Saving } from '../saving.js';
import { LunarLanderContinuousEnv, LunarLanderEnv, lunarLanderHeuristic } from './index.js';

type Any = Env<Float32Array, unknown>;
const IDS = ['LunarLander-v3', 'LunarLanderContinuous-v3'];
const makeAny = (id: string, options = {}): Any => make(id, options);

/** Steps until the end of the episode or `most` of them. */
function play(env: Any, most: number): unknown[] {
  const seen: unknown[] = [];
  for (let t = 0; t < most; t++) {
    const result = env.step(env.actionSpace.sample());
    seen.push(result);
    if (result.terminated || result.truncated) break;
  }
  return seen;
}

test('both ids are registered with their limits; continuous decides which environment it is', () => {
  for (const id of IDS) {
    const { maxEpisodeSteps, rewardThreshold } = spec(id);
    assert.deepEqual([maxEpisodeSteps, rewardThreshold], [1000, 200]);
    assert.ok(makeAny(id, { continuous: false }).unwrapped instanceof LunarLanderEnv);
    assert.ok(makeAny(id, { continuous: true }).unwrapped instanceof LunarLanderContinuousEnv);
  }
  assert.equal(String(make('LunarLander-v3').actionSpace), 'Discrete(4)');
  assert.equal(String(make('LunarLanderContinuous-v3').actionSpace), 'Box(-1.0, 1.0, (2,), float32)');
  assert.throws(() => makeAny('LunarLander-v3', { continuous: 'no' }), /LunarLander: continuous must be true or false/);
  assert.throws(() => makeAny('LunarLander-v2'), UnknownEnvironmentError);
});

test('the checker finds nothing', () => {
  for (const id of IDS) checkEnv(makeAny(id).unwrapped);
});

test('the same seed gives the same episode, another seed another one, with and without wind', () => {
  for (const id of IDS) {
    for (const enableWind of [false, true]) {
      const episode = (seed: number): unknown[] => {
        const env = makeAny(id, { enableWind });
        env.actionSpace.seed(1);
        return [env.reset({ seed }), ...play(env, 1000)];
      };
      assert.deepEqual(episode(3), episode(3));
      assert.notDeepEqual(episode(3)[0], episode(4)[0]);
    }
  }
});

test('saved after any step and restored in a new instance, it goes on the same way', () => {
  for (const id of IDS) {
    for (const steps of [0, 1, 60]) {
      const env = makeAny(id, { enableWind: true });
      env.actionSpace.seed(2);
      env.reset({ seed: 9 });
      play(env, steps);
      const other = makeAny(id);
      assert.ok(canSave(env) && canSave(other));
      other.setState(structuredClone(env.getState()));
      other.actionSpace.seed(5);
      env.actionSpace.seed(5);
      assert.deepEqual(play(other, 1000), play(env, 1000));
      assert.deepEqual(other.reset(), env.reset());
    }
  }
});

test('a damaged checkpoint is refused and changes nothing', () => {
  const env = new LunarLanderEnv() as LunarLanderEnv & Saving;
  env.reset({ seed: 1 });
  env.step(2);
  const before = env.state;
  type Saved = { own: { throttles: number[]; settings: object; start: object } };
  const saved = env.getState() as unknown as Saved;
  const damaged: [Partial<Saved['own']>, RegExp][] = [
    [{ throttles: [1] }, /throttles must be pairs of numbers from -1 to 1, got 1 numbers/],
    [{ throttles: [0, 1.5] }, /throttles must be pairs of numbers from -1 to 1, got 1.5/],
    [{ throttles: ['full'] as never }, /throttles\[0\] must be a number/],
    [{ settings: { ...saved.own.settings, gravity: 3 } }, /gravity must be above -12 and below 0/],
    [{ start: {} }, /bit_generator/],
  ];
  for (const [change, message] of damaged) {
    assert.throws(() => env.setState({ ...saved, own: { ...saved.own, ...change } }), message);
    assert.deepEqual(env.state, before);
  }
});

test('bad arguments and calls name argument, value and fix', () => {
  const bad: [object, RegExp][] = [
    [{ gravity: 0 }, /gravity must be above -12 and below 0 units \/ s\^2, got 0/],
    [{ gravity: -12 }, /gravity must be above -12/],
    [{ gravity: '-10' }, /gravity must be a finite number/],
    [{ enableWind: 1 }, /enableWind must be true or false, got 1/],
    [{ windPower: NaN }, /windPower must be a finite number/],
    [{ turbulencePower: null }, /turbulencePower must be a finite number, got null/],
    [{ wind: true }, /unknown option .*wind/],
  ];
  for (const Lander of [LunarLanderEnv, LunarLanderContinuousEnv]) {
    for (const [options, message] of bad) assert.throws(() => new Lander(options), message);
    const env = new Lander();
    assert.throws(() => env.state, ResetNeededError);
    assert.throws(() => env.step(0 as never), ResetNeededError);
    assert.throws(() => env.reset({ options: { low: 0 } }), InvalidArgumentError);
    env.reset({ seed: 0 });
    for (const action of [-1, 4, 1.5, NaN, '1', 'length', null, [0], [0, 0, 0], [2, 0], [0, NaN]]) {
      assert.throws(() => env.step(action as never), InvalidActionError);
    }
    env.endEpisode();
    assert.throws(() => env.step(0 as never), EpisodeOverError);
  }
});

test('powers of the wind beyond those recommended give a warning', () => {
  const { warn } = logger;
  const said: string[] = [];
  logger.warn = (message) => void said.push(message);
  try {
    new LunarLanderEnv({ windPower: 21, turbulencePower: -1 });
  } finally {
    logger.warn = warn;
  }
  assert.deepEqual(said, [
    'LunarLander: windPower should be from 0 to 20, got 21',
    'LunarLander: turbulencePower should be from 0 to 2, got -1',
  ]);
});

test('with engines off a lander falls freely: height as by the sum of gravity over the steps', () => {
  const env = new LunarLanderEnv({ gravity: -5 });
  env.reset({ seed: 4 });
  const [, , , before] = env.state;
  for (let t = 0; t < 10; t++) env.step(0);
  // The observed velocity is in units of 400 / 30 / 2 / 50 of a unit per second; legs on springs do not move the whole.
  const gained = (env.state[3] - before) / (20 / 3 / 50);
  assert.ok(Math.abs(gained - -5 * (10 / 50)) < 0.05, String(gained));
});

test('the main engine pushes up, the left one to the left, the right one to the right', () => {
  const after = (action: number): Float64Array => {
    const env = new LunarLanderEnv();
    env.reset({ seed: 12 });
    env.step(action);
    return env.state;
  };
  const [idle, left, main, right] = [0, 1, 2, 3].map(after);
  assert.ok(main[3] > idle[3]);
  assert.ok(left[2] < idle[2] && idle[2] < right[2]);
});

test('the pilot lands softly on most moons, which ends the episode with 100', () => {
  let landings = 0;
  for (let seed = 0; seed < 20; seed++) {
    const env = make('LunarLander-v3');
    let { observation } = env.reset({ seed });
    let [reward, over] = [0, false];
    while (!over) {
      const result = env.step(lunarLanderHeuristic(observation));
      ({ observation, reward } = result);
      over = result.terminated || result.truncated;
    }
    if (reward === 100) landings++;
  }
  assert.ok(landings >= 14, `${landings} of 20 landings`);
});

test('legs that were on the ground and rise are seen to', () => {
  const env = make('LunarLander-v3');
  let { observation } = env.reset({ seed: 1 });
  while (observation[6] === 0 || observation[7] === 0) ({ observation } = env.step(lunarLanderHeuristic(observation)));
  for (let t = 0; t < 50; t++) ({ observation } = env.step(2));
  assert.deepEqual([observation[6], observation[7]], [0, 0]);
});

test('a drift sideways ends at the edge of the picture with -100', () => {
  const env = new LunarLanderContinuousEnv({ gravity: -0.01 });
  env.reset({ seed: 2 });
  for (let t = 0; t < 1000; t++) {
    const { terminated, reward, observation } = env.step([0, 0.4]);
    if (!terminated) continue;
    assert.equal(reward, -100);
    assert.ok(Math.abs(observation[0]) >= 1);
    return;
  }
  assert.fail('it never left');
});

test('the drawing has moon, flags, legs and lander, and flames exactly where engines burn', () => {
  const env = new LunarLanderContinuousEnv({ renderMode: 'svg' });
  env.reset({ seed: 1 });
  const flames = (): number => (env.render() ?? '').split('#e8862e').length - 1;
  assert.equal(flames(), 0);
  assert.match(env.render() ?? '', /aria-label="lander at -?[\d.]+ beside and [\d.]+ above the pad, turned by -?[\d.]+ degrees"/); // prettier-ignore
  assert.equal((env.render() ?? '').split('<polygon').length - 1, 1 + 2 + 2 + 1);
  env.step([1, -1]);
  assert.equal(flames(), 2);
  env.step([-1, 0.4]);
  assert.equal(flames(), 0);
});
