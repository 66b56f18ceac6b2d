import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rankSumP } from './rankSum';

/** Share of all ways to deal the values out whose rank sum lies at least as far from its mean: what the p value approximates. */
function exactP(a: readonly number[], b: readonly number[]): number {
  const all = [...a, ...b];
  const rank = (x: number): number => all.filter((y) => y < x).length + (all.filter((y) => y === x).length + 1) / 2;
  const ranks = all.map(rank);
  const middle = (a.length * (all.length + 1)) / 2;
  const distanceOf = (chosen: number[]): number => Math.abs(chosen.reduce((sum, i) => sum + ranks[i], 0) - middle);
  const observed = distanceOf(a.map((_, i) => i));
  let [asFar, ways] = [0, 0];
  for (let bits = 0; bits < 2 ** all.length; bits++) {
    const chosen = all.flatMap((_, i) => ((bits >> i) & 1 ? [i] : []));
    if (chosen.length !== a.length) continue;
    ways++;
    if (distanceOf(chosen) >= observed - 1e-9) asFar++;
  }
  return asFar / ways;
}

test('p values are those of all ways to deal the values out, ties included', () => {
  const samples: [number[], number[]][] = [
    [
      [1, 2, 3, 4, 5, 6],
      [7, 8, 9, 10, 11, 12],
    ],
    [
      [1, 5, 3, 9, 2, 8],
      [4, 6, 7, 10, 11, 12],
    ],
    [
      [1, 5, 3, 9, 2, 8],
      [4, 6, 7, 0, 11, 5],
    ],
    [
      [1, 1, 2, 2, 3, 3],
      [2, 3, 3, 4, 4, 4],
    ],
    [
      [500, 500, 500, 20, 30, 40],
      [500, 500, 500, 500, 10, 25],
    ],
  ];
  for (const [a, b] of samples) {
    const [approximate, exact] = [rankSumP(a, b), exactP(a, b)];
    assert.ok(Math.abs(approximate - exact) < 0.025, `${approximate}, not ${exact}`);
    assert.ok(Math.abs(rankSumP(b, a) - approximate) < 1e-12);
  }
});

test('equal values are no difference, and nothing is refused by name', () => {
  assert.equal(rankSumP([2, 2, 2], [2, 2]), 1);
  assert.equal(rankSumP([1, 4], [2, 3]), 1);
  assert.throws(() => rankSumP([], [1]), /a: got 0 elements/);
});
