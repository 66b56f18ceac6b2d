import { InvalidArgumentError } from '../errors.js';
import { checkFinite } from '../checks.js';
import { checkKnownOptions } from '../knownOptions.js';
import { show } from '../text.js';

/** A saved `RunningMeanStd`; plain JSON. */
export interface RunningMeanStdState {
  readonly mean: readonly number[];
  readonly var: readonly number[];
  readonly count: number;
}

/**
 * Mean and variance of a stream of vectors, batch by batch (Chan, Golub and LeVeque 1979). It starts as if `epsilon`
 * samples with mean 0 and variance 1 had been seen.
 *
 * With `dtype: 'float32'` every operation is rounded to float32 where NumPy rounds it, so that normalised observations
 * equal Gymnasium's; 'float64' (the default) is exact to rounding.
 */
export class RunningMeanStd {
  readonly mean: Float64Array;
  /** Population variance, per component. */
  readonly var: Float64Array;
  /** Number of samples seen, plus `epsilon`. */
  count: number;
  readonly size: number;
  private readonly round: (x: number) => number;

  /** @param options.size numbers in one sample; default 1 */
  constructor(options: { size?: number; epsilon?: number; dtype?: 'float32' | 'float64' } = {}) {
    checkKnownOptions(options, ['size', 'epsilon', 'dtype'], 'RunningMeanStd');
    const { size = 1, epsilon = 1e-4, dtype = 'float64' } = options;
    if (!Number.isInteger(size) || size < 1 || size > 2 ** 31)
      throw new InvalidArgumentError(`RunningMeanStd: size must be an integer, 1 or more, got ${show(size)}`);
    if (!(checkFinite(epsilon, 'RunningMeanStd: epsilon') >= 0))
      throw new InvalidArgumentError(`RunningMeanStd: epsilon must be 0 or more, got ${show(epsilon)}`);
    if (dtype !== 'float32' && dtype !== 'float64')
      throw new InvalidArgumentError(`RunningMeanStd: dtype must be 'float32' or 'float64', got ${show(dtype)}`);
    this.size = size;
    this.mean = new Float64Array(size);
    this.var = new Float64Array(size).fill(1);
    this.count = epsilon;
    this.round = dtype === 'float32' ? Math.fround : (x) => x;
  }

  /**
   * Takes in a batch.
   * @param batch [n,size] row-major, n >= 1; a Float32Array is averaged in float32, as NumPy does
   */
  update(batch: ArrayLike<number>): void {
    const n = (batch?.length ?? 0) / this.size;
    if (!Number.isInteger(n) || n === 0 || typeof batch === 'string') {
      throw new InvalidArgumentError(
        `RunningMeanStd.update: expected rows of ${this.size} numbers, got ${show(batch)}`,
      );
    }
    // one number that is not finite, or whose square is not, would stay in the moments for ever
    const isSingle = batch instanceof Float32Array || this.round === Math.fround;
    checkNumbers(batch, 'RunningMeanStd.update: batch', isSingle ? LARGEST_SINGLE : LARGEST);
    const single = batch instanceof Float32Array ? Math.fround : (x: number): number => x;
    for (let column = 0; column < this.size; column++) {
      const values = Float64Array.from({ length: n }, (_, row) => batch[row * this.size + column]);
      const mean = single(this.sum(values, single) / n);
      for (let row = 0; row < n; row++) {
        const deviation = single(values[row] - mean);
        values[row] = single(deviation * deviation);
      }
      const variance = single(this.sum(values, single) / n);
      merge(this, column, { mean, squares: single(variance * n), n }, this.round);
    }
    this.count += n;
  }

  /**
   * Takes in the moments of samples that were counted somewhere else, as if they were one more batch; those of no samples change nothing.
   * Begin such moments with `epsilon: 0`, or what they began with is counted again.
   */
  include(moments: RunningMeanStdState): void {
    this.requireMoments('include', moments);
    if (moments.count === 0) return;
    const { mean, var: variance, count } = moments;
    for (let k = 0; k < this.size; k++) {
      merge(this, k, { mean: mean[k], squares: variance[k] * count, n: count }, this.round);
    }
    this.count += count;
  }

  /** NumPy adds a single column pairwise, several columns row by row; the order decides the last bits in float32. */
  private sum(values: Float64Array, single: (x: number) => number): number {
    if (this.size === 1) return pairwiseSum(values, 0, values.length, single);
    return values.reduce((sum, x) => single(sum + x), 0);
  }

