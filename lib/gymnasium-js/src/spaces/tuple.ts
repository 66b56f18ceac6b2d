import { checkKnownOptions } from '../knownOptions.js';
import { InvalidArgumentError } from '../errors.js';
import { show } from '../text.js';
import { checkSampleOptions, type SampleOptions, type Seed, Space } from './space.js';

/** Largest 32-bit integer: seeds of subspaces are drawn below it, as in Gymnasium. */
const SUBSEEDS = 2147483647;

/** The types of the elements of a tuple of spaces. */
export type ElementsOf<S extends readonly Space<unknown>[]> = {
  readonly [K in keyof S]: S[K] extends Space<infer T> ? T : never;
};

/**
 * Lists with one element from each of the given spaces.
 * @example new Tuple([new Discrete(2), new Box(-1, 1, { shape: [2] })])
 */
export class Tuple<S extends readonly Space<unknown>[] = readonly Space<unknown>[]> extends Space<ElementsOf<S>> {
  readonly spaces: S;

  constructor(spaces: readonly [...S], options: { seed?: Seed | readonly unknown[] } = {}) {
    super(null, null);
    checkKnownOptions(options, ['seed'], 'Tuple');
    if (!Array.isArray(spaces))
      throw new InvalidArgumentError(`Tuple: spaces must be a list of spaces, got ${show(spaces)}`);
    Array.from<unknown>(spaces).forEach((space, i) => {
      if (!(space instanceof Space))
        throw new InvalidArgumentError(`Tuple: spaces[${i}] must be a space, got ${show(space)}`);
    });
    this.spaces = Object.freeze([...spaces]) as unknown as S;
    if (options.seed !== undefined) this.seed(options.seed);
  }

  get length(): number {
    return this.spaces.length;
  }

  /**
   * Seeds every subspace: a number seeds a generator that draws one seed for each, a list gives them one by one.
   * @returns the seeds used, one per subspace
   */
  override seed(seed: Seed | readonly unknown[] = null): unknown[] {
    if (seed === null) return this.spaces.map((space) => space.seed());
    if (typeof seed === 'number') {
      super.seed(seed);
      const seeds = this.spaces.map(() => this.random.integers(SUBSEEDS));
      return this.spaces.map((space, i) => space.seed(seeds[i]));
    }
    if (!Array.isArray(seed) || seed.length !== this.spaces.length) {
      throw new InvalidArgumentError(
        `Tuple.seed: expected an integer or ${this.spaces.length} seeds, got ${show(seed)}`,
      );
    }
    return this.spaces.map((space, i) => space.seed(seed[i] as Seed));
  }

  /** @param options.mask (or `probability`) one per subspace; undefined where there is none */
  sample(options?: SampleOptions): ElementsOf<S> {
    checkSampleOptions(options, 'Tuple');
    const key = options?.mask !== undefined ? 'mask' : 'probability';
    const steer = options?.[key];
    if (steer !== undefined && (!Array.isArray(steer) || steer.length !== this.spaces.length)) {
      throw new InvalidArgumentError(
        `Tuple.sample: ${key} must be a list of ${this.spaces.length}, got ${show(steer)}`,
      );
    }
    const parts = (steer as unknown[] | undefined) ?? [];
    return this.spaces.map((space, i) =>
      parts[i] === undefined || parts[i] === null ? space.sample() : space.sample({ [key]: parts[i] }),
    ) as unknown as ElementsOf<S>;
  }

  contains(value: unknown): boolean {
    if (!Array.isArray(value) || value.length !== this.spaces.length) return false;
    return this.spaces.every((space, i) => space.contains(value[i]));
  }

  equals(other: unknown): boolean {
    return (
      other instanceof Tuple &&
      other.length === this.length &&
      this.spaces.every((space, i) => space.equals((other.spaces as readonly Space<unknown>[])[i]))
    );
  }

  toString(): string {
    return `Tuple(${this.spaces.map(String).join(', ')})`;
  }

  override copyGeneratorFrom(source: Space<unknown>): this {
    super.copyGeneratorFrom(source);
    if (source instanceof Tuple) this.spaces.forEach((space, i) => space.copyGeneratorFrom((source.spaces as S)[i]));
    return this;
  }
}
