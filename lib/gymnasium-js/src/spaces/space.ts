import { InvalidArgumentError } from '../errors.js';
import { checkKnownOptions } from '../knownOptions.js';
import { NumpyGenerator } from '../random/numpyGenerator.js';
import { show } from '../text.js';

/** How `sample` may be steered; what a mask looks like depends on the space. At most one of the two may be given. */
export interface SampleOptions {
  /** 1 for what may be drawn, 0 for what may not. */
  readonly mask?: unknown;
  /** Probability of each outcome. */
  readonly probability?: unknown;
}

/** Seeds are integers in [0, 2^53]; null or nothing takes fresh entropy. */
export type Seed = number | null;

/**
 * The set of valid observations or actions of an environment, with its own generator to draw from.
 * As in Gymnasium, that generator is apart from the environment's: `reset({ seed })` does not seed it.
 */
export abstract class Space<T> {
  private generator: NumpyGenerator | null = null;

  /**
   * @param shape sizes of the axes of an element; empty for a scalar, null for tuples and dictionaries
   * @param dtype NumPy's name of the number type, null for tuples and dictionaries
   */
  protected constructor(
    readonly shape: readonly number[] | null,
    readonly dtype: string | null,
  ) {}

  /** An element drawn at random. */
  abstract sample(options?: SampleOptions): T;

  /** Whether `value` is an element; never throws. */
  abstract contains(value: unknown): boolean;

  /** Whether `other` is the same kind of space with the same parameters. */
  abstract equals(other: unknown): boolean;

  /** As Python prints it, e.g. `Discrete(2)`. */
  abstract toString(): string;

  /** Seeds the generator; returns what it was seeded with (null for fresh entropy). */
  seed(seed: Seed = null): unknown {
    this.generator = new NumpyGenerator(seed);
    return this.generator.seed;
  }

  /** The generator `sample` draws from, made from fresh entropy if nobody seeded it. */
  get random(): NumpyGenerator {
    this.generator ??= new NumpyGenerator();
    return this.generator;
  }

  /** Draws from the same place of the same stream as `source`, on a copy; used when spaces are batched. */
  copyGeneratorFrom(source: Space<unknown>): this {
    requireSpace(source, 'copyGeneratorFrom');
    this.generator = source.generator === null ? null : source.generator.clone();
    return this;
  }
}

/** Throws unless the value is a space. */
export function requireSpace(value: unknown, name: string): void {
  if (!(value instanceof Space)) throw new InvalidArgumentError(`${name}: expected a space, got ${show(value)}`);
}

/** Throws if both ways of steering a sample are given. */
export function checkSampleOptions(options: SampleOptions | undefined, space: string): void {
  if (options !== undefined) checkKnownOptions(options, ['mask', 'probability'], `${space}.sample`);
  if (options?.mask !== undefined && options.probability !== undefined) {
    throw new InvalidArgumentError(
      `${space}.sample: give mask or probability, not both; got mask ${show(options.mask)} and probability ${show(options.probability)}`,
    );
  }
}

/** Number of elements of an array of this shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, axis) => size * axis, 1);
}

/** NumPy's spelling of a shape: `(3,)`, `(2, 4)`, `()`. */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
}

/** No array is longer. */
const LARGEST_SIZE = 2 ** 31;

const isAxis = (axis: unknown): boolean => Number.isInteger(axis) && (axis as number) >= 0;

/** A shape as given by a caller, checked and copied. */
export function checkShape(shape: unknown, name: string): readonly number[] {
  if (!Array.isArray(shape) || !Array.from<unknown>(shape).every(isAxis)) {
    throw new InvalidArgumentError(`${name} must be an array of integers, 0 or more each, got ${show(shape)}`);
  }
  const sizes = shape as number[];
  if (sizeOf(sizes) > LARGEST_SIZE) {
    throw new InvalidArgumentError(`${name} must have at most 2^31 elements, got ${show(shape)}`);
  }
  return Object.freeze([...sizes]);
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((axis, i) => axis === b[i]);
}
