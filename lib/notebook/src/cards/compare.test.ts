import assert from 'node:assert/strict';
import test from 'node:test';
import { assertClose, maxDifference } from '../index';

test('assertClose: absolute near zero, relative for large numbers', () => {
  assertClose(0.1 + 0.2, 0.3, 1e-15);
  assertClose(1e9 + 1, 1e9, 1e-8);
  assertClose(1e-8, 0);
  assertClose([1, [2, 3]], [1, [2, 3]]);
  assertClose(Float32Array.of(0.5), [0.5]);
  assertClose([Infinity], [Infinity]);
  assert.throws(() => assertClose(1e-5, 0), /actual is 0\.00001, expected 0; they differ by 0\.0000100/);
  assert.throws(
    () => assertClose([1, 2, 3.5], [1, 2, 3]),
    /actual\[2\] is 3\.5, expected 3; they differ by 0\.500, more than the tolerance 0\.000001/,
  );
  assert.throws(() => assertClose(NaN, NaN), /actual is NaN/);
  assert.throws(() => assertClose(Infinity, -Infinity));
  assert.throws(() => assertClose(0, -Infinity));
});

test('shapes must agree and entries must be numbers', () => {
  assert.throws(() => assertClose([1, 2], [1]), /shapes differ, actual has 2 numbers, expected 1 numbers/);
  assert.throws(() => assertClose([[1], [2]], [1, 2]), RangeError);
  assert.throws(
    () => maxDifference(['a'] as unknown as number[], [1]),
    /maxDifference: a\[0\]: expected a number or a list of numbers, got a string/,
  );
});

test('a list that holds itself is refused, one that is used twice is not', () => {
  const around: unknown[] = [1];
  around.push([around]);
  assert.throws(() => assertClose(around as number[], [1]), /assertClose: actual\[1\]\[0\]: a list that holds itself/);
  assert.throws(() => maxDifference([1], around as number[]), /maxDifference: b\[1\]\[0\]: a list that holds itself/);
  const twice = [1, 2];
  assert.equal(maxDifference([twice, twice], [twice, [1, 5]]), 3);
});

test('a tolerance is exact, and a number', () => {
  assertClose(0.625, 0.5, 0.125);
  assertClose(1025, 1024, 2 ** -10); // relative beyond 1
  assert.throws(() => assertClose(0.625 + 2 ** -50, 0.5, 0.125), /more than the tolerance 0\.125/);
  assert.throws(() => assertClose(0.375 - 2 ** -50, 0.5, 0.125));
  assert.throws(() => assertClose(1025 + 2 ** -40, 1024, 2 ** -10));
  assertClose(2, 2, 0);
  for (const tolerance of ['3', true, Infinity, NaN, -1, null])
    assert.throws(
      () => assertClose(1, 5, tolerance as never),
      /assertClose: tolerance: expected a finite number from 0, got /,
    );
});

test('maxDifference: the largest one, sign ignored; NaN and one infinity are refused with their place', () => {
  assert.equal(maxDifference([1, 2, 3], [1, 2.5, 2]), 1);
  assert.equal(maxDifference(2, -2), 4);
  assert.throws(
    () => maxDifference([[0, NaN]], [[0, 1]]),
    /maxDifference: a\[0\]\[1\] is NaN and b\[0\]\[1\] is 1, which have no difference/,
  );
  assert.throws(() => maxDifference([1, NaN], [1, NaN]), RangeError);
  assert.throws(() => maxDifference(1, -Infinity), /a is 1 and b is -Infinity/);
  assert.throws(() => maxDifference([1e308], [-1e308]), /which have no difference/);
  assert.equal(maxDifference([Infinity], [Infinity]), 0);
});
