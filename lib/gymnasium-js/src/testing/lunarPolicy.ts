import { golden } from './golden.js';

interface Layer {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

const { layers } = golden<{ readonly layers: readonly Layer[] }>('lunar_policy');

/** The likeliest action of the trained policy `lunar_policy.json`. @param observation [8] */
export function lunarPolicy(observation: ArrayLike<number>): number {
  let units = Array.from(observation);
  for (let i = 0; i < layers.length; i += 2) {
    const sums = layers[i + 1].values.map((bias, to) => bias + weighted(units, layers[i], to));
    units = i + 2 < layers.length ? sums.map(Math.tanh) : sums;
  }
  return units.indexOf(Math.max(...units));
}

/** One column of units [I] times weights [I,J]. */
function weighted(units: readonly number[], { shape, values }: Layer, to: number): number {
  return units.reduce((sum, unit, from) => sum + unit * values[from * shape[1] + to], 0);
}
