import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NumpyGenerator } from '../random/numpyGenerator.js';
import { exp, log1p } from './portable.js';
import { cos, sin } from './trig.js';

/** Distance in units of the last place of the second number. */
function ulps(a: number, b: number): number {
  if (Object.is(a, b)) return 0;
  const size = Math.abs(b);
  const next = new Float64Array([size]);
  new BigInt64Array(next.buffer)[0]++;
  return Math.abs(a - b) / (next[0] - size);
}

const random = new NumpyGenerator(1);
const draws = (count: number, low: number, high: number): number[] =>
  Array.from({ length: count }, () => random.uniform(low, high));

test('sin and cos are within one unit in the last place of the built-in ones, small and large', () => {
  const angles = [
    ...draws(20000, -0.8, 0.8),
    ...draws(20000, -40, 40),
    ...draws(5000, -1e5, 1e5),
    ...draws(300, -1e12, 1e12),
  ];
  for (let k = -60; k <= 60; k++) angles.push((k * Math.PI) / 2, (k * Math.PI) / 4);
  for (const x of angles) {
    assert.ok(ulps(sin(x), Math.sin(x)) <= 1, `sin(${x}) = ${sin(x)} against ${Math.sin(x)}`);
    assert.ok(ulps(cos(x), Math.cos(x)) <= 1, `cos(${x}) = ${cos(x)} against ${Math.cos(x)}`);
  }
});

test('the argument hardest to reduce has its published cosine', () => {
  // J.-M. Muller, Elementary Functions: cos(6381956970095103 * 2^797) = -4.68716592425462761112e-19
  assert.ok(ulps(cos(6381956970095103 * 2 ** 797), -4.687165924254628e-19) <= 1);
});

test('exact and special values', () => {
  assert.deepEqual([sin(0), cos(0), sin(5e-324)], [0, 1, 5e-324]);
  assert.ok(Object.is(sin(-0), -0));
  for (const x of [NaN, Infinity, -Infinity]) assert.deepEqual([sin(x), cos(x)], [NaN, NaN]);
  assert.deepEqual([exp(0), exp(-Infinity), exp(Infinity), exp(NaN), exp(-746)], [1, 0, Infinity, NaN, 0]);
  assert.deepEqual([log1p(0), log1p(-1), log1p(-2), log1p(Infinity), log1p(NaN)], [0, -Infinity, NaN, Infinity, NaN]);
});

test('sin is odd, cos even, and their squares add to 1', () => {
  for (const x of draws(2000, -100, 100)) {
    assert.equal(sin(-x), -sin(x));
    assert.equal(cos(-x), cos(x));
    assert.ok(Math.abs(sin(x) ** 2 + cos(x) ** 2 - 1) < 4e-16);
  }
});

test('exp and log1p are within one unit in the last place of the built-in ones', () => {
  for (const x of [...draws(20000, -700, 700), ...draws(5000, -1e-6, 1e-6), -745, -744.5, -710, 709.7]) {
    assert.ok(ulps(exp(x), Math.exp(x)) <= 1, `exp(${x})`);
  }
  for (const x of [
    ...draws(20000, -1, 3),
    ...draws(5000, -1e-9, 1e-9),
    ...draws(2000, 0, 1e12),
    1e300,
    -0.2928,
    0.4143,
  ]) {
    assert.ok(ulps(log1p(x), Math.log1p(x)) <= 1, `log1p(${x})`);
  }
});
