import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvalidSeedError } from '../errors.js';
import { make } from '../registry/make.js';
import { Discrete } from '../spaces/discrete.js';
import { NumpyGenerator } from './numpyGenerator.js';
import { checkSeed } from './seed.js';

const wrong: [unknown, RegExp][] = [
  [-1, /-1, which is negative/],
  [1.5, /1\.5, which is fractional/],
  [NaN, /got NaN/],
  [Infinity, /Infinity: above 2\^53/],
  [2 ** 53 + 2, /9007199254740994: above 2\^53/],
  ['7', /string "7"/],
  [7n, /bigint 7n/],
  [null, /object null/],
  [true, /boolean true/],
];

test('seeds that are no integers from 0 to 2^53 are refused, saying what they are', () => {
  for (const [seed, message] of wrong) {
    assert.throws(
      () => checkSeed(seed),
      (error) => error instanceof InvalidSeedError && message.test(error.message),
    );
  }
  for (const seed of [0, 1, 2 ** 32, 2 ** 53]) assert.equal(checkSeed(seed), seed);
});

test('wherever a seed goes in, it is checked', () => {
  for (const [seed, message] of wrong) {
    if (seed === null) continue; // means "fresh entropy" where a generator is made
    assert.throws(() => new NumpyGenerator(seed as number), message);
    assert.throws(() => new Discrete(2).seed(seed as number), message);
    assert.throws(() => make('CartPole-v1').reset({ seed: seed as number }), message);
  }
  assert.throws(() => make('CartPole-v1').reset({ seed: -3 }), /CartPole-v1: seed must be .* got -3/);
});
