import { Box } from './box.js';
import { Discrete } from './discrete.js';
import { MultiDiscrete } from './multiDiscrete.js';

/** n copies of a vector, one after the other. */
export function tile(values: ArrayLike<number>, n: number): number[] {
  const row = Array.from(values);
  return Array.from({ length: n }, () => row).flat();
}

/** `n` boxes as one, shape [n, ...]. */
export function batchBox(space: Box, n: number): Box {
  return new Box(tile(space.low, n), tile(space.high, n), {
    shape: [n, ...space.shape],
    dtype: space.dtype,
  }).copyGeneratorFrom(space);
}

/** `n` discrete spaces as one, shape [n]. */
export function batchDiscrete(space: Discrete, n: number): MultiDiscrete {
  const start = tile([space.start], n);
  return new MultiDiscrete(tile([space.n], n), { start }).copyGeneratorFrom(space);
}
