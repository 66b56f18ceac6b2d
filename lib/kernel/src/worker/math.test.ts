import assert from 'node:assert/strict';
import test from 'node:test';
import { tanh } from './math';

test('tanh is odd, exact at its ends, and within the last bit of (e^2x - 1) / (e^2x + 1)', () => {
  for (const [x, value] of [
    [0, 0],
    [-0, -0],
    [Infinity, 1],
    [-30, -1],
    [NaN, NaN],
    [1e-300, 1e-300],
  ] as const)
    assert.ok(Object.is(tanh(x, Math.expm1), value), `tanh(${x})`);
  for (let i = 1; i <= 2000; i++) {
    const x = i / 97;
    const e = Math.expm1(2 * x);
    assert.ok(Math.abs(tanh(x, Math.expm1) - e / (e + 2)) <= 2 ** -52, `tanh(${x})`);
    assert.equal(tanh(-x, Math.expm1), -tanh(x, Math.expm1));
  }
});
