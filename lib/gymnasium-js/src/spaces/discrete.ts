import { checkKnownOptions } from '../knownOptions.js';
import { InvalidArgumentError } from '../errors.js';
import { show } from '../text.js';
import { checkSampleOptions, type SampleOptions, type Seed, Space } from './space.js';

/** The integers start, start + 1, ..., start + n - 1. */
export class Discrete extends Space<number> {
  readonly n: number;
  readonly start: number;

  /**
   * @param n number of elements, 1 or more
   * @example new Discrete(3, { start: -1 }) // {-1, 0, 1}
   */
  constructor(n: number, options: { start?: number; seed?: Seed } = {}) {
    super(Object.freeze([]), 'int64');
    checkKnownOptions(options, ['start', 'seed'], 'Discrete');
    const { start = 0, seed } = options;
    if (!Number.isSafeInteger(n) || n <= 0) {
      throw new InvalidArgumentError(`Discrete: n must be an integer, 1 or more, got ${show(n)}`);
    }
    if (!Number.isSafeInteger(start) || !Number.isSafeInteger(start + n)) {
      throw new InvalidArgumentError(`Discrete: start must be an integer within 2^53 of zero, got ${show(start)}`);
    }
    this.n = n;
    this.start = start;
    if (seed !== undefined) this.seed(seed);
  }

  /**
   * @param options.mask n entries, 1 for what may be drawn; all 0 gives `start`
   * @param options.probability n entries that sum to 1
   */
  sample(options?: SampleOptions): number {
    if (options === undefined) return this.start + this.random.integers(this.n);
    checkSampleOptions(options, 'Discrete');
    if (options.mask !== undefined) return this.start + sampleMasked(this, this.n, options.mask, 'Discrete');
    if (options.probability !== undefined) {
      return this.start + this.random.choice(checkEntries(options.probability, this.n, 'Discrete', 'probability'));
    }
    return this.start + this.random.integers(this.n);
  }

  contains(value: unknown): boolean {
    return Number.isInteger(value) && (value as number) >= this.start && (value as number) < this.start + this.n;
  }

  equals(other: unknown): boolean {
    return other instanceof Discrete && other.n === this.n && other.start === this.start;
  }

  toString(): string {
    return this.start === 0 ? `Discrete(${this.n})` : `Discrete(${this.n}, start=${this.start})`;
  }
}

/** An index among those with mask 1, uniformly; 0 if there is none. */
export function sampleMasked(space: Space<unknown>, n: number, mask: unknown, name: string): number {
  const entries = checkEntries(mask, n, name, 'mask');
  const allowed: number[] = [];
  for (let i = 0; i < n; i++) {
    if (entries[i] === 1) allowed.push(i);
    else if (entries[i] !== 0) {
      throw new InvalidArgumentError(`${name}.sample: mask[${i}] must be 0 or 1, got ${show(entries[i])}`);
    }
  }
  return allowed.length === 0 ? 0 : allowed[space.random.integers(allowed.length)];
}

/** A list of n numbers, or an error that names it. */
export function checkEntries(values: unknown, n: number, space: string, name: string): ArrayLike<number> {
  const list = values as ArrayLike<number>;
  if ((!Array.isArray(values) && !ArrayBuffer.isView(values)) || list.length !== n) {
    throw new InvalidArgumentError(`${space}.sample: ${name} must have ${n} entries, got ${show(values)}`);
  }
  return list;
}
