import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Env, Info, ResetOptions, ResetResult, StepResult } from '../env.js';
import { EnvironmentCheckError } from '../errors.js';
import { logger } from '../logger.js';
import { make } from '../registry/make.js';
import { Box } from '../spaces/box.js';
import { Dict } from '../spaces/dict.js';
import { Tuple } from '../spaces/tuple.js';
import { Structured, Walk } from '../testing/toys.js';
import { PassiveEnvChecker } from '../wrappers/passiveEnvChecker.js';
import { checkEnv } from './checkEnv.js';
import { sameData } from './sameData.js';
import { shippedIds } from '../testing/shippedIds.js';

test('every registered environment passes, bare and wrapped, drawing included', () => {
  for (const id of shippedIds()) {
    const advice = checkEnv(make(id).unwrapped);
    assert.ok(
      advice.every((text) => /infinite bound|not within \[-1, 1\]/.test(text)),
      `${id}: ${advice.join('; ')}`,
    );
    assert.match(checkEnv(make(id, { renderMode: 'svg' })).join(), /this environment is wrapped/);
  }
});

test('correct environments of others pass', () => {
  assert.match(checkEnv(new Walk()).join(), /not made by make\(\)/);
  checkEnv(new Structured());
});

class Flawed extends Walk {
  constructor(private readonly flaw: (result: StepResult<Float32Array>) => unknown) {
    super();
  }
  override step(action: number): StepResult<Float32Array> {
    return this.flaw(super.step(action)) as StepResult<Float32Array>;
  }
}

/** Every reset goes through `flaw`. */
class FlawedReset extends Walk {
  constructor(private readonly flaw: (result: ResetResult<Float32Array>, options?: ResetOptions) => unknown) {
    super();
  }
  override reset(options?: ResetOptions): ResetResult<Float32Array> {
    return this.flaw(super.reset(options), options) as ResetResult<Float32Array>;
  }
}

const shared = new Float32Array(2);
const sharedInfo: Info = {};
const buffer = new ArrayBuffer(64);
const deaf = (): Walk => {
  const env = new Walk();
  const reset = env.reset.bind(env);
  env.reset = () => reset();
  return env;
};

/** One mistake each, with what the message must say. */
const mistakes: [string, () => Env<unknown, unknown>, RegExp][] = [
  ['NaN reward', () => new Flawed((r) => ({ ...r, reward: NaN })), /reward must be finite, got NaN/],
  ['infinite reward', () => new Flawed((r) => ({ ...r, reward: Infinity })), /reward must be finite, got Infinity/],
  ['reward as text', () => new Flawed((r) => ({ ...r, reward: '1' })), /reward must be a number, got "1"/],
  ['flag as number', () => new Flawed((r) => ({ ...r, terminated: 0 })), /terminated must be a boolean, got 0/],
  [
    'flag missing',
    () => new Flawed(({ observation, reward, terminated, info }) => ({ observation, reward, terminated, info })),
    /truncated must be a boolean, got undefined/,
  ],
  [
    'old done',
    () => new Flawed((r) => ({ observation: r.observation, reward: 0, done: false, info: {} })),
    /old `done`/,
  ],
  ['tuple', () => new Flawed((r) => [r.observation, 0, false, false, {}]), /step must return \{ observation/],
  [
    'info missing',
    () =>
      new Flawed(({ observation, reward, terminated, truncated }) => ({ observation, reward, terminated, truncated })),
    /step: info must be an object, got undefined/,
  ],
  ['list observed', () => new Flawed((r) => ({ ...r, observation: [0, 0] })), /typed array of float32, got \[0, 0\]/],
  ['float64', () => new Flawed((r) => ({ ...r, observation: new Float64Array(2) })), /float32, got one of float64/],
  [
    'out of range',
    () => new Flawed((r) => ({ ...r, observation: Float32Array.of(101, 0) })),
    /\[101, 0\] is not in Box/,
  ],
  [
    'NaN observed',
    () => new Flawed((r) => ({ ...r, observation: Float32Array.of(NaN, 0) })),
    /\[NaN, 0\] is not in Box/,
  ],
  ['wrong length', () => new Flawed((r) => ({ ...r, observation: new Float32Array(3) })), /is not in Box/],
  ['early cut', () => new Flawed((r) => ({ ...r, truncated: true })), /first step is truncated/],
  ['random step', () => new Flawed((r) => ({ ...r, reward: Math.random() })), /the same seed and action give rewards/],
  [
    'random info',
    () => new Flawed((r) => ({ ...r, info: { x: Math.random() } })),
    /the same seed and action give infos/,
  ],
  ['shared array', () => new Flawed((r) => ({ ...r, observation: shared })), /returned the same observation object/],
  ['shared info', () => new Flawed((r) => ({ ...r, info: sharedInfo })), /returned the same info object/],
  [
    'shared memory',
    () => new Flawed((r) => ({ ...r, observation: new Float32Array(buffer, 0, 2) })),
    /same observation object/,
  ],
  ['reset form', () => new FlawedReset((r) => r.observation), /reset must return \{ observation, info \}/],
  [
    'reset range',
    () => new FlawedReset((r) => ({ ...r, observation: Float32Array.of(0, -200) })),
    /reset: observation .* is not in/,
  ],
  ['reset info', () => new FlawedReset((r) => ({ ...r, info: null })), /reset: info must be an object, got null/],
  [
    'random reset',
    () => new FlawedReset((r) => ({ ...r, observation: Float32Array.of(Math.random(), 0) })),
    /seed: 123 \}\) twice gives/,
  ],
  ['deaf to seeds', deaf, /did not seed the generator/],
];

