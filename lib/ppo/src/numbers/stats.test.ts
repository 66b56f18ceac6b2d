import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainedVariance, mean, quantile, standardize, std } from './stats';
import { assertClose, golden } from '../testing/testing';

test('mean and std by hand', () => {
  assert.equal(mean([1, 2, 6]), 3);
  assert.equal(std([1, 3]), 1); // distances 1 and 1
  assert.equal(std([1, 3], 1), Math.SQRT2); // (1 + 1) / (2 - 1)
  assert.throws(() => mean([]), { name: 'RangeError', message: /values: got 0 elements/ });
  assert.throws(() => mean([1, NaN]), { name: 'RangeError', message: /values\[1\]: got NaN/ });
  assert.throws(() => std([1], 1), /more than ddof = 1/);
});

test('quantiles interpolate between order statistics and leave the input alone', () => {
  const values = [4, 1, 3, 2];
  assert.deepEqual(
    [0, 0.25, 0.5, 1].map((q) => quantile(values, q)),
    [1, 1.75, 2.5, 4],
  );
  assert.deepEqual(values, [4, 1, 3, 2]);
  assert.throws(() => quantile(values, 1.1), /q: got 1.1/);
});

test('explained variance agrees with NumPy', () => {
  for (const { returns, values, ev } of golden<{ returns: number[]; values: number[]; ev: number }[]>(
    'explained_variance',
  )) {
    assertClose(explainedVariance(returns, values), ev);
  }
});

test('explained variance of constant returns is 1 or 0, never NaN; an offset costs nothing', () => {
  assert.equal(explainedVariance([0.1, 0.1, 0.1], [0.1, 0.1, 0.1]), 1);
  assert.equal(explainedVariance([0.1, 0.1, 0.1], [0.1, 0.2, 0.1]), 0);
  assert.equal(explainedVariance([5], [5]), 1);
  assert.equal(explainedVariance([1e-200, 2e-200], [0, 0]), 0);
  assert.equal(explainedVariance([1, 2, 3], [11, 12, 13]), 1);
  assert.ok(explainedVariance([1, 2, 3], [3, 2, 1]) < 0);
  assert.throws(() => explainedVariance([1, 2], [1]), /values: got 1 elements, expected 2 \(as many as returns\)/);
});

test('standardize centres and scales, and a batch without spread becomes 0', () => {
  const z = standardize([1, 2, 3]);
  assertClose(z, [-1, 0, 1], 1e-7); // sample std is 1
  assert.deepEqual([...standardize([4, 4])], [0, 0]);
  assert.deepEqual([...standardize([4])], [0]);
  assert.ok(standardize(Float32Array.of(1, 2)) instanceof Float32Array);
});
