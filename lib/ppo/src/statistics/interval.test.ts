import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../numbers/random';
import { assertClose, golden } from '../testing/testing';
import { meanInterval, type Interval } from './interval';
import { bootstrapInterval } from './percentile';

/** Share of `simulations` samples whose interval contains the true mean. */
function coverage(
  draw: () => number,
  truth: number,
  n: number,
  simulations: number,
  intervalOf: (x: number[]) => Interval,
): number {
  let covered = 0;
  for (let i = 0; i < simulations; i++) {
    const { low, high } = intervalOf(Array.from({ length: n }, draw));
    if (low <= truth && truth <= high) covered++;
  }
  return covered / simulations;
}

/** Four standard deviations of a share that should be `expected`: once in 16,000 it lies further out by chance, and the stream is fixed. */
const assertShare = (share: number, expected: number, simulations: number, what: string): void => {
  const reach = 4 * Math.sqrt((expected * (1 - expected)) / simulations);
  assert.ok(
    Math.abs(share - expected) < reach,
    `${what} covers ${share}, expected ${expected} within ${reach.toFixed(3)}`,
  );
};

test("the interval of a mean agrees with SciPy's", () => {
  const { comparisons } = golden<{ comparisons: { a: number[]; against150: { mean95: [number, number] } }[] }>(
    'statistics',
  );
  for (const { a, against150 } of comparisons) {
    const { low, high } = meanInterval(a);
    assertClose([low, high], against150.mean95, 1e-9);
  }
});

test('of normal values, the t interval covers 95 % at every number of seeds, exactly', () => {
  for (const n of [2, 5, 10, 20]) {
    const random = new Random(n, 'coverage');
    assertShare(
      coverage(() => random.normal(3, 2), 3, n, 4000, meanInterval),
      0.95,
      4000,
      `t at n = ${n}`,
    );
  }
});

test('at five seeds the percentile bootstrap covers 84 %; the studentised one does not fall short', () => {
  const random = new Random(5, 'coverage');
  const draw = (): number => random.normal();
  const percentile = coverage(draw, 0, 5, 1000, (x) => bootstrapInterval(x, { numResamples: 200, random }));
  assertShare(percentile, 0.84, 1000, 'percentile bootstrap');
  const studentised = coverage(draw, 0, 5, 1000, (x) =>
    meanInterval(x, { method: 'bootstrap', numResamples: 200, random }),
  );
  assert.ok(studentised > 0.92, `studentised bootstrap covers ${studentised}`);
});

test('of skewed values, the studentised bootstrap covers more than t', () => {
  const skewed = (stream: Random): number => Math.exp(stream.normal()); // log-normal, mean exp(1/2)
  const share = (method: 't' | 'bootstrap'): number => {
    const random = new Random(11, 'skewed');
    const resampling = new Random(12, 'resampling');
    return coverage(
      () => skewed(random),
      Math.exp(0.5),
      10,
      2000,
      (x) => meanInterval(x, { method, numResamples: 200, random: resampling }),
    );
  };
  const [t, studentised] = [share('t'), share('bootstrap')];
  assert.ok(studentised > t + 0.02, `studentised ${studentised}, t ${t}`);
});

test('values without spread have an interval without width; one value has none', () => {
  for (const method of ['t', 'bootstrap'] as const) {
    assert.deepEqual(meanInterval([500, 500, 500], { method }), {
      estimate: 500,
      low: 500,
      high: 500,
      confidence: 0.95,
    });
  }
  assert.throws(() => meanInterval([500]), /values: got 1 elements, needs at least 2/);
  assert.throws(() => meanInterval([1, 2], { confidence: 95 }), /confidence: got 95/);
  assert.throws(
    () => meanInterval([1, 2], { method: 'welch' as never }),
    /method: got "welch", must be 't' or 'bootstrap'/,
  );
});
