import assert from 'node:assert/strict';
import { before, mock, test } from 'node:test';
import { compiledLearner } from '../compiled/compiledLearner';
import { ppoConfig, type PpoConfig } from '../config/config';
import type { LearnerFactory } from '../learner/learner';
import { briefConfig, FakeEnv } from '../testing/fakeEnv';
import { TfjsLearner } from '../tfjs/tfjsLearner';
import { useBackend } from '../tfjs/backend';
import { tf } from '../tfjs/tensors';
import type { TrainingEnv, TrainingStep } from './environment';
import { evaluatePolicy } from './evaluation';
import { train } from './train';

before(async () => void (await useBackend()));

const config = briefConfig;
const normalizing = ppoConfig(config, { normalizeObservations: true, normalizeRewards: true });
const learners: Readonly<Record<string, LearnerFactory>> = {
  compiled: compiledLearner,
  tfjs: (setup) => new TfjsLearner(setup),
};

/** Step 21 of each environment is in the third rollout. */
const AT = 21;

class FaultyEnv extends FakeEnv {
  readonly spec = { id: 'Fake-v0', rewardThreshold: null };
  private now = 0;

  constructor(private readonly fault: (step: TrainingStep) => unknown) {
    super({ truncateAfter: () => 3 }); // so that step 21 cuts both
  }

  override step(actions: ArrayLike<number>): TrainingStep {
    const step = super.step(actions);
    return ++this.now === AT ? (this.fault(step) as TrainingStep) : step;
  }
}

const changed = (values: ArrayLike<number>, i: number, value: number): Float32Array =>
  Float32Array.from(values, (kept, k) => (k === i ? value : kept));

/** What an environment may do wrong at a step, and what is said of it. */
const faults: readonly (readonly [fault: (step: TrainingStep) => unknown, says: string])[] = [
  [(step) => ({ ...step, rewards: [1, NaN] }), 'step 21 of environment 1 (Fake-v0): reward NaN, must be a finite'],
  [(step) => ({ ...step, rewards: [-Infinity, 1] }), 'step 21 of environment 0 (Fake-v0): reward -Infinity, must be'],
  [
    ({ observations, ...step }) => ({ ...step, observations: changed(observations, 4, NaN) }),
    'step 21 of environment 1 (Fake-v0): observation[1] NaN, must be a finite number',
  ],
  [
    ({ info, ...step }) => ({ ...step, info: { finalObservation: changed(info.finalObservation!, 2, Infinity) } }),
    'step 21 of environment 0 (Fake-v0): finalObservation[2] Infinity, must be a finite number',
  ],
  [
    (step) => ({ ...step, terminated: [0, NaN] }),
    'step 21 of environment 1 (Fake-v0): terminated NaN, must be true, false, 1 or 0',
  ],
  [
    (step) => ({ ...step, truncated: ['yes', 0] }),
    'step 21 of environment 0 (Fake-v0): truncated "yes", must be true, false, 1 or 0',
  ],
  [
    ({ info, ...step }) => ({ ...step, info: { finalObservation: info.finalObservation!.slice(1) } }),
    'env.step: info.finalObservation: got 5 elements, expected 6 (as many as numEnvs * observationSize)',
  ],
  [(step) => ({ ...step, info: {} }), 'env.step: environment 0 was truncated but info.finalObservation is missing'],
  [
    ({ observations, ...step }) => ({ ...step, observations: observations.slice(1) }),
    'env.step: observations: got 5 elements, expected 6 (as many as numEnvs * observationSize)',
  ],
  [(step) => ({ ...step, rewards: undefined }), 'env.step: rewards: got undefined, expected 2 (as many as numEnvs)'],
  [
    (step) => ({ ...step, terminated: undefined }),
    'env.step: terminated: got undefined, expected 2 (as many as numEnvs)',
  ],
  [(step) => ({ ...step, info: undefined }), 'env.step: info: got undefined, expected an object such as {}'],
  [() => undefined, 'env.step: got undefined, expected { observations, rewards, terminated, truncated, info }'],
  [(step) => Promise.resolve(step), 'env.step: got a Promise, expected { observations, rewards'],
];

const normalizers: readonly (readonly [string, PpoConfig])[] = [
  ['as they are', config],
  ['normalised', normalizing],
];

