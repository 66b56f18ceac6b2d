import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeVec } from 'gymnasium-js';
import { compiledLearner } from '../compiled/compiledLearner';
import { ppoConfig } from '../config/config';
import { Random } from '../numbers/random';
import { startEpisodes } from './collect';
import type { TrainingEnv } from './environment';
import { staggerEpisodes } from './stagger';
import { train } from './train';

const vector = (id: string, numEnvs: number): TrainingEnv => makeVec(id, { numEnvs, autoresetMode: 'same-step' });

for (const id of ['Pendulum-v1', 'MountainCar-v0']) {
  test(`${id}: environment n of N begins n L / N steps into an episode, and its time limit comes that much sooner`, () => {
    const env = vector(id, 4); // both have 200 steps and no early end by random actions
    const progress = startEpisodes(env, 3);
    staggerEpisodes(env, progress, 200, new Random(1));
    assert.deepEqual([...progress.lengths], [0, 50, 100, 150]);
    const idle = id === 'Pendulum-v1' ? new Float32Array(4) : new Int32Array(4).fill(1);
    const ends = [0, 0, 0, 0];
    for (let t = 1; t <= 200; t++) {
      const { truncated } = env.step(idle);
      for (let n = 0; n < 4; n++) if (truncated[n]) ends[n] = t;
    }
    assert.deepEqual(ends, [200, 150, 100, 50]);
  });
}

test('the reward of the way belongs to the episode', () => {
  const env = vector('MountainCar-v0', 4); // -1 a step
  const progress = startEpisodes(env, 3);
  staggerEpisodes(env, progress, 100, new Random(1));
  assert.deepEqual([...progress.lengths], [0, 25, 50, 75]);
  assert.deepEqual([...progress.returns], [0, -25, -50, -75]);
});

test('in a run, the first episodes end one after the other; without it, all at once', async () => {
  const endsOf = async (staggerSteps: number): Promise<number[]> => {
    const config = ppoConfig('pendulum', { numSteps: 50, minibatchSize: 100, totalTimesteps: 800, staggerSteps });
    const { records } = await train({ env: 'Pendulum-v1', config, seed: 1, learner: compiledLearner }).whole();
    assert.ok(records.every(({ episodeLengths }) => episodeLengths.every((length) => length === 200)));
    return records.map(({ episodeLengths }) => episodeLengths.length);
  };
  assert.deepEqual(await endsOf(200), [1, 1, 1, 1]);
  assert.deepEqual(await endsOf(0), [0, 0, 0, 4]);
});

test('normalisers do not count the way, and the first observations are seen through them', async () => {
  const changes = { normalizeObservations: true, numSteps: 50, minibatchSize: 100, totalTimesteps: 200 };
  const counts: number[] = [];
  for (const staggerSteps of [0, 200]) {
    const config = ppoConfig('pendulum', { ...changes, staggerSteps });
    const { result } = await train({ env: 'Pendulum-v1', config, seed: 1, learner: compiledLearner }).whole();
    counts.push(result.normalizers?.getState().observations?.count ?? NaN);
  }
  assert.equal(counts[0], counts[1]);
});

test('environments that cannot be reset one at a time are refused by name', () => {
  const env = vector('CartPole-v1', 2);
  const whole: TrainingEnv = Object.assign(Object.create(env) as TrainingEnv, {
    reset: () => env.reset(),
  });
  const progress = startEpisodes(whole);
  assert.throws(
    () => staggerEpisodes(whole, progress, 8, new Random(1)),
    /env.reset: began a new episode of environment 1 although options.resetMask\[1\] is 0; staggerSteps/,
  );
});