  /** (value - mean) / sqrt(var + epsilon) of one or more rows, in float32 steps if `dtype` is float32. */
  normalize(values: ArrayLike<number>, epsilon: number): Float32Array {
    const { round, size } = this;
    if (!(checkFinite(epsilon, 'RunningMeanStd.normalize: epsilon') >= 0)) {
      throw new InvalidArgumentError(`RunningMeanStd.normalize: epsilon must be 0 or more, got ${show(epsilon)}`);
    }
    if (typeof values !== 'object' || values === null || !Number.isInteger(values.length / size)) {
      throw new InvalidArgumentError(`RunningMeanStd.normalize: expected rows of ${size} numbers, got ${show(values)}`);
    }
    checkNumbers(values, 'RunningMeanStd.normalize: values', LARGEST);
    const scale = this.var.map((x) => round(Math.sqrt(round(x + round(epsilon)))));
    const out = new Float32Array(values.length);
    for (let i = 0; i < out.length; i++) out[i] = round(values[i] - this.mean[i % size]) / scale[i % size];
    return out;
  }

  getState(): RunningMeanStdState {
    return { mean: Array.from(this.mean), var: Array.from(this.var), count: this.count };
  }

  setState(saved: RunningMeanStdState): void {
    this.requireMoments('setState', saved);
    this.mean.set(saved.mean);
    this.var.set(saved.var);
    this.count = saved.count;
  }

  private requireMoments(method: string, given: RunningMeanStdState): void {
    const what = method === 'include' ? 'moments' : 'saved';
    checkKnownOptions(given, ['mean', 'var', 'count'], `RunningMeanStd.${method}: ${what}`);
    const isSize = (list: ArrayLike<number> | undefined): boolean =>
      list?.length === this.size && Array.from(list).every(Number.isFinite);
    const fits = isSize(given?.mean) && isSize(given.var) && Array.from(given.var).every((x) => x >= 0);
    if (fits && Number.isFinite(given.count) && given.count >= 0) return;
    throw new InvalidArgumentError(
      `RunningMeanStd.${method}: expected moments of ${this.size} components, got ${show(given)}`,
    );
  }
}

/** Combines one column with new samples: their mean and their sum of squared deviations. */
function merge(
  { mean, var: variance, count: seen }: RunningMeanStd,
  column: number,
  batch: { readonly mean: number; readonly squares: number; readonly n: number },
  round: (x: number) => number,
): void {
  const { n } = batch;
  const count = round(seen);
  const total = round(seen + n);
  const delta = round(batch.mean - mean[column]);
  const between = round(round(round(round(delta * delta) * count) * n) / total);
  const within = round(round(variance[column] * count) + round(batch.squares));
  mean[column] = round(mean[column] + round(round(delta * n) / total));
  variance[column] = round(round(within + between) / total);
}

/** Sums of squares of larger numbers overflow. */
const LARGEST = 1e150;
const LARGEST_SINGLE = 1e16;

function checkNumbers(values: ArrayLike<number>, name: string, largest: number): void {
  for (let i = 0; i < values.length; i++) {
    if (typeof values[i] === 'number' && Math.abs(values[i]) <= largest) continue;
    const rule = Number.isFinite(values[i]) ? `within ${largest} of 0` : 'a finite number';
    throw new InvalidArgumentError(`${name}[${i}] must be ${rule}, got ${show(values[i])}`);
  }
}

/** NumPy's summation of a contiguous array: eight partial sums, blocks of at most 128, halves above. */
function pairwiseSum(values: Float64Array, start: number, length: number, single: (x: number) => number): number {
  if (length < 8) {
    let sum = 0;
    for (let i = 0; i < length; i++) sum = single(sum + values[start + i]);
    return sum;
  }
  if (length > 128) {
    const half = Math.floor(length / 2) - (Math.floor(length / 2) % 8);
    return single(pairwiseSum(values, start, half, single) + pairwiseSum(values, start + half, length - half, single));
  }
  const r = values.slice(start, start + 8);
  let i = 8;
  for (; i < length - (length % 8); i += 8) for (let k = 0; k < 8; k++) r[k] = single(r[k] + values[start + i + k]);
  const pairs = [0, 2, 4, 6].map((k) => single(r[k] + r[k + 1]));
  let sum = single(single(pairs[0] + pairs[1]) + single(pairs[2] + pairs[3]));
  for (; i < length; i++) sum = single(sum + values[start + i]);
  return sum;
}
