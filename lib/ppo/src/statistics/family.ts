import { requireFields } from '../numbers/objects';
import { requireArray, requireBetween, requireNumbers, type NumberArray } from '../numbers/validate';
import { decided, type Comparison } from './compare';

/**
 * Holm's correction (1979): p values that may be compared with 5 % although several were looked at. The smallest of m is multiplied by m, the
 * next by m - 1, and so on, and none gets smaller than the one before it.
 * @param pValues [m]   @returns [m], in the same order
 * @example holm([0.01, 0.04, 0.03]) // [0.03, 0.06, 0.06]
 */
export function holm(pValues: NumberArray): number[] {
  requireNumbers('pValues', pValues);
  const m = pValues.length;
  const order = Array.from(pValues, (p, i) => (requireBetween(`pValues[${i}]`, p, 0, 1), i));
  order.sort((i, j) => pValues[i] - pValues[j]);
  const corrected = new Array<number>(m);
  let largest = 0;
  order.forEach((i, rank) => {
    largest = Math.max(largest, Math.min(1, (m - rank) * pValues[i]));
    corrected[i] = largest;
  });
  return corrected;
}

/**
 * The verdicts of comparisons that answer one question, with p values after Holm. Put in all that you looked at, the ones that came to
 * nothing as well. The intervals stay as they were, each for itself.
 */
export function correctFamily(comparisons: readonly Comparison[]): Comparison[] {
  requireArray('comparisons', comparisons, 0, 'a list of what compare gives');
  for (let i = 0; i < comparisons.length; i++) requireFields(`comparisons[${i}]`, comparisons[i], ['estimate', 'p']);
  if (comparisons.length === 0) return [];
  const corrected = holm(comparisons.map(({ p }) => p));
  const note = ` after Holm, ${comparisons.length} comparisons`;
  return comparisons.map((comparison, i) => decided({ ...comparison, p: corrected[i] }, note));
}
