import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Env } from '../env.js';
import { GymnasiumError } from '../errors.js';
import { make, makeVec } from '../registry/make.js';
import { registry } from '../registry/registry.js';
import { Discrete } from '../spaces/discrete.js';
import { sameData } from '../checker/sameData.js';
import { AUTORESET_MODES } from '../vector/vectorEnv.js';

const ids = [...registry.keys()];
const options = { seed: 4, numRuns: 60 };

type Call = { kind: 'reset'; seed: number | undefined } | { kind: 'step' | 'bad' | 'render' | 'close' };

const calls: fc.Arbitrary<Call[]> = fc.array(
  fc.oneof(
    { weight: 60, arbitrary: fc.constant<Call>({ kind: 'step' }) },
    {
      weight: 9,
      arbitrary: fc.record({ kind: fc.constant('reset' as const), seed: fc.option(fc.nat(1000), { nil: undefined }) }),
    },
    { weight: 3, arbitrary: fc.constant<Call>({ kind: 'bad' }) },
    { weight: 3, arbitrary: fc.constant<Call>({ kind: 'render' }) },
    { weight: 1, arbitrary: fc.constant<Call>({ kind: 'close' }) },
  ),
  { maxLength: 80 },
);

/** Which calls are allowed is decided here, independently of the environment: fresh, running, over or closed. */
class Model {
  phase: 'fresh' | 'running' | 'over' | 'closed' = 'fresh';

  allows({ kind }: Call): boolean {
    if (this.phase === 'closed') return false;
    if (kind === 'step') return this.phase === 'running';
    if (kind === 'render') return this.phase !== 'fresh';
    return kind !== 'bad';
  }
}

function perform(env: Env, call: Call): unknown {
  if (call.kind === 'reset') return env.reset(call.seed === undefined ? undefined : { seed: call.seed });
  if (call.kind === 'step') return env.step(env.actionSpace.sample());
  if (call.kind === 'bad') return env.step('nonsense' as never);
  return call.kind === 'render' ? env.render() : env.close();
}

test('any sequence of calls: allowed ones work and stay in the spaces, others throw an error that names the environment', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ids), calls, fc.integer({ min: 1, max: 30 }), (id, sequence, maxEpisodeSteps) => {
      const env = make(id, { renderMode: 'svg', maxEpisodeSteps });
      env.actionSpace.seed(0);
      const model = new Model();
      let steps = 0;
      for (const call of sequence) {
        if (!model.allows(call)) {
          assert.throws(
            () => perform(env, call),
            (error) => error instanceof GymnasiumError && error.message.startsWith(id),
          );
          continue;
        }
        const result = perform(env, call);
        if (call.kind === 'close') model.phase = 'closed';
        if (call.kind === 'render') assert.match(result as string, /^<svg .*<\/svg>$/s);
        if (call.kind === 'reset') [model.phase, steps] = ['running', 0];
        if (call.kind === 'reset')
          assert.ok(env.observationSpace.contains((result as { observation: unknown }).observation));
        if (call.kind !== 'step') continue;
        const { observation, reward, terminated, truncated } = result as ReturnType<Env['step']>;
        assert.ok(env.observationSpace.contains(observation), `${id}: ${String(observation)}`);
        assert.ok(Number.isFinite(reward));
        assert.equal(truncated, ++steps >= maxEpisodeSteps);
        if (terminated || truncated) model.phase = 'over';
      }
    }),
    options,
  );
});

test('any seed: the same calls give the same episodes', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ids),
      fc.integer({ min: 0, max: 2 ** 53 - 1 }),
      fc.integer({ min: 1, max: 60 }),
      (id, seed, steps) => {
        const [a, b] = [make(id), make(id)];
        a.actionSpace.seed(seed);
        assert.ok(sameData(a.reset({ seed }), b.reset({ seed })));
        for (let t = 0; t < steps; t++) {
          const action = a.actionSpace.sample();
          const result = a.step(action);
          assert.ok(sameData(result, b.step(action)));
          if (result.terminated || result.truncated) assert.ok(sameData(a.reset(), b.reset()));
        }
      },
    ),
    options,
  );
});

test('any number of environments, mode and limit: the fast implementation equals single environments in a loop', () => {
  const modes = fc.constantFrom(...AUTORESET_MODES.filter((mode) => mode !== 'disabled'));
  fc.assert(
    fc.property(
      fc.constantFrom(...ids),
      fc.integer({ min: 1, max: 9 }),
      modes,
      fc.integer({ min: 1, max: 40 }),
      fc.nat(10 ** 6),
      (id, numEnvs, autoresetMode, maxEpisodeSteps, seed) => {
        const common = { numEnvs, autoresetMode, maxEpisodeSteps };
        const fast = makeVec(id, common);
        const loop = makeVec(id, { ...common, vectorizationMode: 'sync' });
        fast.actionSpace.seed(seed);
        assert.deepEqual(fast.reset({ seed }), loop.reset({ seed }));
        for (let t = 0; t < 45; t++) {
          const actions = fast.actionSpace.sample() as ArrayLike<number>;
          assert.deepEqual(fast.step(actions), loop.step(actions));
        }
      },
    ),
    options,
  );
});

test('any sample is in its space, and no neighbour outside the bounds is', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ids), fc.nat(), (id, seed) => {
      const { actionSpace, observationSpace } = make(id);
      for (const space of [actionSpace, observationSpace]) {
        space.seed(seed);
        const sample = space.sample();
        assert.ok(space.contains(sample));
        if (space instanceof Discrete) {
          const number = sample as unknown as number;
          assert.ok(!space.contains(number + space.n) && !space.contains(number + 0.5));
        } else {
          const numbers = Array.from(sample as ArrayLike<number>);
          assert.ok(!space.contains([...numbers, 0]) && !space.contains(numbers.map(() => NaN)));
        }
      }
    }),
    options,
  );
});
