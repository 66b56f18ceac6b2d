/** Helpers for this package's own tests; not part of the public interface. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads a reference file from data/golden, made with PyTorch and NumPy by scripts/golden. */
export function golden<T>(name: string): T {
  return JSON.parse(readFileSync(join(__dirname, '../../../data/golden', `${name}.json`), 'utf8')) as T;
}

/** Largest absolute difference of two columns; fails if their lengths differ or a number is NaN. */
export function maxDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  assert.equal(actual.length, expected.length, 'lengths differ');
  let largest = 0;
  for (let i = 0; i < actual.length; i++) {
    const difference = Math.abs(actual[i] - expected[i]);
    assert.ok(!Number.isNaN(difference), `NaN at ${i}: ${actual[i]} against ${expected[i]}`);
    largest = Math.max(largest, difference);
  }
  return largest;
}

export function assertClose(
  actual: ArrayLike<number> | number,
  expected: ArrayLike<number> | number,
  tolerance = 1e-12,
): void {
  const difference = maxDifference(
    typeof actual === 'number' ? [actual] : actual,
    typeof expected === 'number' ? [expected] : expected,
  );
  assert.ok(difference <= tolerance, `largest difference ${difference} exceeds ${tolerance}`);
}

/** Central finite differences of a scalar function at a point. */
export function finiteDifferences(f: (x: Float64Array) => number, at: ArrayLike<number>, step = 1e-6): Float64Array {
  return Float64Array.from({ length: at.length }, (_, i) => {
    const up = Float64Array.from(at);
    const down = Float64Array.from(at);
    up[i] += step;
    down[i] -= step;
    return (f(up) - f(down)) / (2 * step);
  });
}
