import { InvalidArgumentError } from '../errors.js';
import { checkKnownOptions } from '../knownOptions.js';
import { show } from '../text.js';
import { checkLength, checkParameter } from './arguments.js';
import { boundedInt64, fillBounded8, maskedInterval } from './bounded.js';
import { LIMBS_PER_GENERATOR, Pcg64, type Pcg64State } from './pcg64.js';
import { SeedSequence } from './seedSequence.js';
import { standardExponential, standardNormal } from './ziggurat.js';

/** A saved generator; plain JSON, in NumPy's own spelling (`Generator.bit_generator.state`). */
export interface GeneratorState {
  readonly bit_generator: 'PCG64';
  readonly state: { readonly state: string; readonly inc: string };
  readonly has_uint32: number;
  readonly uinteger: number;
}

/**
 * NumPy's `default_rng(seed)`, bit for bit: the same seed gives the same doubles, integers and normals as Python.
 * @example
 * const random = new NumpyGenerator(42);
 * random.random();        // 0.7739560485559633, as np.random.default_rng(42).random()
 * random.integers(0, 10); // uniform in 0..9
 */
export class NumpyGenerator {
  /** What the generator was seeded with; null when the operating system's entropy was used. */
  readonly seed: number | null;
  private readonly seeds: SeedSequence;
  private readonly bits: Pcg64;

  /**
   * @param seed integer in [0, 2^53], null (the default) for fresh entropy, or a `SeedSequence`
   * @param limbs, offset where the state shall live, see `Pcg64`; left out, in an array of its own
   * @throws InvalidSeedError for any other seed
   */
  constructor(seed: number | null | SeedSequence = null, limbs?: Int32Array, offset?: number) {
    if (limbs !== undefined || offset !== undefined) checkRoom(limbs, offset ?? 0);
    this.seeds = seed instanceof SeedSequence ? seed : new SeedSequence(seed);
    this.seed = this.seeds.seed;
    this.bits = new Pcg64(this.seeds, limbs, offset);
  }

  /** Uniform double in [0, 1), 53 random bits. */
  random(): number {
    return this.bits.nextDouble();
  }

  /** Uniform double in [low, high): `low + (high - low) * random()`. */
  uniform(low = 0, high = 1): number {
    checkParameter(low, 'uniform: low');
    checkParameter(high, 'uniform: high');
    const width = high - low;
    if (!Number.isFinite(width))
      throw new InvalidArgumentError(`uniform: high - low must be finite, got ${low} and ${high}`);
    if (width < 0) throw new InvalidArgumentError(`uniform: low must not exceed high, got ${low} and ${high}`);
    return low + width * this.bits.nextDouble();
  }

  /**
   * Uniform integer in [low, high), as NumPy's 64-bit `integers(low, high)`; one argument means [0, high).
   * @throws InvalidArgumentError if the bounds are not integers within +-2^53 or the interval is empty
   */
  integers(low: number, high?: number): number {
    const from = high === undefined ? 0 : low;
    const to = high === undefined ? low : high;
    if (!isBound(from) || !isBound(to) || to - from > 2 ** 53) {
      throw new InvalidArgumentError(
        `integers: low and high must be integers within 2^53 of zero and of each other, got ${show(from)} and ${show(to)}`,
      );
    }
    if (from >= to) throw new InvalidArgumentError(`integers: low must be below high, got ${from} and ${to}`);
    return from + boundedInt64(this.bits, to - from - 1);
  }

  /** Normal draw with the given mean and standard deviation (NumPy's ziggurat). */
  normal(mean = 0, std = 1): number {
    checkParameter(mean, 'normal: mean');
    checkParameter(std, 'normal: std', 0);
    return mean + std * standardNormal(this.bits);
  }

  /** Exponential draw with the given mean. */
  exponential(scale = 1): number {
    checkParameter(scale, 'exponential: scale', 0);
    return scale * standardExponential(this.bits);
  }

  /** `length` fair bits, as NumPy's `integers(0, 2, size=length, dtype=int8)`: four per 32-bit word. */
  bits8(length: number): Int8Array {
    const out = new Int8Array(checkLength(length, 'bits8: length'));
    fillBounded8(this.bits, 1, out);
    return out;
  }

