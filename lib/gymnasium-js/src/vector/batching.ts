import { isBox, isTuple, isDict } from '../spaces/kinds.js';
import { InvalidActionError, InvalidArgumentError } from '../errors.js';
import { Discrete } from '../spaces/discrete.js';
import { MultiBinary } from '../spaces/multiBinary.js';
import { MultiDiscrete } from '../spaces/multiDiscrete.js';
import { allocate, flatNumbers, type NumberType } from '../spaces/numbers.js';
import { sizeOf, type Space } from '../spaces/space.js';
import { show } from '../text.js';
import { checkNumEnvs } from './vectorEnv.js';

/**
 * Elements of one space put together: arrays end to end in one typed array [n, ...], discrete values in an Int32Array
 * [n], tuples and dictionaries part by part.
 */
export function concatenate(space: Space<unknown>, items: readonly unknown[]): unknown {
  if (!Array.isArray(items)) {
    throw new InvalidArgumentError(`concatenate: items must be a list of elements of a space, got ${show(items)}`);
  }
  if (space instanceof Discrete) {
    items.forEach((item, i) => space.contains(item) || refuseItem(space, item, i));
    return Int32Array.from(items as number[]);
  }
  if (isTuple(space)) {
    return space.spaces.map((part, k) =>
      concatenate(
        part,
        items.map((item) => (item as readonly unknown[] | undefined)?.[k]),
      ),
    );
  }
  if (isDict(space)) {
    const parts = space.spaces;
    return Object.fromEntries(
      space.keys.map((key) => [
        key,
        concatenate(
          parts[key],
          items.map((item) => (item as Record<string, unknown> | undefined)?.[key]),
        ),
      ]),
    );
  }
  const [dtype, shape] = arrayOf(space);
  const size = sizeOf(shape);
  const out = allocate(dtype, items.length * size);
  items.forEach((item, i) => {
    const numbers = flatNumbers(item, shape);
    if (numbers === null) refuseItem(space, item, i);
    out.set(numbers, i * size);
  });
  return out;
}

function refuseItem(space: Space<unknown>, item: unknown, i: number): never {
  const what = space instanceof Discrete ? 'is not in' : 'does not have the shape of';
  throw new InvalidArgumentError(`concatenate: item ${i}, ${show(item)}, ${what} ${String(space)}`);
}

/** The actions of n environments taken apart; the inverse of `concatenate`. */
export function iterate(space: Space<unknown>, actions: unknown, n: number, name: string): unknown[] {
  checkNumEnvs(n, `${show(name)}: iterate`);
  if (isTuple(space)) {
    const parts = space.spaces.map((part, k) => iterate(part, (actions as unknown[])?.[k], n, name));
    return Array.from({ length: n }, (_, i) => parts.map((part) => part[i]));
  }
  if (isDict(space)) {
    const spaces = space.spaces;
    const parts = space.keys.map((key) => iterate(spaces[key], (actions as Record<string, unknown>)?.[key], n, name));
    return Array.from({ length: n }, (_, i) => Object.fromEntries(space.keys.map((key, k) => [key, parts[k][i]])));
  }
  const shape = space instanceof Discrete ? [] : arrayOf(space)[1];
  const numbers = flatNumbers(actions, [n, ...shape]);
  if (numbers === null) {
    throw new InvalidActionError(
      `${name}: actions must be ${n * sizeOf(shape)} numbers, one row per environment, got ${show(actions)}`,
    );
  }
  if (space instanceof Discrete) return Array.from(numbers);
  const [dtype] = arrayOf(space);
  const size = sizeOf(shape);
  return Array.from({ length: n }, (_, i) => {
    const row = Array.prototype.slice.call(numbers, i * size, (i + 1) * size) as number[];
    return dtype === 'float32' ? Float32Array.from(row) : row;
  });
}

function arrayOf(space: Space<unknown>): readonly [NumberType, readonly number[]] {
  if (isBox(space)) return [space.dtype, space.shape];
  if (space instanceof MultiBinary) return ['int8', space.shape];
  if (space instanceof MultiDiscrete) return ['int32', space.shape];
  throw new InvalidArgumentError(
    `space must be one whose elements can be put together, such as a Box, got ${show(space)}`,
  );
}
