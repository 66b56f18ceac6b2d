import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Env, StepResult } from './env.js';
import { ClosedError, InvalidArgumentError, ResetNeededError } from './errors.js';
import { make, makeVec } from './registry/make.js';
import { registry } from './registry/registry.js';
import { canSave, type Saving } from './saving.js';
import { Box } from './spaces/box.js';
import { Structured, Walk } from './testing/toys.js';
import { SyncVectorEnv } from './vector/syncVectorEnv.js';
import { AUTORESET_MODES, type VectorEnv } from './vector/vectorEnv.js';
import { VectorNormalizeObservation } from './vector/vectorNormalizeObservation.js';
import { VectorNormalizeReward } from './vector/vectorNormalizeReward.js';
import { VectorRecordEpisodeStatistics } from './vector/vectorRecordEpisodeStatistics.js';
import { VectorWrapper } from './vector/vectorWrapper.js';
import { Autoreset } from './wrappers/autoreset.js';
import { ClipAction, RescaleAction } from './wrappers/boxActions.js';
import { FlattenObservation, RescaleObservation } from './wrappers/boxObservations.js';
import { NormalizeObservation } from './wrappers/normalizeObservation.js';
import { NormalizeReward } from './wrappers/normalizeReward.js';
import { RecordEpisodeStatistics } from './wrappers/recordEpisodeStatistics.js';
import { TransformAction, TransformObservation, TransformReward } from './wrappers/transforms.js';
import { Wrapper } from './wrappers/wrapper.js';

type Any = Env<Float32Array, number | number[]>;
type Wrap = (env: Any) => Any;

const ids = [...registry.keys()];
const wide = (env: Any): boolean => env.actionSpace instanceof Box;
const seesNumbers = (env: Any): boolean => env.observationSpace instanceof Box;

/** Every wrapper of the package, each on the environments that it fits. */
const wrappers: Record<string, Wrap> = {
  none: (env) => env,
  Autoreset: (env) => new Autoreset(env),
  ClipAction: (env) => (wide(env) ? (new ClipAction(env as never) as never) : env),
  RescaleAction: (env) => (wide(env) ? (new RescaleAction(env as never, -3, 4) as never) : env),
  RescaleObservation: (env) =>
    !seesNumbers(env) || env.spec?.id.startsWith('CartPole') === true ? env : new RescaleObservation(env, -2, 3),
  FlattenObservation: (env) => new FlattenObservation(env) as never,
  NormalizeObservation: (env) => (seesNumbers(env) ? new NormalizeObservation(env) : env),
  NormalizeReward: (env) => new NormalizeReward(env, { gamma: 0.9 }),
  RecordEpisodeStatistics: (env) => new RecordEpisodeStatistics(env, { bufferLength: 3 }),
  TransformAction: (env) => new TransformAction(env, (action) => action),
  TransformObservation: (env) =>
    seesNumbers(env)
      ? new TransformObservation(env, (o) => o.map((x) => 2 * x))
      : new TransformObservation(env, (o) => o),
  TransformReward: (env) => new TransformReward(env, (r) => r + 1),
};

/** A state as a checkpoint gives it back: a deep copy of plain data. */
const throughFile = <T>(state: T): T => structuredClone(state);
const saving = (subject: object): Saving => {
  assert.ok(canSave(subject));
  return subject;
};

/** Durations are measured, so they are left out of comparisons. */
const withoutTimes = (result: unknown): unknown =>
  JSON.parse(JSON.stringify(result, (key, value: unknown) => (key === 't' ? 0 : value)));

/** One step, or the reset after an end. */
function advance(env: Any, action: number | number[], previous: StepResult<Float32Array> | null): unknown {
  if (previous?.terminated === true || previous?.truncated === true) return env.reset();
  return env.step(action);
}

function play(env: Any, actions: readonly (number | number[])[], last: StepResult<Float32Array> | null): unknown[] {
  let previous = last;
  const resets = !(env instanceof Autoreset);
  return actions.map((action) => {
    const result = advance(env, action, resets ? previous : null);
    previous = 'reward' in (result as object) ? (result as StepResult<Float32Array>) : null;
    return result;
  });
}

test('any environment in any wrapper: saved after any step and restored in a new instance, it goes on the same way', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ids),
      fc.constantFrom(...Object.keys(wrappers)),
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 1, max: 25 }),
      fc.nat(10 ** 6),
      (id, wrapper, k, maxEpisodeSteps, seed) => {
        const build = (): Any => wrappers[wrapper](make(id, { maxEpisodeSteps }) as unknown as Any);
        const env = build();
        env.actionSpace.seed(seed);
        const actions = Array.from({ length: k + 40 }, () => {
          const action = env.actionSpace.sample();
          return typeof action === 'number' ? action : Array.from(action, (x) => Math.min(Math.max(x, -4), 4));
        });
        env.reset({ seed });
        const past = play(env, actions.slice(0, k), null);
        const last = (past.at(-1) ?? null) as StepResult<Float32Array> | null;
        const saved = throughFile(saving(env).getState());
        const rest = play(env, actions.slice(k), last);
        const twin = build();
        saving(twin).setState(saved);
        assert.deepEqual(withoutTimes(play(twin, actions.slice(k), last)), withoutTimes(rest), `${wrapper} ${id}`);
      },
    ),
    { seed: 5, numRuns: 400 },
  );
});

