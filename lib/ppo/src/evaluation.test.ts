import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { useBackend } from './backend';
import { ppoConfig } from './config';
import { evaluatePolicy } from './evaluation';
import { FakeEnv } from './fakeEnv';
import { Random } from './random';
import { TfjsLearner } from './tfjsLearner';

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
