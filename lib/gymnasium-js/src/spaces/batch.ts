import { isBox, isTuple, isDict } from './kinds.js';
import { Dict } from './dict.js';
import { Tuple } from './tuple.js';
import { InvalidArgumentError } from '../errors.js';
import { Box } from './box.js';
import { Discrete } from './discrete.js';
import { MultiBinary } from './multiBinary.js';
import { MultiDiscrete } from './multiDiscrete.js';
import type { NumberType } from './numbers.js';
import type { Space } from './space.js';
import { show } from '../text.js';

/** n copies of a vector, one after the other. */
function tile(values: ArrayLike<number>, n: number): number[] {
  const row = Array.from(values);
  return Array.from({ length: n }, () => row).flat();
}

/** `n` boxes as one, shape [n, ...]; the generator is copied, as in Gymnasium. */
export function batchBox<K extends NumberType>(space: Box<K>, n: number): Box<K> {
  const options = { shape: [n, ...space.shape], dtype: space.dtype };
  return new Box(tile(space.low, n), tile(space.high, n), options).copyGeneratorFrom(space);
}

/** `n` discrete spaces as one, shape [n]. */
export function batchDiscrete(space: Discrete, n: number): MultiDiscrete {
  const start = tile([space.start], n);
  return new MultiDiscrete(tile([space.n], n), { start }).copyGeneratorFrom(space);
}

/**
 * The space of `n` elements of `space` at once: an axis of length `n` in front of the others.
 * @example batchSpace(new Discrete(2), 3) // MultiDiscrete([2 2 2])
 */
export function batchSpace(space: Space<unknown>, n: number): Space<unknown> {
  if (!Number.isInteger(n) || n < 1 || n > 2 ** 24) {
    throw new InvalidArgumentError(`batchSpace: n must be an integer from 1 to 2^24, got ${show(n)}`);
  }
  if (isBox(space)) return batchBox(space, n);
  if (space instanceof Discrete) return batchDiscrete(space, n);
  if (space instanceof MultiBinary) {
    return new Box(0, 1, { shape: [n, ...space.shape], dtype: 'int8' }).copyGeneratorFrom(space);
  }
  if (space instanceof MultiDiscrete) {
    const high = space.nvec.map((count, i) => space.start[i] + count - 1);
    const options = { shape: [n, ...space.shape], dtype: 'int32' } as const;
    return new Box(tile(space.start, n), tile(high, n), options).copyGeneratorFrom(space);
  }
  if (isTuple(space)) return new Tuple(space.spaces.map((part: Space<unknown>) => batchSpace(part, n)));
  if (isDict(space)) {
    const parts = space.keys.map((key) => [key, batchSpace(space.spaces[key], n)]);
    return new Dict(Object.fromEntries(parts) as Record<string, Space<unknown>>, { sortKeys: false });
  }
  throw new InvalidArgumentError(`batchSpace: do not know how to batch ${show(space)}`);
}
