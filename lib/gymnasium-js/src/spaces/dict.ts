import { checkKnownOptions } from '../knownOptions.js';
import { InvalidArgumentError } from '../errors.js';
import { show } from '../text.js';
import { checkSampleOptions, type SampleOptions, type Seed, Space } from './space.js';

const SUBSEEDS = 2147483647;

/** Spaces by name. */
export type SpaceRecord = Readonly<Record<string, Space<unknown>>>;

/** The types of the values of a dictionary of spaces. */
export type ValuesOf<S extends SpaceRecord> = { [K in keyof S]: S[K] extends Space<infer T> ? T : never };

/**
 * Objects with one value from each of the named spaces. Keys are kept in sorted order, as in Gymnasium; the order
 * decides which subspace gets which seed and how the dictionary is flattened.
 * @example new Dict({ position: new Box(-1, 1, { shape: [2] }), gear: new Discrete(5) })
 */
export class Dict<S extends SpaceRecord = SpaceRecord> extends Space<ValuesOf<S>> {
  readonly spaces: S;
  /** The names, in the order that counts. */
  readonly keys: readonly string[];

  /** @param options.sortKeys false keeps the order in which the spaces were given */
  constructor(spaces: S, options: { seed?: Seed | Readonly<Record<string, unknown>>; sortKeys?: boolean } = {}) {
    super(null, null);
    checkKnownOptions(options, ['seed', 'sortKeys'], 'Dict');
    if (typeof spaces !== 'object' || spaces === null || Array.isArray(spaces)) {
      throw new InvalidArgumentError(`Dict: spaces must be an object of spaces, got ${show(spaces)}`);
    }
    const keys = Object.keys(spaces);
    for (const key of keys) {
      if (!((spaces[key] as unknown) instanceof Space)) {
        throw new InvalidArgumentError(`Dict: spaces.${key} must be a space, got ${show(spaces[key])}`);
      }
    }
    this.keys = Object.freeze((options.sortKeys ?? true) ? keys.sort(byCodePoint) : keys);
    this.spaces = Object.freeze(Object.fromEntries(this.keys.map((key) => [key, spaces[key]]))) as S;
    if (options.seed !== undefined) this.seed(options.seed);
  }

  private get list(): Space<unknown>[] {
    return this.keys.map((key) => this.spaces[key]);
  }

  /**
   * Seeds every subspace: a number seeds a generator that draws one seed for each, an object gives them by name.
   * @returns the seeds used, by name
   */
  override seed(seed: Seed | Readonly<Record<string, unknown>> = null): Record<string, unknown> {
    if (seed === null) return this.collect((space) => space.seed());
    if (typeof seed === 'number') {
      super.seed(seed);
      const seeds = this.keys.map(() => this.random.integers(SUBSEEDS));
      return this.collect((space, _key, i) => space.seed(seeds[i]));
    }
    this.checkKeys(seed, 'seed', 'seed');
    return this.collect((space, key) => space.seed(seed[key] as Seed));
  }

  /** @param options.mask (or `probability`) one per name; undefined where there is none */
  sample(options?: SampleOptions): ValuesOf<S> {
    checkSampleOptions(options, 'Dict');
    const key = options?.mask !== undefined ? 'mask' : 'probability';
    const steer = options?.[key] as Record<string, unknown> | undefined;
    if (steer === undefined) return this.collect((space) => space.sample()) as ValuesOf<S>;
    this.checkKeys(steer, 'sample', key);
    return this.collect((space, name) => {
      const part = steer[name] ?? undefined;
      return part === undefined ? space.sample() : space.sample({ [key]: part });
    }) as ValuesOf<S>;
  }

  contains(value: unknown): boolean {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const record = value as Record<string, unknown>;
    return (
      Object.keys(record).length === this.keys.length &&
      this.keys.every((key) => Object.hasOwn(record, key) && this.spaces[key].contains(record[key]))
    );
  }

  equals(other: unknown): boolean {
    return (
      other instanceof Dict &&
      other.keys.length === this.keys.length &&
      this.keys.every((key) => other.keys.includes(key) && this.spaces[key].equals((other.spaces as SpaceRecord)[key]))
    );
  }

  toString(): string {
    return `Dict(${this.keys.map((key) => `'${key}': ${String(this.spaces[key])}`).join(', ')})`;
  }

  override copyGeneratorFrom(source: Space<unknown>): this {
    super.copyGeneratorFrom(source);
    if (source instanceof Dict) this.list.forEach((space, i) => space.copyGeneratorFrom(source.list[i]));
    return this;
  }

  private collect(value: (space: Space<unknown>, key: string, i: number) => unknown): Record<string, unknown> {
    return Object.fromEntries(this.keys.map((key, i) => [key, value(this.spaces[key], key, i)]));
  }

  private checkKeys(given: unknown, method: string, name: string): void {
    const keys = typeof given === 'object' && given !== null ? Object.keys(given) : [];
    if (keys.length !== this.keys.length || !this.keys.every((key) => keys.includes(key))) {
      throw new InvalidArgumentError(
        `Dict.${method}: ${name} must have exactly the keys ${this.keys.join(', ')}, got ${show(given)}`,
      );
    }
  }
}

/** Python's order of strings. */
function byCodePoint(a: string, b: string): number {
  const x = Array.from(a);
  const y = Array.from(b);
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const difference = (x[i].codePointAt(0) ?? 0) - (y[i].codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return x.length - y.length;
}