for (const [name, learner] of Object.entries(learners)) {
  test(`${name}: what an environment gives that it cannot mean is named, with step and environment`, async () => {
    const held = tf.memory().numTensors;
    for (const [how, settings] of normalizers) {
      for (const [fault, says] of name === 'tfjs' ? faults.slice(0, 3) : faults) {
        const run = train({ env: () => new FaultyEnv(fault), config: settings, seed: 1, learner });
        const error = (await run.result.then(
          () => assert.fail(`${how}: ${says}: nothing was thrown`),
          (thrown: unknown) => thrown,
        )) as Error & { checkpoint: { counters: { iteration: number } } };
        assert.ok(error.message.startsWith(says), `${how}: got "${error.message}", expected "${says}"`);
        assert.equal(error.checkpoint.counters.iteration, 2, 'two whole iterations are kept');
      }
    }
    assert.equal(tf.memory().numTensors, held);
  });

  test(`${name}: a reward that float32 cannot square ends the run in the same words`, async () => {
    const env = (): FaultyEnv => new FaultyEnv((step) => ({ ...step, rewards: [1, 1e30] }));
    const settings = ppoConfig(config, { normalizeAdvantages: false });
    await assert.rejects(
      train({ env, config: settings, seed: 1, learner }).result,
      /^RangeError: training diverged: (advantages|returns)\[\d\] became [\d.e+]+, whose square float32 cannot hold; scale rewards down \(rewardScale/,
    );
  });

  test(`${name}: a standard deviation beyond float32 is a training that diverged, with its cure`, async () => {
    const settings = ppoConfig('cleanrl', { hiddenSizes: [4], numEnvs: 2, numSteps: 8, minibatchSize: 8 });
    const wide: LearnerFactory = async (setup) => {
      const made = await learner(setup);
      const { offset, size } = made.manifest.find((slot) => slot.name === 'policy.logStd') ?? { offset: -1, size: 0 };
      made.setParameters(made.getParameters().fill(89, offset, offset + size)); // e^89 is 4.5e38
      return made;
    };
    await assert.rejects(
      train({ env: 'Pendulum-v1', config: settings, seed: 1, learner: wide }).result,
      /^RangeError: training diverged: a standard deviation became Infinity; lower learningRate, clip gradients/,
    );
  });

  test(`${name}: environments that cannot even begin leave nothing behind`, async () => {
    const held = tf.memory().numTensors;
    const starting = (reset: () => unknown): (() => TrainingEnv) => {
      return () => Object.assign(new FakeEnv(), { reset });
    };
    for (const [env, says] of [
      [starting(() => undefined), /env.reset: got undefined, expected \{ observations \}/],
      [starting(() => Promise.resolve({})), /env.reset: got a Promise/],
      [starting(() => ({})), /env.reset: observations: got undefined, expected 6/],
      [starting(() => ({ observations: new Float32Array(5) })), /env.reset: observations: got 5 elements, expected 6/],
      [
        starting(() => ({ observations: Float32Array.of(0, 0, 0, 0, NaN, 0) })),
        /reset of environment 1: observation\[1\] NaN/,
      ],
      [starting(() => assert.fail('planted')), /planted/],
      [() => undefined, /env: the function returned undefined, expected environments with numEnvs, reset, step/],
      [() => Promise.resolve(new FakeEnv()), /env: the function returned a Promise/],
      [() => Object.assign(new FakeEnv(), { step: 5 }), /env.step: got 5, expected environments/],
      [5, /env: got 5, expected an id such as "CartPole-v1" or a function/],
    ] as const) {
      for (const settings of [config, normalizing]) {
        await assert.rejects(train({ env: env as never, config: settings, seed: 1, learner }).result, says);
        assert.equal(tf.memory().numTensors, held);
      }
    }
  });
}

test('evaluation names step and environment too', async () => {
  const { result } = await train({ env: () => new FakeEnv(), config, learner: compiledLearner }).whole();
  const faulty = (fault: (step: TrainingStep) => unknown): Promise<unknown> =>
    evaluatePolicy({ learner: result.learner, env: () => new FaultyEnv(fault), episodes: 20 });
  for (const [fault, says] of faults.slice(0, 3)) {
    await assert.rejects(faulty(fault), (error: Error) => error.message.startsWith(says));
  }
});

test('a run that cannot go on exactly says so in one sentence, by the name of the environment; one that can says nothing', async () => {
  const log = mock.method(console, 'log', () => undefined);
  try {
    const learner = compiledLearner;
    const stopAt = { iterations: 1 };
    const env = (): FaultyEnv => new FaultyEnv(() => undefined);
    const { checkpoint } = (await train({ env, config, learner, stopAt }).whole()).result;
    assert.equal(checkpoint.env, null);
    assert.equal(log.mock.callCount(), 0);
    const seeds: unknown[] = [];
    const watched = (): TrainingEnv => {
      const made = new FaultyEnv(() => undefined);
      return Object.assign(made, {
        reset: (options: unknown) => (seeds.push(options), FakeEnv.prototype.reset.call(made)),
      });
    };
    for (let i = 0; i < 2; i++) await train({ env: watched, resume: checkpoint, learner, stopAt }).whole();
    assert.equal(log.mock.callCount(), 2);
    assert.match(
      String(log.mock.calls[0].arguments[0]),
      /^train: Fake-v0 could not save its state \(it has no getState\), so this run goes on with new episodes: .* resume exactly\.$/,
    );
    const [atStart, atResume] = seeds as { seed: number }[];
    assert.ok(Number.isInteger(atResume.seed) && atResume.seed !== atStart.seed, 'the new episodes have a seed');
    assert.deepEqual(seeds.slice(2), seeds.slice(0, 2), 'the same one at every resume');
    const exact = await train({ config, learner, stopAt }).whole();
    await train({ resume: exact.result.checkpoint, learner, stopAt: { iterations: 2 } }).whole();
    assert.equal(log.mock.callCount(), 2);
  } finally {
    log.mock.restore();
  }
});
