import { checkKnownOptions } from '../knownOptions.js';
import { InvalidArgumentError } from '../errors.js';
import { show } from '../text.js';
import {
  allocate,
  flatNumbers,
  isFloat,
  limitsOf,
  NUMBER_TYPES,
  type NumberType,
  type TypedArrays,
} from './numbers.js';
import { arrayText } from './numpyText.js';
import {
  checkSampleOptions,
  checkShape,
  type SampleOptions,
  sameShape,
  type Seed,
  shapeText,
  sizeOf,
  Space,
} from './space.js';

/** What a `Box` can be told beside its bounds. */
export interface BoxOptions<K extends NumberType> {
  /** Sizes of the axes; by default the shape of the bounds, or (1,) if both are numbers. */
  readonly shape?: readonly number[];
  /** Number type of the elements; float32 by default. */
  readonly dtype?: K;
  readonly seed?: Seed;
}

/** A bound: one number for all components, or one per component (flat, row-major). */
export type Bound = number | ArrayLike<number>;

/**
 * Arrays of numbers within bounds: the Cartesian product of closed intervals, some of them possibly unbounded.
 * Elements are flat typed arrays in row-major order; `shape` says how to read them.
 * @example new Box(-1, 2, { shape: [3, 4] })
 * @example new Box([-1, -2], [2, Infinity])
 */
class BoxSpace<K extends NumberType = 'float32'> extends Space<TypedArrays[K]> {
  override readonly shape: readonly number[];
  override readonly dtype: K;
  readonly low: TypedArrays[K];
  readonly high: TypedArrays[K];
  /** 1 where the component has a finite lower (upper) bound. */
  readonly boundedBelow: Uint8Array;
  readonly boundedAbove: Uint8Array;

  constructor(low: Bound, high: Bound, options: BoxOptions<K> = {}) {
    checkKnownOptions(options, ['shape', 'dtype', 'seed'], 'Box');
    const dtype = options.dtype ?? ('float32' as K);
    if (!NUMBER_TYPES.includes(dtype)) {
      throw new InvalidArgumentError(
        `Box: dtype must be one of ${NUMBER_TYPES.join(', ')}, got ${show(options.dtype)}`,
      );
    }
    const shape = options.shape === undefined ? inferShape(low, high) : checkShape(options.shape, 'Box: shape');
    super(shape, dtype);
    this.shape = shape;
    this.dtype = dtype;
    this.boundedBelow = new Uint8Array(sizeOf(shape));
    this.boundedAbove = new Uint8Array(sizeOf(shape));
    this.low = castBound(low, shape, dtype, 'low', this.boundedBelow);
    this.high = castBound(high, shape, dtype, 'high', this.boundedAbove);
    for (let i = 0; i < this.low.length; i++) {
      if (this.low[i] > this.high[i]) {
        throw new InvalidArgumentError(`Box: low[${i}] = ${this.low[i]} must not exceed high[${i}] = ${this.high[i]}`);
      }
    }
    if (options.seed !== undefined) this.seed(options.seed);
  }

  /** Whether every component is bounded `below`, `above` or on `both` sides. */
  isBounded(manner: 'both' | 'below' | 'above' = 'both'): boolean {
    const below = this.boundedBelow.every((flag) => flag === 1);
    const above = this.boundedAbove.every((flag) => flag === 1);
    if (manner === 'both') return below && above;
    if (manner !== 'below' && manner !== 'above') {
      throw new InvalidArgumentError(`isBounded: manner must be 'both', 'below' or 'above', got ${show(manner)}`);
    }
    return manner === 'below' ? below : above;
  }

  /**
   * Uniform on a bounded interval, exponential from its end on a half-open one, standard normal on the whole line;
   * integers are drawn uniformly too. Masks are not supported, as in Gymnasium.
   * @throws InvalidArgumentError if high - low overflows float64, where NumPy throws an OverflowError
   */
  sample(options?: SampleOptions): TypedArrays[K] {
    checkSampleOptions(options, 'Box');
    if (options?.mask !== undefined || options?.probability !== undefined) {
      throw new InvalidArgumentError('Box.sample: masks and probabilities are not supported, sample and clip instead');
    }
    this.checkWidths();
    const { random, low } = this;
    const draws = new Float64Array(low.length);
    // NumPy draws kind by kind, not component by component; the order of these loops is part of the stream.
    this.forEachKind(0, 0, (i) => (draws[i] = random.normal()));
    this.forEachKind(1, 0, (i) => (draws[i] = random.exponential() + low[i]));
    this.forEachKind(0, 1, (i) => (draws[i] = -random.exponential() + this.top(i)));
    this.forEachKind(1, 1, (i) => (draws[i] = low[i] + (this.top(i) - low[i]) * random.random()));
    const sample = allocate(this.dtype, low.length);
    const [least, most] = limitsOf(this.dtype);
    const float = isFloat(this.dtype);
    for (let i = 0; i < draws.length; i++) {
      sample[i] = float ? draws[i] : Math.min(Math.max(Math.floor(draws[i]), least), most);
    }
    return sample;
  }