for (const [name, build, message] of mistakes) {
  test(`checkEnv finds: ${name}`, () => {
    const isRight = (error: unknown): boolean =>
      error instanceof EnvironmentCheckError && message.test(error.message) && error.message.startsWith('Walk: ');
    assert.throws(() => checkEnv(build()), isRight);
  });
}

test('checkEnv finds a generator that is fed from elsewhere, or seeded with a constant', () => {
  class Elsewhere extends Walk {
    override step(action: number): StepResult<Float32Array> {
      if (Math.random() < 0.5) this.random.random();
      this.random.integers(1 + Math.floor(Math.random() * 1000));
      return super.step(action);
    }
  }
  class Constant extends Walk {
    override reset(options?: ResetOptions): ResetResult<Float32Array> {
      return super.reset(options?.seed === undefined ? options : { seed: 123 });
    }
  }
  assert.throws(() => {
    for (let i = 0; i < 20; i++) checkEnv(new Elsewhere());
  }, /generator in two states/);
  assert.throws(() => checkEnv(new Constant()), /seeds 123 and 456 leave the generator in the same state/);
});

test('checkEnv finds wrong spaces, missing methods and wrong metadata', () => {
  const broken = (change: object): Env<unknown, unknown> => Object.assign(new Walk(), change);
  assert.throws(() => checkEnv(broken({ actionSpace: 3 })), /actionSpace must be a Space, got 3/);
  assert.throws(
    () => checkEnv(broken({ observationSpace: undefined })),
    /observationSpace must be a Space, got undefined/,
  );
  assert.throws(() => checkEnv(broken({ observationSpace: new Tuple([]) })), /observationSpace is empty: Tuple\(\)/);
  assert.throws(() => checkEnv(broken({ observationSpace: new Dict({}) })), /observationSpace is empty: Dict\(\)/);
  assert.throws(() => checkEnv(broken({ step: undefined })), /needs a method step/);
  assert.throws(
    () => checkEnv(broken({ metadata: { renderModes: ['svg'] } })),
    /renderFps must be above 0, got undefined/,
  );
  assert.throws(() => checkEnv(broken({ metadata: { renderModes: 'svg' } })), /renderModes must be a list of strings/);
  assert.throws(() => checkEnv(broken({ renderMode: 'svg' })), /renderMode "svg" is not among/);
  assert.throws(() => checkEnv(broken({ render: () => 'picture' })), /render must return null without a render mode/);
  assert.throws(() => checkEnv(null as never), /needs a method reset/);
});

test('checkEnv gives advice without failing', () => {
  const env = Object.assign(new Walk(), { seed: () => 0, actionSpace: new Box([-2, 0.5], [2, 0.5]) });
  const advice = checkEnv(env).join('\n');
  for (const text of [/equal bounds/, /not within \[-1, 1\]/, /a seed method is not part/]) assert.match(advice, text);
});

test('the passive checker warns about mistakes once and throws where callers would break', () => {
  const heard: string[] = [];
  const warn = logger.warn;
  logger.warn = (message) => heard.push(message);
  try {
    const env = new PassiveEnvChecker(new Flawed((r) => ({ ...r, reward: NaN, observation: shared })));
    env.reset({ seed: 1 });
    for (let t = 0; t < 4; t++) env.step(1);
    assert.equal(heard.filter((text) => text.includes('reward must be finite')).length, 1);
    assert.equal(heard.filter((text) => text.includes('the same observation array')).length, 1);
    assert.throws(() => {
      const bad = new PassiveEnvChecker(new Flawed(() => null));
      bad.reset();
      bad.step(0);
    }, EnvironmentCheckError);
    heard.length = 0;
    for (const id of shippedIds()) {
      const good = make(id);
      good.reset({ seed: 1 });
      good.actionSpace.seed(1);
      for (let t = 0, ended = false; t < 3 && !ended; t++) ended = good.step(good.actionSpace.sample()).terminated;
    }
    assert.deepEqual(heard, []);
  } finally {
    logger.warn = warn;
  }
});

test('two environments with one seed and one list of actions stay together, over several episodes', () => {
  for (const id of shippedIds()) {
    const [a, b] = [make(id, { maxEpisodeSteps: 40 }), make(id, { maxEpisodeSteps: 40 })];
    assert.ok(sameData(a.reset({ seed: 77 }), b.reset({ seed: 77 })));
    a.actionSpace.seed(5);
    for (let t = 0; t < 150; t++) {
      const action = a.actionSpace.sample();
      const [x, y] = [a.step(action), b.step(action)];
      assert.ok(sameData(x, y), `${id} step ${t}`);
      if (x.terminated || x.truncated) assert.ok(sameData(a.reset(), b.reset()));
    }
  }
});
