import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { compiledLearner } from '../compiled/compiledLearner';
import { ppoConfig } from '../config/config';
import { DriftVec } from '../sources/driftEnv';
import { FakeEnv } from '../testing/fakeEnv';
import { TfjsLearner } from '../tfjs/tfjsLearner';
import { useBackend } from '../tfjs/backend';
import type { LearnerFactory, StepSettings } from '../learner/learner';
import { Normalizers } from './normalize';
import { restoreLearner } from './checkpoint';
import { train, type TrainOptions } from './train';

before(async () => void (await useBackend()));

const config = ppoConfig('cleanrl', {
  hiddenSizes: [4],
  numEnvs: 3,
  numSteps: 8,
  minibatchSize: 12,
  numEpochs: 2,
  totalTimesteps: 24 * 5,
});
const learners: Readonly<Record<string, LearnerFactory>> = {
  compiled: compiledLearner,
  tfjs: (setup) => new TfjsLearner(setup),
};
/** A rollout steps environments in two ways: into arrays of its own, or by what `step` returns. */
const paths: Readonly<Record<string, TrainOptions>> = {
  stepInto: { env: 'CartPole-v1', config },
  step: { env: () => new DriftVec({ numEnvs: 3 }), config },
  'step through normalisers': {
    env: 'Pendulum-v1',
    config: ppoConfig(config, { normalizeObservations: true, normalizeRewards: true }),
  },
};

for (const [kind, learner] of Object.entries(learners)) {
  for (const [path, options] of Object.entries(paths)) {
    test(`${kind}, ${path}: a checkpoint is a picture of its moment, and the run goes on from it to the same bits`, async () => {
      const run = train({ ...options, seed: 3, learner, stopAt: { iterations: 2 } });
      const { result } = await run.whole();
      const picture = structuredClone(result.checkpoint);
      const on = train({ ...options, seed: 3, learner: result.learner });
      const whole = await train({ ...options, seed: 3, learner }).whole();
      await on.next(); // other steps with the same learner
      assert.deepEqual(result.checkpoint, picture);
      const rest = await train({ ...options, learner, resume: result.checkpoint }).whole();
      assert.deepEqual(result.checkpoint, picture);
      assert.deepEqual(rest.records, whole.records.slice(2));
      assert.deepEqual(rest.result.checkpoint, whole.result.checkpoint);
      await on.return();
      for (const made of [result, whole.result, rest.result]) made.learner.dispose();
    });
  }
}

test('environments that hand out one array again and again do not change a checkpoint', async () => {
  const env = (): FakeEnv => new FakeEnv({ numEnvs: 3 });
  const run = train({ env, config, learner: compiledLearner });
  await run.next();
  const first = await train({ env, config, learner: compiledLearner, stopAt: { iterations: 1 } }).whole();
  const seen = first.result.checkpoint.progress.observations.slice();
  assert.deepEqual([...seen.subarray(0, 3)], [0, 8, 8]); // environment 0, its step 8, 8 steps in all
  const shared = new FakeEnv({ numEnvs: 3 });
  const more = train({ env: () => shared, config, learner: compiledLearner, stopAt: { iterations: 1 } });
  const { checkpoint } = (await more.whole()).result;
  shared.step([0, 0, 0]);
  assert.deepEqual(checkpoint.progress.observations, seen);
  await run.return();
});

test('a run has as many whole rollouts as fit into totalTimesteps, and at least one', async () => {
  for (const [totalTimesteps, iterations] of [
    [24 * 5, 5],
    [24 * 5 + 1, 5],
    [24 * 6 - 1, 5],
    [24 * 6, 6],
    [1, 1],
  ]) {
    const env = (): FakeEnv => new FakeEnv({ numEnvs: 3 });
    const { result } = await train({
      env,
      config: ppoConfig(config, { totalTimesteps }),
      learner: compiledLearner,
    }).whole();
    assert.deepEqual(
      [totalTimesteps, result.iterations, result.timesteps],
      [totalTimesteps, iterations, 24 * iterations],
    );
  }
});

test('both rates fall together, each from its own, to the same share', async () => {
  const settings: StepSettings[] = [];
  const annealing = ppoConfig(config, {
    learningRate: 0.01,
    valueLearningRate: 0.04,
    annealTo: 0.5,
    numEpochs: 1,
    minibatchSize: 24,
  });
  const watching: LearnerFactory = (setup) => {
    const made = compiledLearner(setup);
    const update = made.update.bind(made);
    made.update = (minibatch, given) => (settings.push(given), update(minibatch, given));
    return made;
  };
  const env = (): FakeEnv => new FakeEnv({ numEnvs: 3 });
  const { records } = await train({ env, config: annealing, learner: watching }).whole();
  const shares = [1, 0.9, 0.8, 0.7, 0.6]; // 1 - 0.5 (i - 1) / 5
  shares.forEach((share, i) => {
    assert.ok(Math.abs(settings[i].learningRate - 0.01 * share) < 1e-12);
    assert.ok(Math.abs((settings[i].valueLearningRate as number) - 0.04 * share) < 1e-12);
    assert.equal(records[i].learningRate, settings[i].learningRate);
  });
});

test('the running discounted return of a reward normaliser begins anew after an end, a cut and a reset, and only then', () => {
  const normalizers = new Normalizers({ observationSize: null, rewards: true, numEnvs: 3, gamma: 0.5 });
  const returnsAfter = (terminated: number[], truncated: number[]): number[] => {
    normalizers.reward({ rewards: [1, 2, 4], terminated, truncated });
    return [...normalizers.getState().discountedReturns];
  };
  assert.deepEqual(returnsAfter([0, 0, 0], [0, 0, 0]), [1, 2, 4]);
  assert.deepEqual(returnsAfter([0, 1, 0], [0, 0, 1]), [1.5, 0, 0]); // 0.5 * 1 + 1; ended; cut
  assert.deepEqual(returnsAfter([0, 0, 0], [0, 0, 0]), [1.75, 2, 4]);
  const { count } = normalizers.getState().rewards as { count: number };
  normalizers.reset();
  const state = normalizers.getState();
  assert.deepEqual([...state.discountedReturns], [0, 0, 0]);
  assert.equal((state.rewards as { count: number }).count, count, 'the statistics stay');
});

test('what is no checkpoint is refused by what it lacks', async () => {
  const { checkpoint } = (await train({ config, learner: compiledLearner, stopAt: { iterations: 1 } }).whole()).result;
  const refused = async (resume: unknown, says: RegExp): Promise<void> => {
    await assert.rejects(train({ resume: resume as never, learner: compiledLearner }).result, says);
  };
  await refused('run.json', /resume: got "run.json", expected a checkpoint, such as result.checkpoint of train/);
  await refused(null, /resume: got null/);
  await refused({}, /resume.config: got undefined, expected an object; pass a whole checkpoint/);
  await refused({ ...checkpoint, parameters: 5 }, /resume.parameters: got 5, expected numbers/);
  await refused(
    { ...checkpoint, counters: { iteration: 1 } },
    /resume.counters.timesteps: got undefined, expected a number/,
  );
  await refused({ ...checkpoint, streams: { env: {} } }, /resume.streams.sampling: got undefined/);
  await refused(
    { ...checkpoint, parameters: [1] },
    /parameters: got 1 elements, expected \d+ \(as many as the manifest\)/,
  );
  await assert.rejects(restoreLearner({} as never), /checkpoint.config: got undefined/);
});