  private checkWidths(): void {
    if (this.dtype !== 'float64') return; // the width of every other type is far below the largest float64
    this.forEachKind(1, 1, (i) => {
      const [low, high] = [this.low[i], this.high[i]];
      if (high - low !== Infinity) return;
      throw new InvalidArgumentError(
        `Box.sample: high[${i}] - low[${i}] must be a finite number, got ${low} and ${high}, whose distance overflows ` +
          'float64; halve the bounds, or use infinite ones for an unbounded component',
      );
    });
  }

  /** Exclusive end of the interval that is drawn from. */
  private top(i: number): number {
    return isFloat(this.dtype) ? this.high[i] : this.high[i] + 1;
  }

  private forEachKind(below: 0 | 1, above: 0 | 1, draw: (i: number) => void): void {
    for (let i = 0; i < this.low.length; i++) {
      if (this.boundedBelow[i] === below && this.boundedAbove[i] === above) draw(i);
    }
  }

  /** Typed arrays and (nested) arrays of numbers of the right length; NaN is in no box, fractions in no integer box. */
  contains(value: unknown): boolean {
    const numbers = flatNumbers(value, this.shape);
    if (numbers === null) return false;
    const integers = !isFloat(this.dtype);
    for (let i = 0; i < numbers.length; i++) {
      const x = this.dtype === 'float32' ? Math.fround(numbers[i]) : numbers[i];
      if (!(x >= this.low[i] && x <= this.high[i])) return false;
      if (integers && !Number.isInteger(x)) return false;
    }
    return true;
  }

  /** Same shape and type, bounds equal within 1e-8 + 1e-5 |bound| (NumPy's `allclose`, as Gymnasium compares). */
  equals(other: unknown): boolean {
    return (
      other instanceof BoxSpace &&
      other.dtype === this.dtype &&
      sameShape(other.shape, this.shape) &&
      allClose(this.low, other.low as TypedArrays[NumberType]) &&
      allClose(this.high, other.high as TypedArrays[NumberType])
    );
  }

  toString(): string {
    const low = arrayText(this.low, this.shape, this.dtype, true);
    const high = arrayText(this.high, this.shape, this.dtype, true);
    return `Box(${low}, ${high}, ${shapeText(this.shape)}, ${this.dtype})`;
  }
}

/** A box of the given number type. */
export type Box<K extends NumberType = 'float32'> = BoxSpace<K>;

/** Spelled out, so that a box without `dtype` is one of float32 wherever it stands. */
export interface BoxConstructor {
  new (low: Bound, high: Bound, options?: BoxOptions<'float32'>): Box;
  new <K extends NumberType>(low: Bound, high: Bound, options: BoxOptions<K> & { readonly dtype: K }): Box<K>;
  readonly prototype: Box<NumberType>;
}

export const Box: BoxConstructor = BoxSpace;

function inferShape(low: Bound, high: Bound): readonly number[] {
  if (typeof low === 'number' && typeof high === 'number') return [1];
  const [a, b] = [low, high].map((bound) => (typeof bound === 'number' ? null : bound?.length));
  if (a !== null && b !== null && a !== b) {
    throw new InvalidArgumentError(`Box: low and high must have the same length, got ${show(a)} and ${show(b)}`);
  }
  return checkShape([a ?? b], 'Box: shape (the length of low and high)');
}

function castBound<K extends NumberType>(
  bound: Bound,
  shape: readonly number[],
  dtype: K,
  name: 'low' | 'high',
  bounded: Uint8Array,
): TypedArrays[K] {
  const size = sizeOf(shape);
  const values = typeof bound === 'number' ? null : flatNumbers(bound, shape);
  if (typeof bound !== 'number' && values === null) {
    throw new InvalidArgumentError(
      `Box: ${name} must be a number or ${size} numbers of shape ${shapeText(shape)}, got ${show(bound)}`,
    );
  }
  const [least, most] = limitsOf(dtype);
  const cast = allocate(dtype, size);
  for (let i = 0; i < size; i++) {
    const value = values === null ? (bound as number) : values[i];
    const at = values === null ? name : `${name}[${i}]`;
    const infinite = name === 'low' ? -Infinity : Infinity;
    bounded[i] = value === infinite ? 0 : 1;
    cast[i] = castOne(value, infinite, dtype, least, most, at);
  }
  return cast;
}

function castOne(value: number, infinite: number, dtype: NumberType, least: number, most: number, at: string): number {
  if (Number.isNaN(value)) throw new InvalidArgumentError(`Box: ${at} must not be NaN`);
  if (isFloat(dtype)) {
    if (Math.abs(value) !== Infinity && (value < least || value > most)) {
      throw new InvalidArgumentError(`Box: ${at} = ${value} is outside the range of ${dtype}`);
    }
    return value;
  }
  if (value === infinite) {
    if (dtype.startsWith('u'))
      throw new InvalidArgumentError(`Box: ${at} cannot be infinite in ${dtype}, got ${value}`);
    return infinite < 0 ? least : most;
  }
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new InvalidArgumentError(`Box: ${at} must be an integer from ${least} to ${most} for ${dtype}, got ${value}`);
  }
  return value;
}

function allClose(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  for (let i = 0; i < a.length; i++) {
    if (a[i] === b[i]) continue;
    if (!(Math.abs(a[i] - b[i]) <= 1e-8 + 1e-5 * Math.abs(b[i])) || Math.abs(b[i]) === Infinity) return false;
  }
  return true;
}
