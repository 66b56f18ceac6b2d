import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../numbers/random';
import { assertClose, golden } from '../testing/testing';
import { compare, type ComparisonOptions } from './compare';

interface ComparisonGolden {
  name: string;
  a: number[];
  b: number[];
  welch: { p: number; interval95: [number, number]; interval90: [number, number] };
  against150: { p: number };
  paired: { pairs: number; p: number; interval95: [number, number] };
  tost: { margin: number; p: number }[];
}

const { comparisons } = golden<{ comparisons: ComparisonGolden[] }>('statistics');

test("Welch's p value and interval agree with SciPy's", () => {
  for (const { a, b, welch } of comparisons) {
    const { p, low, high } = compare(a, b);
    assertClose([p, low, high], [welch.p, ...welch.interval95], 1e-9);
    const at90 = compare(a, b, { confidence: 0.9 });
    assertClose([at90.low, at90.high], welch.interval90, 1e-9);
  }
  assert.ok(comparisons.length >= 4);
});

test('pairs, and one sample against a number, agree with SciPy', () => {
  for (const { a, b, paired, against150 } of comparisons) {
    const ofPairs = compare(a.slice(0, paired.pairs), b.slice(0, paired.pairs), { paired: true });
    assertClose([ofPairs.p, ofPairs.low, ofPairs.high], [paired.p, ...paired.interval95], 1e-9);
    assertClose(compare(a, 150).p, against150.p, 1e-12);
  }
});

test('equivalence: two one-sided tests as SciPy has them, supported when the 90 % interval lies within the margin', () => {
  for (const { a, b, welch, tost } of comparisons) {
    for (const { margin, p } of tost) {
      const result = compare(a, b, { claim: 'same', margin });
      if (result.isFor) assertClose(result.p, p, 1e-9);
      else assert.ok(p > 0.5, `${margin}: SciPy ${p}, here against it`);
      const [low, high] = welch.interval90;
      assert.equal(result.verdict === 'supported', -margin < low && high < margin, `${result.sentence}`);
    }
  }
});

test('the three verdicts, each way round', () => {
  const [low, high, wide] = [
    [1, 2, 3],
    [11, 12, 13],
    [-20, 5, 30],
  ];
  const verdict = (a: number[], b: number[] | number, options?: ComparisonOptions): string =>
    compare(a, b, options).verdict;
  assert.equal(verdict(high, low), 'supported');
  assert.equal(verdict(low, high), 'not supported');
  assert.equal(verdict(wide, low), 'undecided');
  assert.equal(verdict(high, low, { margin: 5 }), 'supported');
  assert.equal(verdict(high, low, { margin: 10 }), 'undecided');
  assert.equal(verdict(high, low, { margin: 15 }), 'not supported');
  assert.equal(verdict(high, low, { claim: 'same', margin: 15 }), 'supported');
  assert.equal(verdict(high, low, { claim: 'same', margin: 5 }), 'not supported');
  assert.equal(verdict(wide, low, { claim: 'same', margin: 5 }), 'undecided'); // intervals that overlap show no equality
  assert.equal(verdict([0.001, 0.002, 0.003], 0.01), 'not supported');
});

test('a false claim is supported as rarely as promised, also with unequal spreads and sizes', () => {
  const random = new Random(3, 'false alarms');
  const simulations = 2000;
  const sample = (n: number, mean: number, std: number): number[] =>
    Array.from({ length: n }, () => random.normal(mean, std));
  let [decided, same] = [0, 0];
  for (let i = 0; i < simulations; i++) {
    if (compare(sample(5, 0, 1), sample(12, 0, 4)).verdict !== 'undecided') decided++;
    if (compare(sample(10, 0, 1), sample(10, 1, 1), { claim: 'same', margin: 1 }).verdict === 'supported') same++;
  }
  assert.ok(Math.abs(decided / simulations - 0.05) < 0.02, `no difference, decided: ${decided} of ${simulations}`);
  assert.ok(
    Math.abs(same / simulations - 0.05) < 0.02,
    `as far apart as the margin, called the same: ${same} of ${simulations}`,
  );
});

test('the studentised bootstrap comes to about what Welch says of normal values', () => {
  const random = new Random(4, 'bootstrap');
  const a = Array.from({ length: 40 }, () => random.normal(2, 1));
  const b = Array.from({ length: 30 }, () => random.normal(1.5, 2));
  const [t, bootstrap] = [compare(a, b), compare(a, b, { method: 'bootstrap' })];
  assert.equal(bootstrap.estimate, t.estimate);
  assertClose([bootstrap.low, bootstrap.high, bootstrap.p], [t.low, t.high, t.p], 0.1);
  assert.notEqual(bootstrap.low, t.low);
  assert.ok(
    compare([1, 2, 3, 4], [11, 12, 13, 14], { method: 'bootstrap' }).p > 0,
    'no finite number of resamples shows 0',
  );
});

test('values without spread: equal ones are the same, unequal ones differ', () => {
  const [full, less] = [
    [500, 500],
    [499, 499],
  ];
  assert.equal(compare(full, full).verdict, 'undecided');
  assert.equal(compare(full, full).p, 1);
  assert.equal(compare(full, full, { claim: 'same', margin: 1 }).verdict, 'supported');
  assert.equal(compare(full, less).verdict, 'supported');
});

test('the sentence says all of it', () => {
  const options = { names: ['PPO', 'A2C'] } as const;
  assert.equal(
    compare([106, 207, 115], [241, 152, 129, 289], options).sentence,
    "PPO higher than A2C: undecided. Difference -60.1, 95 % interval -187 to 67.3 (Welch's t, n = 3 and 4), p = 0.28",
  );
  assert.match(compare([1, 2, 4], [1, 2, 3], { ...options, paired: true }).sentence, /\(t, 3 pairs\)/);
  assert.match(compare([1, 2, 4], 0.5, { names: ['share', '0.5'] }).sentence, /^share higher than 0.5: .*\(t, n = 3\)/);
  assert.match(compare([1, 2], [1, 2], { ...options, claim: 'same', margin: 50 }).claim, /^PPO within 50 of A2C$/);
});

test('what cannot be compared is refused with the reason', () => {
  assert.throws(() => compare([1], [1, 2]), /a: got 1 elements, needs at least 2/);
  assert.throws(() => compare([1, 2], [1]), /b: got 1 elements, needs at least 2/);
  assert.throws(() => compare([1, 2], [1, NaN]), /b\[1\]: got NaN/);
  assert.throws(() => compare([1, 2], [1, 2], { claim: 'same' }), /margin: got 0, but claim 'same' needs one/);
  assert.throws(() => compare([1, 2], [1, 2], { margin: -1 }), /margin: got -1, must not be negative/);
  assert.throws(
    () => compare([1, 2], [1, 2, 3], { paired: true }),
    /b: got 3 elements, expected 2 \(as many as a, for pairs\)/,
  );
  assert.throws(
    () => compare([1, 2], [1, 2], { claim: 'lower' as never }),
    /claim: got "lower", must be 'higher' or 'same'/,
  );
});
