import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InnerEnvironmentError, InvalidArgumentError, ResetNeededError } from '../errors.js';
import { make } from '../registry/make.js';
import { Walk } from '../testing/toys.js';
import { SyncVectorEnv } from './syncVectorEnv.js';

/** A walk whose third step goes through `spoil`. */
class Spoilt extends Walk {
  constructor(private readonly spoil: (result: ReturnType<Walk['step']>) => unknown) {
    super(9);
  }
  override step(action: number): ReturnType<Walk['step']> {
    const result = super.step(action);
    return (this.steps === 3 ? this.spoil(result) : result) as ReturnType<Walk['step']>;
  }
}

const cause = new TypeError('my own mistake');
const wrong: [string, (result: ReturnType<Walk['step']>) => unknown, RegExp][] = [
  [
    'throws',
    () => {
      throw cause;
    },
    /: TypeError: my own mistake$/,
  ],
  [
    'throws a text',
    () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- programs of others throw texts as well
      throw 'oops' as never;
    },
    /: oops$/,
  ],
  ['returns nothing', () => undefined, /: step must return \{ observation, reward, .*got undefined/],
  ['is async', (r) => Promise.resolve(r), /got a promise; environments are synchronous/],
  [
    'forgets terminated',
    ({ observation, reward, truncated, info }) => ({ observation, reward, truncated, info }),
    /terminated must be true or false, got undefined/,
  ],
  ['terminated NaN', (r) => ({ ...r, terminated: NaN }), /terminated must be true or false, got NaN/],
  ['reward NaN', (r) => ({ ...r, reward: NaN }), /reward must be a finite number, got NaN/],
  ['reward as text', (r) => ({ ...r, reward: '1' }), /reward must be a finite number, got "1"/],
  [
    'short observation',
    (r) => ({ ...r, observation: new Float32Array(1) }),
    /observation Float32Array \[0\] does not have the shape of Box/,
  ],
  ['NaN observed', (r) => ({ ...r, observation: Float32Array.of(0, NaN) }), /observation\[1\] is NaN/],
  ['no info', (r) => ({ ...r, info: null }), /info must be an object, got null/],
];

for (const [name, spoil, message] of wrong) {
  test(`an environment of a vector that ${name} is named with its index and step`, () => {
    const envs = new SyncVectorEnv([() => new Walk(9), () => new Spoilt(spoil)], { autoresetMode: 'same-step' });
    envs.reset({ seed: 1 });
    envs.step([0, 1]);
    envs.step([0, 1]);
    assert.throws(
      () => envs.step([0, 1]),
      (error) => {
        assert.ok(error instanceof InnerEnvironmentError);
        assert.match(error.message, /^Walk: environment 1 failed at step 3 of its episode/);
        assert.match(error.message, message);
        assert.deepEqual([error.index, error.step], [1, 3]);
        if (name === 'throws') assert.equal(error.cause, cause);
        return true;
      },
    );
    // environment 0 has been stepped, environment 1 has not: only a reset of all helps
    assert.throws(
      () => envs.step([0, 1]),
      (error) => error instanceof ResetNeededError && /environment 1 failed/.test(error.message),
    );
    assert.throws(() => envs.reset({ options: { resetMask: [0, 1] } }), ResetNeededError);
    envs.reset({ seed: 1 });
    envs.step([0, 1]);
  });
}

test('functions that make no environment of their own are refused by their number', () => {
  const shared = make('CartPole-v1');
  const refused: [unknown, RegExp][] = [
    [[() => make('CartPole-v1'), () => undefined], /function 1 must return an environment, got undefined/],
    [[() => Promise.resolve(make('CartPole-v1'))], /function 0 must return an environment, got a promise/],
    [[make('CartPole-v1')], /entry 0 must be a function .*write \(\) => make/],
    [[() => shared, () => shared], /functions 0 and 1 return the same environment/],
  ];
  for (const [makers, message] of refused) {
    assert.throws(
      () => new SyncVectorEnv(makers as never),
      (error) => error instanceof InvalidArgumentError && message.test(error.message),
      String(message),
    );
  }
  assert.throws(
    () => new SyncVectorEnv([() => new Walk()], { autoresetmode: 'disabled' } as never),
    /did you mean autoresetMode\?/,
  );
});
