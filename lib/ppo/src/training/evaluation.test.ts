import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { makeVec } from 'gymnasium-js';
import { useBackend } from '../tfjs/backend';
import { compiledLearner } from '../compiled/compiledLearner';
import { ppoConfig } from '../config/config';
import { makeTfjsLearner } from './defaultLearner';
import type { TrainingEnv } from './environment';
import { evaluatePolicy } from './evaluation';
import { FakeEnv } from '../testing/fakeEnv';
import { Random } from '../numbers/random';
import { TfjsLearner } from '../tfjs/tfjsLearner';
import { train } from './train';

before(async () => void (await useBackend()));

const learnerFor = (observationSize: number): TfjsLearner =>
  new TfjsLearner({
    observationSize,
    actionSpace: { n: 2 },
    config: ppoConfig('cleanrl', { hiddenSizes: [8] }),
    random: new Random(1),
  });

test('every environment plays the same number of whole episodes', async () => {
  const learner = learnerFor(3);
  // Environment 0: 2 steps of 1; environment 1: 5 steps of 2. Without the quota, 6 episodes would hold mostly short ones.
  const env = (): FakeEnv => new FakeEnv({ terminateAfter: (n) => (n === 0 ? 2 : 5) });
  const result = await evaluatePolicy({ learner, env, episodes: 6 });
  assert.deepEqual(result, { episodeReturns: [2, 10, 2, 10, 2, 10], episodeLengths: [2, 5, 2, 5, 2, 5] });
  await assert.rejects(evaluatePolicy({ learner, env, episodes: 5 }), /episodes: got 5, must be a multiple.* 2/);
  learner.dispose();
});

test('all four kinds of policy train and are evaluated, and the environment never sees an action outside', async () => {
  for (const actionDistribution of ['gaussian', 'squashedGaussian', 'beta'] as const) {
    const actions: number[] = [];
    const env = (): TrainingEnv => {
      const vector = makeVec('Pendulum-v1', { numEnvs: 2, autoresetMode: 'same-step' });
      const step = vector.step.bind(vector);
      return Object.assign(vector, {
        step: (taken: ArrayLike<number>) => (actions.push(...Array.from(taken)), step(taken as never)),
        stepInto: undefined,
      });
    };
    const overrides = { actionDistribution, hiddenSizes: [16], numEnvs: 2, numSteps: 128, minibatchSize: 64 };
    const config = ppoConfig('cleanrl', { ...overrides, totalTimesteps: 1024 });
    for (const factory of [compiledLearner, makeTfjsLearner]) {
      const generator = train({ env, config, learner: factory, seed: 3 });
      let next = await generator.next();
      for (; !next.done; next = await generator.next()) {
        assert.deepEqual([next.value.firstRatioMin, next.value.firstRatioMax], [1, 1]);
      }
      const { learner } = next.value;
      const { episodeReturns } = await evaluatePolicy({ learner, env, episodes: 2 });
      assert.ok(episodeReturns.every((total) => total < 0 && total > -2500));
      learner.dispose();
    }
    assert.equal(actions.length, 2 * (1024 + 400));
    assert.ok(Math.max(...actions.map(Math.abs)) <= 2 && Math.max(...actions.map(Math.abs)) > 1);
  }
});

test('a greedy evaluation repeats exactly, a sampled one depends on the seed', async () => {
  const learner = learnerFor(4);
  const play = async (seed: number, deterministic: boolean): Promise<number[]> =>
    (await evaluatePolicy({ learner, episodes: 20, seed, deterministic })).episodeReturns;
  const greedy = await play(3, true);
  assert.deepEqual(await play(3, true), greedy);
  assert.deepEqual((await evaluatePolicy({ learner, episodes: 20, seed: 3 })).episodeReturns, greedy, 'the default');
  assert.deepEqual(await play(3, false), await play(3, false));
  assert.notDeepEqual(await play(3, false), await play(4, false));
  assert.notDeepEqual(await play(3, false), greedy);
  learner.dispose();
});
