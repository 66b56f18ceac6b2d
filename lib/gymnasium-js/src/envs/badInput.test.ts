import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Env } from '../env.js';
import {
  ClosedError,
  EpisodeOverError,
  GymnasiumError,
  InvalidActionError,
  InvalidArgumentError,
  ResetNeededError,
} from '../errors.js';
import { make, makeVec } from '../registry/make.js';
import { Discrete } from '../spaces/discrete.js';
import { AcrobotEnv } from './acrobot.js';
import { shippedIds } from '../testing/shippedIds.js';

type Loose = Env<Float32Array, unknown>;

/** Asserts the class of the error and that its message names the environment and what else is given. */
function refuses(call: () => unknown, kind: new (message: string) => GymnasiumError, ...words: string[]): void {
  assert.throws(call, (error) => {
    assert.ok(error instanceof kind, String(error));
    for (const word of words) assert.ok(error.message.includes(word), `${word} is missing in: ${error.message}`);
    return true;
  });
}

/** The environment as its class makes it, without id and wrappers. */
function bare(id: string): Loose {
  const Class = make(id).unwrapped.constructor as new () => Loose;
  return new Class();
}

/** How a class calls itself: by its id without version and variant. */
const titleOf = (id: string): string => id.split('-')[0].replace(/8x8|Slippery/, '');

/** Makers of every registered environment, by id and bare. */
const subjects: [string, () => Loose][] = shippedIds().flatMap((id): [string, () => Loose][] => [
  [id, () => make(id)],
  [titleOf(id), () => bare(id)],
]);

/** Ids and titles of the environments whose first state `reset` can be told. */
const classic = /^(CartPole|Pendulum|Acrobot|MountainCar)/;

const badDiscrete: [unknown, string][] = [
  [-1, '-1'],
  [7, '7'],
  [0.5, '0.5'],
  [NaN, 'NaN'],
  ['1', '"1"'],
  [[1], '[1]'],
  [null, 'null'],
  [undefined, 'undefined'],
  [true, 'true'],
  [Float32Array.of(1), 'Float32Array [1]'],
];

const badBox: [unknown, string][] = [
  [0.5, '0.5'],
  [[], '[]'],
  [[0, 0], '[0, 0]'],
  [[NaN], '[NaN]'],
  [[Infinity], '[Infinity]'],
  [[2.01], '[2.01]'],
  [Float32Array.of(-3), 'Float32Array [-3]'],
  [['0'], '["0"]'],
  [null, 'null'],
  [undefined, 'undefined'],
  [{ 0: 0, length: 2 }, '{ 0, length }'],
];

for (const [name, build] of subjects) {
  test(`${name}: wrong actions are refused, named, and change nothing`, () => {
    const env = build();
    const twin = build();
    env.reset({ seed: 3 });
    twin.reset({ seed: 3 });
    const bad = env.actionSpace instanceof Discrete ? badDiscrete : badBox;
    for (const [action, text] of bad) {
      refuses(() => env.step(action), InvalidActionError, name, text, String(env.actionSpace));
    }
    env.actionSpace.seed(1);
    const action = env.actionSpace.sample();
    assert.deepEqual(env.step(action), twin.step(action));
  });

  test(`${name}: calls in the wrong order are refused and named`, () => {
    const env = build();
    const action = env.actionSpace.sample();
    refuses(() => env.step(action), ResetNeededError, name, 'step before reset');
    env.reset({ seed: 1 });
    env.close();
    refuses(() => env.step(action), ClosedError, name, 'step after close');
    refuses(() => env.reset(), ClosedError, name, 'reset after close');
    refuses(() => env.render(), ClosedError, name, 'render after close');
    refuses(() => env.close(), ClosedError, name, 'close called twice');
  });

  test(`${name}: wrong reset arguments are refused and named`, () => {
    const env = build();
    for (const wrong of [42, 'seed', null, [1]]) refuses(() => env.reset(wrong as never), InvalidArgumentError, name);
    refuses(() => env.reset({ sed: 1 } as never), InvalidArgumentError, name, '"sed"');
    refuses(() => env.reset({ options: 3 as never }), InvalidArgumentError, name, '3');
    env.reset({ seed: 1, options: {} });
    if (!classic.test(name)) {
      refuses(() => env.reset({ options: { low: 1 } }), InvalidArgumentError, name, 'does not know the option "low"');
      return;
    }
    const key = name.startsWith('Pendulum') ? 'xInit' : 'low';
    for (const [value, text] of [
      ['a', '"a"'],
      [NaN, 'NaN'],
      [null, 'null'],
    ] as const) {
      refuses(() => env.reset({ options: { [key]: value } }), InvalidArgumentError, name, key, text);
    }
    const empty = key === 'xInit' ? { xInit: -1 } : { low: 1, high: 0.5 };
    refuses(() => env.reset({ options: empty }), InvalidArgumentError, name, ...Object.keys(empty));
  });
}