const vectorWrappers: Record<string, (envs: VectorEnv) => VectorEnv> = {
  none: (envs) => envs,
  VectorNormalizeObservation: (envs) =>
    envs.singleObservationSpace instanceof Box ? new VectorNormalizeObservation(envs) : envs,
  VectorNormalizeReward: (envs) => new VectorNormalizeReward(envs, { gamma: 0.9 }),
  VectorRecordEpisodeStatistics: (envs) => new VectorRecordEpisodeStatistics(envs, { bufferLength: 4 }),
};

test('any vector in any wrapper: saved after any step and restored in a new instance, it goes on the same way', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ids),
      fc.constantFrom(...Object.keys(vectorWrappers)),
      fc.constantFrom(...AUTORESET_MODES.filter((mode) => mode !== 'disabled')),
      fc.constantFrom('sync' as const, undefined),
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 1, max: 20 }),
      (id, wrapper, autoresetMode, vectorizationMode, k, maxEpisodeSteps) => {
        const options = { numEnvs: 3, autoresetMode, maxEpisodeSteps, vectorizationMode };
        const build = (): VectorEnv => vectorWrappers[wrapper](makeVec(id, options));
        const envs = build();
        envs.actionSpace.seed(k);
        const actions = Array.from({ length: k + 30 }, () => envs.actionSpace.sample() as ArrayLike<number>);
        envs.reset({ seed: k });
        const run = (some: VectorEnv, list: typeof actions): unknown[] => list.map((action) => some.step(action));
        run(envs, actions.slice(0, k));
        const saved = throughFile(saving(envs).getState());
        const rest = run(envs, actions.slice(k));
        const twin = build();
        saving(twin).setState(saved);
        assert.deepEqual(withoutTimes(run(twin, actions.slice(k))), withoutTimes(rest), `${wrapper} ${id}`);
      },
    ),
    { seed: 6, numRuns: 200 },
  );
});

test('disabled mode: a saved vector still knows which environments wait for their reset', () => {
  for (const vectorizationMode of ['sync', 'vector-entry-point'] as const) {
    const options = { numEnvs: 2, autoresetMode: 'disabled', maxEpisodeSteps: 1, vectorizationMode } as const;
    const envs = makeVec('Pendulum-v1', options);
    envs.reset({ seed: 1 });
    envs.step([0, 0]);
    envs.reset({ options: { resetMask: [1, 0] } });
    const twin = makeVec('Pendulum-v1', options);
    saving(twin).setState(throughFile(saving(envs).getState()));
    assert.throws(() => twin.step([0, 0]), /environment 1 is over/);
    const mask = { options: { resetMask: [0, 1] } };
    assert.deepEqual(twin.reset(mask), envs.reset(mask));
    assert.deepEqual(twin.step([1, 1]), envs.step([1, 1]));
  }
});

test('what was changed by hand is part of the state: the settings of an acrobot, a frozen normaliser', () => {
  const env = new NormalizeReward(make('Acrobot-v1'));
  Object.assign(env.unwrapped, { dt: 0.05, bookOrNips: 'nips', torqueNoiseMax: 0.3 });
  env.reset({ seed: 2 });
  env.step(0);
  env.updateRunningMean = false;
  const twin = new NormalizeReward(make('Acrobot-v1'));
  saving(twin).setState(throughFile(saving(env).getState()));
  for (let t = 0; t < 20; t++) assert.deepEqual(twin.step(t % 3), env.step(t % 3));
  assert.deepEqual(twin.statistics.getState(), env.statistics.getState());
});

test('a frame after the restart is the frame before it', () => {
  for (const id of ids) {
    const [env, twin] = [0, 1].map(() => make(id, { renderMode: 'svg' }) as unknown as Any);
    env.reset({ seed: 3 });
    env.actionSpace.seed(3);
    env.step(env.actionSpace.sample());
    saving(twin).setState(throughFile(saving(env).getState()));
    assert.equal(twin.render(), env.render(), id);
  }
});

test('episode times go on from where they were', () => {
  const env = new RecordEpisodeStatistics(new Walk(1));
  assert.ok(!canSave(env), 'a walk cannot save itself');
  const recorder = new RecordEpisodeStatistics(make('Pendulum-v1', { maxEpisodeSteps: 1 }));
  recorder.reset({ seed: 1 });
  const state = saving(recorder).getState() as { own: { seconds: number } };
  const twin = new RecordEpisodeStatistics(make('Pendulum-v1', { maxEpisodeSteps: 1 }));
  saving(twin).setState({ ...state, own: { ...state.own, seconds: 1000 } });
  const { t } = twin.step([0]).info.episode as { t: number };
  assert.ok(t >= 1000 && t < 2000, `${t} s`);
});

/** A walk that says what its state is. */
class SavedWalk extends Walk {
  protected override saveOwn(): number[] {
    return [this.position, this.steps];
  }