  /**
   * An index drawn with the given probabilities, as NumPy's `choice(n, p=probabilities)`.
   * @param probabilities non-negative, summing to 1 within 1e-8
   */
  choice(probabilities: ArrayLike<number>): number {
    if (!Array.isArray(probabilities) && !ArrayBuffer.isView(probabilities)) {
      throw new InvalidArgumentError(`choice: probabilities must be a list of numbers, got ${show(probabilities)}`);
    }
    const cumulative = new Float64Array(probabilities.length);
    let sum = 0;
    for (let i = 0; i < cumulative.length; i++) {
      if (typeof probabilities[i] !== 'number' || !(probabilities[i] >= 0)) {
        throw new InvalidArgumentError(`choice: probabilities[${i}] must be 0 or more, got ${show(probabilities[i])}`);
      }
      sum += probabilities[i];
      cumulative[i] = sum;
    }
    if (!(Math.abs(sum - 1) <= 1e-8)) throw new InvalidArgumentError(`choice: probabilities must sum to 1, got ${sum}`);
    const draw = this.bits.nextDouble();
    let index = 0;
    while (index < cumulative.length - 1 && cumulative[index] / sum <= draw) index++;
    return index;
  }

  /** 0 .. length-1 in random order, as NumPy's `permutation(length)` (Fisher-Yates from the end). */
  permutation(length: number): Int32Array {
    checkLength(length, 'permutation: length');
    const order = Int32Array.from({ length }, (_, i) => i);
    for (let i = length - 1; i > 0; i--) {
      const j = maskedInterval(this.bits, i);
      const kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }

  /** Independent generators for separate purposes, as NumPy's `Generator.spawn`. */
  spawn(count: number): NumpyGenerator[] {
    return this.seeds.spawn(checkLength(count, 'spawn: count')).map((child) => new NumpyGenerator(child));
  }

  /** Everything needed to continue the stream later; survives `JSON.stringify`. */
  getState(): GeneratorState {
    const { state, inc, has_uint32, uinteger } = this.bits.getState();
    return { bit_generator: 'PCG64', state: { state, inc }, has_uint32, uinteger };
  }

  /**
   * Continues a stream saved by `getState` (or copied from NumPy with its two integers as strings).
   * @throws InvalidArgumentError if the object is no saved PCG64 state
   */
  setState(saved: GeneratorState): void {
    this.bits.setState(checkState(saved));
  }

  /** A second generator at the same place of the same stream. */
  clone(): NumpyGenerator {
    const copy = new NumpyGenerator(this.seeds);
    copy.setState(this.getState());
    return copy;
  }
}

function isBound(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(value as number) <= 2 ** 53;
}

function checkRoom(limbs: unknown, offset: unknown): void {
  if (limbs instanceof Int32Array && Number.isInteger(offset) && (offset as number) >= 0) {
    if (limbs.length >= (offset as number) + LIMBS_PER_GENERATOR) return;
  }
  throw new InvalidArgumentError(
    `NumpyGenerator: limbs must be an Int32Array with room for ${LIMBS_PER_GENERATOR} numbers at offset ${show(offset)}, got ${show(limbs)}`,
  );
}

function checkState(saved: GeneratorState): Pcg64State {
  const isInteger = (text: unknown): boolean => typeof text === 'string' && /^\d{1,39}$/.test(text);
  const inner = saved?.state;
  if (saved?.bit_generator !== 'PCG64' || !isInteger(inner?.state) || !isInteger(inner?.inc)) {
    throw new InvalidArgumentError(
      `setState: expected { bit_generator: 'PCG64', state: { state, inc } } as getState returns it, got ${show(saved)}`,
    );
  }
  checkKnownOptions(saved, ['bit_generator', 'state', 'has_uint32', 'uinteger'], 'setState: saved');
  checkKnownOptions(inner, ['state', 'inc'], 'setState: saved.state');
  const { has_uint32 = 0, uinteger = 0 } = saved;
  const isWord = typeof uinteger === 'number' && uinteger === uinteger >>> 0;
  if ((has_uint32 !== 0 && has_uint32 !== 1) || !isWord) {
    throw new InvalidArgumentError(
      `setState: has_uint32 must be 0 or 1 and uinteger a 32-bit integer, got ${show(has_uint32)} and ${show(uinteger)}`,
    );
  }
  return { ...inner, has_uint32, uinteger };
}
