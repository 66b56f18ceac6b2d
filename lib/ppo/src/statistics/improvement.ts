import { requireKnownOptions } from '../numbers/objects';
import { requireNumbers, type NumberArray } from '../numbers/validate';
import { requireTail, type Interval } from './interval';
import { studentQuantile } from './student';

/**
 * Probability of improvement: how likely a run of `a` ends above a run of `b`, ties counting half (Mann and Whitney's U / nm). 0.5 is no
 * difference. The interval is Newcombe's fifth (Statistics in Medicine 25, 2006), which still has a width when every run of `a` is above
 * every run of `b`.
 * @param a [n] one number per seed   @param b [m]
 * @example probabilityOfImprovement([2, 4], [1, 3]).estimate // 0.75: three of four pairs
 */
export function probabilityOfImprovement(
  a: NumberArray,
  b: NumberArray,
  options: { confidence?: number } = {},
): Interval {
  requireKnownOptions('probabilityOfImprovement', options, ['confidence']);
  const { confidence = 0.95 } = options;
  requireNumbers('a', a);
  requireNumbers('b', b);
  const z = studentQuantile(1 - requireTail(confidence), 1e9);
  const estimate = shareOfPairs(a, b);
  const isPlausible = (truth: number): boolean =>
    Math.abs(estimate - truth) <= z * spreadOfShare(truth, a.length, b.length);
  return {
    estimate,
    low: borderBetween(0, estimate, isPlausible),
    high: borderBetween(1, estimate, isPlausible),
    confidence,
  };
}

function shareOfPairs(a: NumberArray, b: NumberArray): number {
  let points = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) points += a[i] > b[j] ? 1 : a[i] === b[j] ? 0.5 : 0;
  }
  return points / (a.length * b.length);
}

/** Standard deviation of the share of pairs if the probability is `truth`, for values of about exponential shape (Hanley and McNeil 1982). */
function spreadOfShare(truth: number, n: number, m: number): number {
  const others = (n + m) / 2 - 1;
  const shared = (1 - truth) / (2 - truth) + truth / (1 + truth);
  return Math.sqrt((truth * (1 - truth) * (1 + others * shared)) / (n * m));
}

/** Where plausible truths end between an end of the scale and the estimate. */
function borderBetween(end: number, estimate: number, isPlausible: (truth: number) => boolean): number {
  let [outside, inside] = [end, estimate];
  if (isPlausible(outside)) return outside;
  for (let i = 0; i < 60; i++) {
    const middle = (outside + inside) / 2;
    if (isPlausible(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}
