import { requireKnownOptions } from '../../numbers/objects';
import { requireRandom, type Random } from '../../numbers/random';
import { floatsLike, requireLength, requireNumbers, type FloatArray, type NumberArray } from '../../numbers/validate';
import { countRows, eachRow, requireDistribution, requireSameShape, rounded, sumRows } from '../rows';
import { gaussianEntropy, gaussianGradient, gaussianLogProb } from './loops';

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
  /** [n,k] */
  private readonly logStd: Float64Array;

  /** @throws RangeError if lengths do not fit, a number is not finite or a standard deviation is not positive */
  constructor(options: { mean: NumberArray; std: NumberArray; actionSize: number }) {
    requireKnownOptions('DiagonalGaussian', options, ['mean', 'std', 'actionSize']);
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
    this.logStd = Float64Array.from(this.std, Math.log);
  }

  /** [n,k] one action per row. */
  sample(random: Random): FloatArray {
    requireRandom('random', random);
    return this.mean.map((center, i) => random.normal(center, this.std[i]));
  }

  /** [n] log-density of one action [k] per row, nats; a density, so it can be positive. */
  logProb(actions: NumberArray): FloatArray {
    const { mean, std, logStd, actionSize } = this;
    this.requireActions(actions);
    return eachRow(this.numRows, mean, (row) => gaussianLogProb(mean, std, logStd, actions, row, actionSize));
  }

  /** [n] differential entropy, nats; negative for small standard deviations (below 0.242 in one dimension). */
  entropy(): FloatArray {
    return eachRow(this.numRows, this.mean, (row) => gaussianEntropy(this.logStd, row, this.actionSize));
  }

  /** [n] KL(this || other), nats. */
  kl(other: DiagonalGaussian): FloatArray {
    requireDistribution(other, 'DiagonalGaussian', ['actionSize', 'mean', 'std']);
    const { numRows, actionSize, mean, std } = this;
    requireSameShape(['actionSize', other.actionSize, actionSize], ['mean', other.mean, mean.length]);
    return sumRows(numRows, actionSize, mean, (i) => {
      const ratio = std[i] / other.std[i];
      const distance = (mean[i] - other.mean[i]) / other.std[i];
      return 0.5 * (ratio * ratio + distance * distance - 1) - Math.log(ratio);
    });
  }

  /** [n,k] the most probable action of each row: its mean. */
  mode(): FloatArray {
    return this.mean.slice();
  }

  /** [n,k] each: derivatives of logProb(actions) with respect to the mean, (a - mean) / std^2, and to log std, z^2 - 1. */
  logProbGradient(actions: NumberArray): { mean: FloatArray; logStd: FloatArray } {
    this.requireActions(actions);
    const logProbGradient = new Float64Array(this.numRows).fill(1);
    const [ofMean, ofLogStd] = [new Float64Array(this.mean.length), new Float64Array(this.mean.length)];
    const numbers = { means: this.mean, stds: this.std, actions, logProbGradient, entropyCoef: 0 };
    gaussianGradient(numbers, ofMean, ofLogStd);
    return { mean: rounded(ofMean, this.mean), logStd: rounded(ofLogStd, this.mean) };
  }

  /** @throws TypeError or RangeError unless there is one action for each row, near enough for the square of its distance to be a number */
  private requireActions(actions: NumberArray): void {
    const { mean, std } = this;
    requireNumbers('actions', actions, { length: mean.length, like: 'mean' });
    for (let i = 0; i < mean.length; i++) {
      const z = (actions[i] - mean[i]) / std[i];
      if (Number.isFinite(z * z)) continue;
      throw new RangeError(`actions[${i}]: got ${actions[i]}, too far from the mean ${mean[i]} for a density`);
    }
  }
}
