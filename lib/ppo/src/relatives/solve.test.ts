import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mean } from '../numbers/stats';
import { evaluatePolicy } from '../training/evaluation';
import { pqn } from './pqn';

test('PQN solves CartPole-v1: 475 over the last 100 training episodes, and greedily over 100 new ones', async () => {
  const { learner, solved, timesteps } = await pqn({ seed: 1, stopAt: { meanReturn100: 475 } }).result;
  assert.equal(solved, true);
  assert.ok(timesteps < 120_000, `${timesteps} steps`);
  const { episodeReturns } = await evaluatePolicy({ learner, episodes: 100, seed: 99 });
  assert.ok(mean(episodeReturns) >= 475);
});
