import { countRows } from './categorical';
import type { Random } from '../numbers/random';
import { floatsLike, requireLength, requireNumbers, type FloatArray, type NumberArray } from '../numbers/validate';

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/**
 * n normal distributions over actions of `actionSize` independent components: mean and standard deviation [n,k], flat. A log-
 * probability is the sum over the k components, one number per row. A standard deviation of k numbers serves every row.
 */
export class DiagonalGaussian {
  readonly actionSize: number;
  /** n, the number of distributions */
  readonly numRows: number;
  /** [n,k] */
  readonly mean: FloatArray;
  /** [n,k], all positive */
  readonly std: FloatArray;

  /** @throws RangeError if lengths do not fit, a number is not finite or a standard deviation is not positive */
  constructor(options: { mean: NumberArray; std: NumberArray; actionSize: number }) {
    const { mean, std, actionSize } = options;
    requireNumbers('mean', mean);
    requireNumbers('std', std);
    this.numRows = countRows('mean', mean, actionSize, 'actionSize');
    this.actionSize = actionSize;
    if (std.length !== actionSize) requireLength('std', std, mean.length, 'mean');
    this.mean = floatsLike(mean.length, mean, std);
    this.std = floatsLike(mean.length, mean, std);
    for (let i = 0; i < mean.length; i++) {
      const scale = std[i % std.length];
      if (!(scale > 0)) {
        throw new RangeError(
          `std[${i % std.length}]: got ${scale}, must be positive; use exp(logStd) or softplus plus a floor`,
        );
      }
      this.mean[i] = mean[i];
      this.std[i] = scale;
    }
  }

  /** [n,k] one action per row. */
  sample(random: Random): FloatArray {
    return this.mean.map((center, i) => random.normal(center, this.std[i]));
  }

  /** [n] log-density of one action [k] per row, nats; a density, so it can be positive. */
  logProb(actions: NumberArray): FloatArray {
    requireNumbers('actions', actions, { length: this.mean.length, like: 'mean' });
    return this.sumRows((i) => {
      const z = (actions[i] - this.mean[i]) / this.std[i];
      return -0.5 * z * z - Math.log(this.std[i]) - HALF_LOG_TWO_PI;
    });
  }

  /** [n] differential entropy, nats; negative for small standard deviations (below 0.242 in one dimension). */
  entropy(): FloatArray {
    return this.sumRows((i) => 0.5 + HALF_LOG_TWO_PI + Math.log(this.std[i]));
  }

  /** [n] KL(this || other), nats. */
  kl(other: DiagonalGaussian): FloatArray {
    if (other.actionSize !== this.actionSize) {
      throw new RangeError(`other.actionSize: got ${other.actionSize}, must be ${this.actionSize} as here`);
    }
    requireLength('other.mean', other.mean, this.mean.length, "this distribution's");
    return this.sumRows((i) => {
      const ratio = this.std[i] / other.std[i];
      const distance = (this.mean[i] - other.mean[i]) / other.std[i];
      return 0.5 * (ratio * ratio + distance * distance - 1) - Math.log(ratio);
    });
  }

  /** [n,k] the most probable action of each row: its mean. */
  mode(): FloatArray {
    return this.mean.slice();
  }

  /** [n,k] each: derivatives of logProb(actions) with respect to the mean, (a - mean) / std^2, and to log std, z^2 - 1. */
  logProbGradient(actions: NumberArray): { mean: FloatArray; logStd: FloatArray } {
    requireNumbers('actions', actions, { length: this.mean.length, like: 'mean' });
    const z = this.mean.map((center, i) => (actions[i] - center) / this.std[i]);
    return { mean: z.map((value, i) => value / this.std[i]), logStd: z.map((value) => value * value - 1) };
  }

  private sumRows(f: (index: number) => number): FloatArray {
    const result = floatsLike(this.numRows, this.mean);
    for (let row = 0; row < this.numRows; row++) {
      let total = 0;
      for (let i = row * this.actionSize; i < (row + 1) * this.actionSize; i++) total += f(i);
      result[row] = total;
    }
    return result;
  }
}
