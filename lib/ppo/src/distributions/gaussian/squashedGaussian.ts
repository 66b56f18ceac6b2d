import { requireKnownOptions } from '../../numbers/objects';
import { Random, requireRandom } from '../../numbers/random';
import { requireCount, requireNumbers, type FloatArray, type NumberArray } from '../../numbers/validate';
import { eachRow, requireDistribution, rounded } from '../rows';
import { squashCorrection } from '../squash';
import { DiagonalGaussian } from './diagonalGaussian';
import { squashedEntropy } from './squashedLoops';

/**
 * n distributions of tanh(u) where u is normal: actions of `actionSize` components in (-1, 1) (Haarnoja et al. 2018, appendix C).
 * mean and std [n,k] (or std [k]) are those of u.
 */
export class SquashedGaussian {
  /** The distribution of u, before tanh. */
  readonly base: DiagonalGaussian;
  /** [k] half widths of (-1, 1) */
  private readonly halves: Float64Array;

  constructor(options: { mean: NumberArray; std: NumberArray; actionSize: number }) {
    requireKnownOptions('SquashedGaussian', options, ['mean', 'std', 'actionSize']);
    this.base = new DiagonalGaussian(options);
    this.halves = new Float64Array(options.actionSize).fill(1);
  }

  /** [n,k] one action per row. */
  sample(random: Random): FloatArray {
    return this.base.sample(random).map(squash);
  }

  /** [n] log-density of one action [k] per row, nats. @throws RangeError if an action is not strictly between -1 and 1 */
  logProb(actions: NumberArray): FloatArray {
    return this.logProbOf(unsquash(actions, this.base.mean.length));
  }

  /**
   * [n] entropy, nats. It has no closed form: the base's entropy plus the mean of log(1 - tanh(u)^2), by default from a quadrature
   * (`meanLogTanhSlope`). With `numSamples` it is instead a sampled estimate, the mean of -logProb over that many draws, whose standard
   * error falls with their square root.
   * @param options.random for the sampled estimate; default: a fixed stream, so the same distribution gives the same estimate
   */
  entropy(options: { random?: Random; numSamples?: number } = {}): FloatArray {
    requireKnownOptions('entropy', options, ['random', 'numSamples']);
    if (options.numSamples !== undefined || options.random !== undefined) return this.sampledEntropy(options);
    const { mean, std, numRows } = this.base;
    const logStd = Float64Array.from(std, Math.log);
    return eachRow(numRows, mean, (row) => squashedEntropy(mean, std, logStd, this.halves, row));
  }

  private sampledEntropy({
    random = new Random(0, 'entropy'),
    numSamples = 1000,
  }: {
    random?: Random;
    numSamples?: number;
  }): FloatArray {
    requireCount('numSamples', numSamples);
    requireRandom('random', random);
    const total = new Float64Array(this.base.numRows);
    for (let s = 0; s < numSamples; s++) {
      const logProb = this.logProbOf(this.base.sample(random));
      for (let row = 0; row < total.length; row++) total[row] -= logProb[row] / numSamples;
    }
    return rounded(total, this.base.mean);
  }

  /** [n] KL(this || other), nats: exactly the base's, since tanh is one-to-one. */
  kl(other: SquashedGaussian): FloatArray {
    requireDistribution(other, 'SquashedGaussian', ['base']);
    return this.base.kl(other.base);
  }

  /** [n,k] tanh of the base's mean: the action taken when acting greedily (not the density's peak, which tanh shifts). */
  mode(): FloatArray {
    return this.base.mode().map(squash);
  }

  /** [n,k] each: derivatives of logProb(actions) with respect to mean and log std; the base's, as tanh does not depend on them. */
  logProbGradient(actions: NumberArray): { mean: FloatArray; logStd: FloatArray } {
    return this.base.logProbGradient(unsquash(actions, this.base.mean.length));
  }

  /** Density of tanh(u): the base's, divided by the slope 1 - tanh(u)^2 of each component. */
  private logProbOf(u: NumberArray): FloatArray {
    const k = this.base.actionSize;
    return this.base.logProb(u).map((logProb, row) => logProb - squashCorrection(u, this.halves, row * k));
  }
}

/** The largest number below 1 in float32: tanh rounds to 1 for large u, and an action of exactly 1 has no log-probability. */
const BELOW_ONE = 1 - 2 ** -24;

function squash(u: number): number {
  return Math.min(Math.max(Math.tanh(u), -BELOW_ONE), BELOW_ONE);
}

function unsquash(actions: NumberArray, length: number): Float64Array {
  requireNumbers('actions', actions, { length, like: 'mean' });
  return Float64Array.from(actions, (action, i) => {
    if (action <= -1 || action >= 1) {
      throw new RangeError(
        `actions[${i}]: got ${action}, must lie strictly between -1 and 1; scale it from the box first`,
      );
    }
    return Math.atanh(action);
  });
}
