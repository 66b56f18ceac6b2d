import { checkKnownOptions } from '../knownOptions.js';
import { InvalidArgumentError } from '../errors.js';
import { show } from '../text.js';
import { checkEntries, sampleMasked } from './discrete.js';
import { flatNumbers } from './numbers.js';
import { arrayText } from './numpyText.js';
import { checkSampleOptions, checkShape, type SampleOptions, sameShape, type Seed, sizeOf, Space } from './space.js';

/**
 * One `Discrete` per component: component i is one of start[i], ..., start[i] + nvec[i] - 1.
 * Elements are Int32Array (JavaScript has no array of plain 64-bit integers).
 * @example new MultiDiscrete([5, 2, 2])
 */
export class MultiDiscrete extends Space<Int32Array> {
  override readonly shape: readonly number[];
  readonly nvec: Int32Array;
  readonly start: Int32Array;

  constructor(
    nvec: ArrayLike<number>,
    options: { start?: ArrayLike<number>; shape?: readonly number[]; seed?: Seed } = {},
  ) {
    checkKnownOptions(options, ['start', 'shape', 'seed'], 'MultiDiscrete');
    const shape =
      options.shape === undefined
        ? checkShape([nvec?.length], 'MultiDiscrete: the length of nvec')
        : checkShape(options.shape, 'MultiDiscrete: shape');
    super(shape, 'int64');
    this.shape = shape;
    this.nvec = integers(nvec, shape, 'nvec');
    this.start =
      options.start === undefined ? new Int32Array(this.nvec.length) : integers(options.start, shape, 'start');
    this.nvec.forEach((count, i) => {
      if (count <= 0) throw new InvalidArgumentError(`MultiDiscrete: nvec[${i}] must be 1 or more, got ${count}`);
    });
    if (options.seed !== undefined) this.seed(options.seed);
  }

  /**
   * @param options.mask one list of 0 and 1 per component
   * @param options.probability one list of probabilities per component
   */
  sample(options?: SampleOptions): Int32Array {
    checkSampleOptions(options, 'MultiDiscrete');
    const { nvec, start, random } = this;
    const steer = options?.mask ?? options?.probability;
    if (steer === undefined) return nvec.map((count, i) => Math.floor(random.random() * count) + start[i]);
    const name = options?.mask !== undefined ? 'mask' : 'probability';
    if (!Array.isArray(steer) || steer.length !== nvec.length) {
      throw new InvalidArgumentError(
        `MultiDiscrete.sample: ${name} must be a list of ${nvec.length} lists, got ${show(steer)}`,
      );
    }
    return nvec.map((count, i) => {
      const entries: unknown = steer[i];
      if (name === 'mask') return start[i] + sampleMasked(this, count, entries, 'MultiDiscrete');
      return start[i] + random.choice(checkEntries(entries, count, 'MultiDiscrete', name));
    });
  }

  contains(value: unknown): boolean {
    const numbers = flatNumbers(value, this.shape);
    if (numbers === null) return false;
    for (let i = 0; i < numbers.length; i++) {
      const x = numbers[i];
      if (!Number.isInteger(x) || x < this.start[i] || x >= this.start[i] + this.nvec[i]) return false;
    }
    return true;
  }

  equals(other: unknown): boolean {
    return (
      other instanceof MultiDiscrete &&
      sameShape(other.shape, this.shape) &&
      this.nvec.every((count, i) => count === other.nvec[i]) &&
      this.start.every((first, i) => first === other.start[i])
    );
  }

  toString(): string {
    const counts = arrayText(this.nvec, this.shape, 'int32');
    if (this.start.every((first) => first === 0)) return `MultiDiscrete(${counts})`;
    return `MultiDiscrete(${counts}, start=${arrayText(this.start, this.shape, 'int32')})`;
  }
}

function integers(values: ArrayLike<number>, shape: readonly number[], name: string): Int32Array {
  const numbers = flatNumbers(values, shape);
  if (numbers === null) {
    throw new InvalidArgumentError(`MultiDiscrete: ${name} must hold ${sizeOf(shape)} integers, got ${show(values)}`);
  }
  return Int32Array.from({ length: numbers.length }, (_, i) => {
    if (numbers[i] !== (numbers[i] | 0)) {
      throw new InvalidArgumentError(`MultiDiscrete: ${name}[${i}] must be a 32-bit integer, got ${show(numbers[i])}`);
    }
    return numbers[i];
  });
}
