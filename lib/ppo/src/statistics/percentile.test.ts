import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../numbers/random';
import { quantile, std } from '../numbers/stats';
import { assertClose, golden } from '../testing/testing';
import { bootstrapInterval, iqm, iqmInterval } from './percentile';

test('the bootstrap interval has about the width of the normal one and covers', () => {
  const random = new Random(2);
  let covered = 0;
  for (let run = 0; run < 200; run++) {
    const sample = Array.from({ length: 30 }, () => random.normal(10, 2));
    const { low, high, estimate } = bootstrapInterval(sample, { numResamples: 400, random });
    assert.ok(low <= estimate && estimate <= high);
    const standardError = std(sample, 1) / Math.sqrt(30);
    for (const reach of [estimate - low, high - estimate]) {
      assert.ok(reach > 1.4 * standardError && reach < 2.6 * standardError, `${reach / standardError} standard errors`);
    }
    if (low <= 10 && 10 <= high) covered++;
  }
  assert.ok(covered >= 178 && covered <= 199, `${covered} of 200 intervals cover`);
  assert.deepEqual(bootstrapInterval([3]), { estimate: 3, low: 3, high: 3, confidence: 0.95 });
});

test('the interquartile mean agrees with SciPy, and one wild seed does not move it', () => {
  const { comparisons } = golden<{ comparisons: { a: number[]; b: number[]; iqm: [number, number] }[] }>('statistics');
  for (const example of comparisons) assertClose([iqm(example.a), iqm(example.b)], example.iqm);
  assert.equal(iqm([0, 1, 2, 3]), 1.5);
  assert.equal(iqm([0, 1, 2, 3000]), 1.5);
  assert.throws(() => iqm([]), /values: got 0 elements/);
});

test('the stratified bootstrap resamples within tasks: what differs between tasks adds no width', () => {
  const random = new Random(1);
  const seeds = (center: number): number[] => Array.from({ length: 10 }, () => random.normal(center, 1));
  const tasks = [seeds(0), seeds(100)];
  const { estimate, low, high } = iqmInterval(tasks);
  assert.equal(estimate, iqm(tasks.flat()));
  assert.ok(low <= estimate && estimate <= high);
  const mixed = bootstrapInterval(tasks.flat(), { statistic: iqm });
  assert.ok(mixed.high - mixed.low > 20 * (high - low), `${mixed.high - mixed.low} against ${high - low}`);
  assert.deepEqual(iqmInterval([tasks[0]]), bootstrapInterval(tasks[0], { statistic: iqm })); // one task: nothing to stratify
  assert.throws(() => iqmInterval([]), /scores: got no task/);
  assert.throws(() => iqmInterval([[1], []]), /scores\[1\]: got 0 elements/);
});

test('where all resamples can be counted, the interval holds what they hold', () => {
  // Three values have 27 resamples, all equally likely; the middle 80 % of their means are exact quantiles.
  const values = [0, 1, 5];
  const means = values.flatMap((a) => values.flatMap((b) => values.map((c) => (a + b + c) / 3)));
  const { low, high } = bootstrapInterval(values, { confidence: 0.8, numResamples: 20_000 });
  assertClose([low, high], [quantile(means, 0.1), quantile(means, 0.9)], 0.34); // one step between neighbouring means
});
