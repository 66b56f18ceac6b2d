import { isBox, isTuple, isDict } from './kinds.js';
import { InvalidArgumentError } from '../errors.js';
import { show } from '../text.js';
import { Box } from './box.js';
import { Discrete } from './discrete.js';
import { MultiBinary } from './multiBinary.js';
import { MultiDiscrete } from './multiDiscrete.js';
import { allocate, commonType, flatNumbers, type NumberArray, type NumberType } from './numbers.js';
import { requireSpace, sizeOf, type Space } from './space.js';

/** Length of the flattened elements of a space: one-hot codes for the discrete ones. */
export function flatDim(space: Space<unknown>): number {
  if (isBox(space) || space instanceof MultiBinary) return sizeOf(space.shape);
  if (space instanceof Discrete) return space.n;
  if (space instanceof MultiDiscrete) return space.nvec.reduce((sum, count) => sum + count, 0);
  return partsOf(space).reduce((sum, part) => sum + flatDim(part), 0);
}

/** The one-dimensional box that the flattened elements of a space live in. */
export function flattenSpace(space: Space<unknown>): Box<NumberType> {
  const dtype = flatType(space);
  const length = flatDim(space);
  const [low, high] = [new Float64Array(length), new Float64Array(length).fill(1)];
  writeBounds(space, low, high, 0);
  return new Box(low, high, { dtype, shape: [length] });
}

/** An element of a space as one flat array: boxes as they are, discrete ones one-hot, containers part after part. */
export function flatten(space: Space<unknown>, value: unknown): NumberArray {
  requireSpace(space, 'flatten');
  if (!space.contains(value)) throw new InvalidArgumentError(`flatten: ${show(value)} is not in ${String(space)}`);
  const out = allocate(flatType(space), flatDim(space));
  write(space, value, out, 0);
  return out;
}

/** The element that `flatten` came from. */
export function unflatten(space: Space<unknown>, flat: ArrayLike<number>): unknown {
  requireSpace(space, 'unflatten');
  if (flatNumbers(flat, [flatDim(space)]) === null) {
    throw new InvalidArgumentError(
      `unflatten: expected ${flatDim(space)} numbers for ${String(space)}, got ${show(flat)}`,
    );
  }
  return read(space, flat, 0);
}

function partsOf(space: Space<unknown>): Space<unknown>[] {
  if (isTuple(space)) return [...space.spaces];
  if (isDict(space)) return space.keys.map((key) => space.spaces[key]);
  throw new InvalidArgumentError(
    `flatten: space must be one that can be flattened, such as a Box or a Dict, got ${show(space)}`,
  );
}

/** NumPy's common type of the parts (`commonType`); what is int64 there counts as int32. */
function flatType(space: Space<unknown>): NumberType {
  if (isBox(space)) return space.dtype;
  if (space instanceof MultiBinary) return 'int8';
  if (space instanceof Discrete || space instanceof MultiDiscrete) return 'int32';
  return commonType(partsOf(space).map(flatType));
}

/** Writes the bounds of a space at `offset` over 0 and 1, those of one-hot codes; returns the offset behind them. */
function writeBounds(space: Space<unknown>, low: Float64Array, high: Float64Array, offset: number): number {
  if (isBox(space)) {
    low.set(space.low, offset);
    high.set(space.high, offset);
  } else if (isTuple(space) || isDict(space)) {
    return partsOf(space).reduce((at, part) => writeBounds(part, low, high, at), offset);
  }
  return offset + flatDim(space);
}

/** Writes an element at `offset`; returns the offset behind it. */
function write(space: Space<unknown>, value: unknown, out: NumberArray, offset: number): number {
  if (space instanceof Discrete) {
    out[offset + (value as number) - space.start] = 1;
    return offset + space.n;
  }
  if (isBox(space) || space instanceof MultiBinary || space instanceof MultiDiscrete) {
    const numbers = flatNumbers(value, space.shape) as ArrayLike<number>;
    if (!(space instanceof MultiDiscrete)) {
      out.set(numbers, offset);
      return offset + numbers.length;
    }
    return space.nvec.reduce((at, count, i) => {
      out[at + numbers[i] - space.start[i]] = 1;
      return at + count;
    }, offset);
  }
  const values = isDict(space)
    ? space.keys.map((key) => (value as Record<string, unknown>)[key])
    : (value as unknown[]);
  return partsOf(space).reduce((at, part, i) => write(part, values[i], out, at), offset);
}

function read(space: Space<unknown>, flat: ArrayLike<number>, offset: number): unknown {
  if (isBox(space)) {
    const out = allocate(space.dtype, flatDim(space));
    return out.map((_, i) => flat[offset + i]);
  }
  if (space instanceof MultiBinary) return new Int8Array(flatDim(space)).map((_, i) => flat[offset + i]);
  if (space instanceof Discrete) return space.start + hotIndex(space, flat, offset, space.n);
  if (space instanceof MultiDiscrete) {
    let at = offset;
    return space.nvec.map((count, i) => {
      at += count;
      return space.start[i] + hotIndex(space, flat, at - count, count);
    });
  }
  let at = offset;
  const values = partsOf(space).map((part) => {
    at += flatDim(part);
    return read(part, flat, at - flatDim(part));
  });
  return isDict(space) ? Object.fromEntries(space.keys.map((key, i) => [key, values[i]])) : values;
}

function hotIndex(space: Space<unknown>, flat: ArrayLike<number>, offset: number, count: number): number {
  for (let i = 0; i < count; i++) if (flat[offset + i] !== 0) return i;
  throw new InvalidArgumentError(`unflatten: ${count} zeros are no one-hot code for ${String(space)}`);
}
