import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { test } from 'node:test';
import { compiledLearner } from '../compiled/compiledLearner';
import type { Learner, LearnerSetup } from '../learner/learner';
import { briefConfig, FakeEnv } from '../testing/fakeEnv';
import type { Checkpoint } from './checkpoint';
import type { TrainingStep } from './environment';
import { withCheckpoint } from './failure';
import { train, type TrainOptions } from './train';

const config = briefConfig;
const seed = 2;
const learner = compiledLearner;

/** Does something else at one step of its life, counted from 1. */
class FaultyEnv extends FakeEnv {
  private now = 0;

  constructor(
    private readonly at: number,
    private readonly fault: (step: TrainingStep) => TrainingStep,
  ) {
    super();
  }

  override step(actions: ArrayLike<number>): TrainingStep {
    const step = super.step(actions);
    return ++this.now === this.at ? this.fault(step) : step;
  }
}

async function failureOf(options: TrainOptions): Promise<Error & { checkpoint?: Checkpoint }> {
  const run = train({ config, seed, learner, ...options }).result;
  return (await run.then(
    () => assert.fail('the run did not fail'),
    (error: unknown) => error,
  )) as Error;
}

async function healthyCheckpoint(iterations: number): Promise<Checkpoint> {
  const { result } = await train({ env: () => new FakeEnv(), config, seed, learner, stopAt: { iterations } }).whole();
  return result.checkpoint;
}

const planted = (): never => {
  throw new RangeError('planted');
};

test('when an environment throws, the error is its own and carries the checkpoint of the last whole iteration', async () => {
  const error = await failureOf({ env: () => new FaultyEnv(8 * 3 + 5, planted) }); // in iteration 4
  assert.ok(error instanceof RangeError && error.message === 'planted');
  assert.deepEqual(error.checkpoint, await healthyCheckpoint(3));
  assert.ok(!inspect(error).includes('Float32Array'), 'printing the error prints no weights');
  const resume = error.checkpoint;
  const { records } = await train({ resume, env: () => new FakeEnv(), learner }).whole();
  assert.deepEqual(
    records.map((r) => r.iteration),
    [4, 5, 6],
  );
});

test('so it does when training diverges or an environment gives NaN', async () => {
  let steps = 0;
  const reckless = (setup: LearnerSetup): Learner => {
    const made = compiledLearner(setup);
    const update = made.update.bind(made);
    made.update = (minibatch, settings) =>
      update(minibatch, ++steps === 3 ? { ...settings, learningRate: 1e38 } : settings); // in iteration 2
    return made;
  };
  const diverged = await failureOf({ env: () => new FakeEnv(), learner: reckless });
  assert.match(diverged.message, /diverged/);
  assert.deepEqual(diverged.checkpoint, await healthyCheckpoint(1));
  for (const change of [{ rewards: [NaN, 1] }, { observations: new Float32Array(6).fill(NaN) }]) {
    const error = await failureOf({ env: () => new FaultyEnv(8 * 2 + 1, (step) => ({ ...step, ...change })) });
    assert.match(error.message, /NaN/);
    assert.deepEqual(error.checkpoint, await healthyCheckpoint(2));
  }
});

test('in the first iteration nothing has been learned, except what a resumed run began with', async () => {
  const fails = (): FaultyEnv => new FaultyEnv(3, planted);
  assert.ok(!('checkpoint' in (await failureOf({ env: fails }))));
  const resume = await healthyCheckpoint(2);
  const error = await train({ env: fails, learner, resume }).result.catch((thrown: unknown) => thrown);
  assert.equal((error as { checkpoint?: Checkpoint }).checkpoint, resume);
});

test('environments that cannot be closed lose neither a finished run nor the first error', async () => {
  const close = (): never => {
    throw new Error('close failed');
  };
  const env = (): FakeEnv => Object.assign(new FakeEnv(), { close });
  const { result, records } = await train({ config, seed, learner, env, stopAt: { iterations: 2 } }).whole();
  assert.match(String(result.closeError), /close failed/);
  assert.deepEqual([records.length, result.iterations], [2, 2]);
  assert.deepEqual(result.checkpoint, await healthyCheckpoint(2));
  assert.deepEqual(result.learner.getParameters(), result.checkpoint.parameters);
  const both = await failureOf({ env: () => Object.assign(new FaultyEnv(9, planted), { close }) });
  assert.equal(both.message, 'planted');
  assert.deepEqual(both.checkpoint, await healthyCheckpoint(1));
});

test('what is thrown and cannot carry anything becomes the cause of an error that can', async () => {
  const checkpoint = await healthyCheckpoint(1);
  for (const thrown of ['text', undefined, Object.freeze(new Error('frozen')), Object.create(null)]) {
    const error = withCheckpoint(thrown, checkpoint) as Error & { checkpoint: Checkpoint };
    assert.ok(error instanceof Error);
    assert.equal(error.cause, thrown);
    assert.equal(error.checkpoint, checkpoint);
    assert.equal(withCheckpoint(thrown, null), thrown);
  }
});