  protected override restoreOwn([position, steps]: number[]): void {
    [this.position, this.steps] = [position, steps];
  }
}

test('an environment of one’s own has getState exactly if it says what its state is; so have wrappers and vectors of it', () => {
  class Silent extends Wrapper<Float32Array, number> {
    reset(...options: Parameters<Walk['reset']>): ReturnType<Walk['reset']> {
      return this.env.reset(...options);
    }
    step(action: number): ReturnType<Walk['step']> {
      return this.env.step(action);
    }
  }
  class SilentVector extends VectorWrapper {}
  const own = new SavedWalk();
  assert.deepEqual([own, new Walk(), new Structured()].map(canSave), [true, false, false]);
  assert.ok(!('getState' in new Walk()) && !('setState' in new Walk()));
  const vector = (maker: () => Walk): SyncVectorEnv => new SyncVectorEnv([maker, maker, () => new SavedWalk()]);
  assert.ok(canSave(new Autoreset(own)) && !canSave(new Autoreset(new Walk())));
  assert.ok(!canSave(new Silent(own)), 'a wrapper may keep things that nobody knows of');
  assert.ok(canSave(vector(() => new SavedWalk())) && !canSave(vector(() => new Walk())));
  assert.ok(!canSave(new SilentVector(makeVec('Pendulum-v1'))));
  const envs = vector(() => new SavedWalk(7));
  envs.reset({ seed: 1 });
  for (let t = 0; t < 4; t++) envs.step([t % 2, 1, 0]);
  const twin = vector(() => new SavedWalk(7));
  saving(twin).setState(throughFile(saving(envs).getState()));
  for (let t = 0; t < 20; t++) assert.deepEqual(twin.step([1, t % 2, 0]), envs.step([1, t % 2, 0]));
});

test('a class may have getState and setState of its own', () => {
  class Other extends SavedWalk {
    override getState(): never {
      return 'mine' as never;
    }
  }
  assert.equal(new Other().getState(), 'mine');
});

test('saving keeps no reference: later steps change neither the state nor what was restored from it', () => {
  const envs = makeVec('Acrobot-v1', { numEnvs: 2 });
  envs.reset({ seed: 4 });
  const saved = saving(envs).getState();
  const before = structuredClone(saved);
  saving(envs).setState(saved);
  envs.step([1, 2]);
  assert.deepEqual(saved, before);
});

test('states at the wrong time and states of something else are refused by name', () => {
  const env = make('Pendulum-v1');
  const { getState, setState } = saving(env);
  assert.throws(
    () => getState(),
    (error) => error instanceof ResetNeededError && /^Pendulum-v1: getState before reset/.test(error.message),
  );
  env.reset({ seed: 1 });
  const saved = getState() as { own: object; env: { own: unknown; env: object } };
  const car = make('MountainCar-v0');
  car.reset({ seed: 1 });
  const wrong: [unknown, RegExp][] = [
    [undefined, /Pendulum-v1: setState expects what getState returned, with own, env; got undefined/],
    [null, /got null/],
    ['text', /got "text"/],
    [{}, /Pendulum-v1: setState expects/],
    [saving(car).getState(), /setState expects a running or ended Pendulum, got "running" "MountainCar"/],
    [{ ...saved, own: null }, /Pendulum-v1: TimeLimit: setState expects what getState returned, with elapsed, cut/],
    [{ ...saved, own: { elapsed: -1, cut: false } }, /TimeLimit: elapsed must be an integer, 0 or more, got -1/],
    [{ ...saved, own: { elapsed: 1, cut: 'no' } }, /TimeLimit: cut must be true or false, got "no"/],
  ];
  for (const [state, message] of wrong) {
    assert.throws(
      () => setState(state),
      (error) => error instanceof InvalidArgumentError && message.test(error.message),
      String(message),
    );
  }
  env.close();
  assert.throws(() => getState(), ClosedError);
  assert.throws(() => setState(saved), ClosedError);
});

test('states of vectors: another number of environments, missing parts, NaN are refused by name', () => {
  for (const vectorizationMode of ['sync', 'vector-entry-point'] as const) {
    const build = (numEnvs: number): Saving => saving(makeVec('CartPole-v1', { numEnvs, vectorizationMode }));
    const [two, three] = [build(2), build(3)] as (Saving & VectorEnv)[];
    assert.throws(() => two.getState(), /CartPole-v1: getState before reset/);
    two.reset({ seed: 1 });
    const saved = two.getState() as Record<string, unknown>;
    assert.throws(() => three.setState(saved), /CartPole-v1: .*3 environments/);
    for (const key of Object.keys(saved)) {
      const rest = Object.fromEntries(Object.entries(saved).filter(([name]) => name !== key));
      assert.throws(() => two.setState(rest), new RegExp(`CartPole-v1: setState expects .*${key}`));
      if (key === 'resetOptions') continue;
      assert.throws(() => two.setState({ ...saved, [key]: 3 }), InvalidArgumentError, key);
    }
    assert.throws(() => two.setState(null), InvalidArgumentError);
    two.setState(saved);
    two.close();
    assert.throws(() => two.setState(saved), ClosedError);
  }
});