for (const id of shippedIds()) {
  test(`${id}: a step after truncation is refused until reset`, () => {
    const env = make(id, { maxEpisodeSteps: 2 }) as Loose;
    env.reset({ seed: 2 });
    env.actionSpace.seed(1);
    const action = id === 'Blackjack-v1' ? 1 : env.actionSpace.sample(); // sticking ends a hand
    assert.deepEqual([env.step(action).truncated, env.step(action).truncated], [false, true]);
    refuses(() => env.step(action), EpisodeOverError, id, 'step after the end');
    env.reset();
    assert.equal(env.step(action).truncated, false);
  });

  test(`${id}: render before reset is refused, unknown options too`, () => {
    refuses(() => make(id, { renderMode: 'svg' }).render(), ResetNeededError, id, 'render before reset');
    refuses(() => make(id, { renderMode: 'rgb' as 'svg' }), InvalidArgumentError, titleOf(id), '"rgb"');
    refuses(() => make(id, { colour: 'red' }), InvalidArgumentError, titleOf(id), '"colour"', 'renderMode');
    refuses(() => make(id, { maxEpisodeSteps: 0 }), InvalidArgumentError, id, '0');
    refuses(() => make(id, 3 as never), InvalidArgumentError, id, '3');
  });

  test(`${id}: vector environments refuse the same things`, () => {
    const envs = makeVec(id, { numEnvs: 2, maxEpisodeSteps: 1, autoresetMode: 'disabled' });
    envs.actionSpace.seed(1);
    const actions = envs.actionSpace.sample() as ArrayLike<number>;
    refuses(() => envs.step(actions), ResetNeededError, id);
    refuses(() => envs.reset({ options: { resetMask: [1, 0] } }), ResetNeededError, id);
    envs.reset({ seed: 1 });
    for (const bad of [[NaN, 0], [0, 99], [0], [0, 0, 0], null, 'ab', [0, '1'], [0, undefined]]) {
      refuses(() => envs.step(bad as never), InvalidActionError, id);
    }
    envs.step(actions);
    refuses(() => envs.step(actions), EpisodeOverError, id, 'environment 0 is over');
    for (const [mask, text] of [
      [[1], '[1]'],
      [[2, 0], '2'],
      [[0, 0], 'at least one'],
      ['no', '"no"'],
    ] as const) {
      refuses(() => envs.reset({ options: { resetMask: mask } }), InvalidArgumentError, id, text);
    }
    refuses(() => envs.reset({ seed: [1] }), InvalidArgumentError, id, 'got 1');
    refuses(() => envs.reset({ seed: [1, -4] }), GymnasiumError, id, 'seed[1]', '-4');
    refuses(() => envs.reset({ seed: 2 ** 53 }), GymnasiumError, id, 'seed + 1');
    refuses(() => envs.reset(5 as never), InvalidArgumentError, id, '5');
    envs.close();
    refuses(() => envs.step(actions), ClosedError, id);
    refuses(() => envs.reset(), ClosedError, id);
    refuses(() => envs.close(), ClosedError, id, 'close called twice');
    refuses(() => makeVec(id, { numEnvs: 0 }), InvalidArgumentError, 'numEnvs', '0');
    refuses(() => makeVec(id, { autoresetMode: 'now' as never }), InvalidArgumentError, 'autoresetMode', '"now"');
  });
}

test('discrete environments refuse a step after termination, bare too', () => {
  for (const env of [make('CartPole-v1'), make('CartPole-v1').unwrapped]) {
    env.reset({ seed: 1 });
    while (!env.step(1).terminated);
    refuses(() => env.step(1), EpisodeOverError, 'CartPole-v1', 'step after the end');
    env.reset();
    env.step(1);
  }
});

test('a state set by hand starts the environment again, even after its end', () => {
  const env = make('CartPole-v1', { maxEpisodeSteps: 3 });
  env.reset({ seed: 1 });
  for (let t = 0; t < 3; t++) env.step(t % 2);
  refuses(() => env.step(0), EpisodeOverError);
  env.unwrapped.state = [0, 0, 0.01, 0];
  assert.equal(env.step(0).truncated, false);
  refuses(() => (env.unwrapped.state = [1, 2, 3]), InvalidArgumentError, 'CartPole-v1', '[1, 2, 3]');
  refuses(() => (env.unwrapped.state = [1, 2, 3, NaN]), InvalidArgumentError, 'state[3]', 'NaN');
});

test('environments and settings that would compute NaN or never end are refused', () => {
  const acrobot = new AcrobotEnv();
  for (const dt of [0, -1, NaN, 1e308, '3']) assert.throws(() => (acrobot.dt = dt as never), /Acrobot: dt must be/);
  for (const noise of [-1, NaN, Infinity])
    assert.throws(() => (acrobot.torqueNoiseMax = noise), /Acrobot: torqueNoiseMax must be/);
  assert.throws(() => (acrobot.bookOrNips = 'paper' as never), /bookOrNips must be 'book' or 'nips', got "paper"/);
  for (const id of ['CartPole-v1', 'Acrobot-v1', 'MountainCar-v0', 'MountainCarContinuous-v0'] as const) {
    assert.throws(
      () => make(id).reset({ options: { high: 1e308 } }),
      /options.high must be within 1e15 of 0, got 1e\+308/,
    );
  }
  acrobot.state = [1e15, -1e15, 0, 0];
  assert.ok(acrobot.step(1).observation.every(Number.isFinite));
});
