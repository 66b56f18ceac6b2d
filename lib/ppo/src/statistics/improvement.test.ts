import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../numbers/random';
import { assertClose, golden } from '../testing/testing';
import { probabilityOfImprovement } from './improvement';

test("the share of pairs is Mann and Whitney's U / nm, as SciPy has it, ties counting half", () => {
  const { comparisons } = golden<{ comparisons: { a: number[]; b: number[]; shareOfPairs: number }[] }>('statistics');
  for (const { a, b, shareOfPairs } of comparisons) {
    const { estimate, low, high } = probabilityOfImprovement(a, b);
    assertClose(estimate, shareOfPairs);
    const other = probabilityOfImprovement(b, a);
    assertClose([other.estimate, other.low, other.high], [1 - estimate, 1 - high, 1 - low], 1e-9);
  }
});

test('the ends of the interval solve its equation, whose terms are the probabilities of triples', () => {
  // With exponential values, P(two of a above one of b) = t / (2 - t) and P(one of a above two of b) = 2 t^2 / (1 + t).
  const [a, b] = [
    [3, 5, 6, 9],
    [1, 2, 4, 7],
  ];
  const { estimate, low, high } = probabilityOfImprovement(a, b);
  for (const t of [low, high]) {
    const triples = 3 * (t / (2 - t) - t * t) + 3 * ((2 * t * t) / (1 + t) - t * t);
    assertClose((estimate - t) ** 2, (1.959963984540054 ** 2 * (t * (1 - t) + triples)) / 16, 1e-6);
  }
});

test('it covers about 95 %, also close to 1, and keeps a width when all pairs agree', () => {
  const random = new Random(6, 'pairs');
  const sample = (shift: number): number[] => Array.from({ length: 10 }, () => random.normal(shift, 1));
  for (const [shift, truth] of [
    [0, 0.5],
    [2, 0.9213503964748575],
  ]) {
    // the normal distribution at shift / sqrt 2
    let covered = 0;
    for (let i = 0; i < 2000; i++) {
      const { low, high } = probabilityOfImprovement(sample(shift), sample(0));
      if (low <= truth && truth <= high) covered++;
    }
    assert.ok(covered / 2000 > 0.93 && covered / 2000 < 0.985, `shift ${shift}: ${covered} of 2,000`);
  }
  const { estimate, low, high } = probabilityOfImprovement([5, 6, 7], [1, 2, 3]);
  assert.equal(estimate, 1);
  assert.equal(high, 1);
  assert.ok(low > 0.4 && low < 0.8, `${low}`);
});
