import { requireNumbers, type NumberArray } from '../numbers/validate';
import { studentCdf } from './student';

/**
 * Two-sided p value of Mann and Whitney's rank sum test (1947): how easily two samples of one distribution, whatever its shape, lie as far
 * apart. By the normal approximation, with corrections for ties and continuity, so for five values a side or more.
 * @param a [n]   @param b [m]   @returns 1 where all values are equal
 */
export function rankSumP(a: NumberArray, b: NumberArray): number {
  requireNumbers('a', a);
  requireNumbers('b', b);
  const [n, m, total] = [a.length, b.length, a.length + b.length];
  const { rankSum, tieSum } = ranksOf(a, b);
  const distance = Math.max(0, Math.abs(rankSum - (n * (total + 1)) / 2) - 0.5);
  const variance = ((n * m) / 12) * (total + 1 - tieSum / (total * (total - 1)));
  return distance === 0 || variance <= 0 ? 1 : 2 * studentCdf(-distance / Math.sqrt(variance), NORMAL);
}

/** Degrees of freedom of which Student's distribution is the normal one. */
const NORMAL = 1e9;

/** @returns the sum of the ranks of `a`, tied values sharing theirs, and the sum of t^3 - t over groups of t tied values */
function ranksOf(a: NumberArray, b: NumberArray): { rankSum: number; tieSum: number } {
  const all = [...Array.from(a, (value) => ({ value, own: 1 })), ...Array.from(b, (value) => ({ value, own: 0 }))];
  all.sort((x, y) => x.value - y.value);
  let [rankSum, tieSum] = [0, 0];
  for (let start = 0; start < all.length;) {
    let [end, own] = [start, 0];
    for (; end < all.length && all[end].value === all[start].value; end++) own += all[end].own;
    rankSum += (own * (start + 1 + end)) / 2;
    tieSum += (end - start) ** 3 - (end - start);
    start = end;
  }
  return { rankSum, tieSum };
}
