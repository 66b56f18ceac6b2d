import { checkKnownOptions } from '../knownOptions.js';
import { InvalidArgumentError } from '../errors.js';
import { show } from '../text.js';
import { checkEntries } from './discrete.js';
import { flatNumbers } from './numbers.js';
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

/**
 * Arrays of zeros and ones. Elements are Int8Array, flat and row-major.
 * @example new MultiBinary(5)
 * @example new MultiBinary([3, 2])
 */
export class MultiBinary extends Space<Int8Array> {
  override readonly shape: readonly number[];
  /** As given: a length, or the sizes of the axes. */
  readonly n: number | readonly number[];

  constructor(n: number | readonly number[], options: { seed?: Seed } = {}) {
    checkKnownOptions(options, ['seed'], 'MultiBinary');
    const shape = checkShape(typeof n === 'number' ? [n] : n, 'MultiBinary: n');
    if (shape.includes(0)) throw new InvalidArgumentError(`MultiBinary: n must be 1 or more, got ${show(n)}`);
    super(shape, 'int8');
    this.shape = shape;
    this.n = typeof n === 'number' ? n : shape;
    if (options.seed !== undefined) this.seed(options.seed);
  }

  /**
   * @param options.mask 0 or 1 where that value is wanted, 2 where it is drawn
   * @param options.probability of a one, per component
   */
  sample(options?: SampleOptions): Int8Array {
    checkSampleOptions(options, 'MultiBinary');
    const size = sizeOf(this.shape);
    if (options?.probability !== undefined) {
      const chances = checkEntries(options.probability, size, 'MultiBinary', 'probability');
      return new Int8Array(size).map((_, i) => {
        if (!(chances[i] >= 0 && chances[i] <= 1)) {
          throw new InvalidArgumentError(
            `MultiBinary.sample: probability[${i}] must be in [0, 1], got ${show(chances[i])}`,
          );
        }
        return this.random.random() <= chances[i] ? 1 : 0;
      });
    }
    if (options?.mask === undefined) return this.random.bits8(size);
    const mask = checkEntries(options.mask, size, 'MultiBinary', 'mask');
    const drawn = this.random.bits8(size);
    return drawn.map((bit, i) => {
      if (mask[i] !== 0 && mask[i] !== 1 && mask[i] !== 2) {
        throw new InvalidArgumentError(`MultiBinary.sample: mask[${i}] must be 0, 1 or 2, got ${show(mask[i])}`);
      }
      return mask[i] === 2 ? bit : mask[i];
    });
  }

  contains(value: unknown): boolean {
    const numbers = flatNumbers(value, this.shape);
    if (numbers === null) return false;
    for (let i = 0; i < numbers.length; i++) if (numbers[i] !== 0 && numbers[i] !== 1) return false;
    return true;
  }

  equals(other: unknown): boolean {
    return other instanceof MultiBinary && sameShape(other.shape, this.shape);
  }

  toString(): string {
    return `MultiBinary(${typeof this.n === 'number' ? this.n : shapeText(this.n)})`;
  }
}
