import assert from 'node:assert/strict';
import { test } from 'node:test';
import { betaMode, drawBeta, likeliestAction, sampleCategorical } from './sampling';
import { Random } from '../numbers/random';
import { mean } from '../numbers/stats';

test('actions come with the probabilities of their row, impossible ones never', () => {
  const random = new Random(2);
  const probs = Float64Array.of(1, 0, 0, 0.25, 0, 0.75);
  const counts = [0, 0, 0];
  for (let i = 0; i < 40_000; i++) counts[sampleCategorical(probs, 1, 3, random)]++;
  assert.equal(counts[1], 0);
  assert.ok(Math.abs(counts[2] / 40_000 - 0.75) < 0.012);
});

test('what rounding leaves over goes to the last possible action', () => {
  const short = Float64Array.of(0.25, 0.25, 0); // as if half had been lost
  const drawn = Array.from({ length: 100 }, (_, seed) => sampleCategorical(short, 0, 3, new Random(seed)));
  assert.deepEqual(new Set(drawn), new Set([0, 1]));
  assert.equal(likeliestAction([3, 1, 0, 2, 2, 1], 1, 3), 0, 'the first of two that tie');
});

test('Beta draws have the mean that they should and stay inside (0, 1) in float32', () => {
  const random = new Random(3);
  const draws = Array.from({ length: 20_000 }, () => drawBeta(random, 2, 3));
  assert.ok(Math.abs(mean(draws) - 0.4) < 0.006);
  for (let i = 0; i < 500; i++) {
    const extreme = Math.fround(drawBeta(random, 1e-3, 1e-3));
    assert.ok(extreme > 0 && extreme < 1, `${extreme}`);
  }
  assert.equal(drawBeta(null, 3, 2), betaMode(3, 2));
  assert.ok(drawBeta(null, 1e12, 1.5) < 1);
});
