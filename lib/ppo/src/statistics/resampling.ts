import { Random } from '../numbers/random';
import { sortedQuantile } from '../numbers/stats';
import type { NumberArray } from '../numbers/validate';

/** P(X <= x) and its inverse. */
export interface Distribution {
  readonly below: (x: number) => number;
  readonly quantile: (p: number) => number;
}

/** The stream of whoever gives none: the same values get the same interval every time. */
export const fixedStream = (): Random => new Random(0, 'bootstrap');

/** Fills `into` with as many draws from `values`, with replacement. */
export function resample(values: NumberArray, into: Float64Array, random: Random): void {
  for (let i = 0; i < into.length; i++) into[i] = values[random.integer(values.length)];
}

/** The distribution of numbers that were drawn. Half a draw is put beyond either end: no finite number of draws shows a probability of 0. */
export function empirical(draws: NumberArray): Distribution {
  const sorted = Float64Array.from(draws).sort();
  return {
    below: (x) => (sorted.filter((draw) => draw <= x).length + 0.5) / (sorted.length + 1),
    quantile: (p) => sortedQuantile(sorted, p),
  };
}
