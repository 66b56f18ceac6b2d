import { digamma } from '../../numbers/specialFunctions';
import { requireKnownOptions } from '../../numbers/objects';
import { requireRandom, type Random } from '../../numbers/random';
import { floatsLike, requireNumbers, type FloatArray, type NumberArray } from '../../numbers/validate';
import { countRows, eachRow, requireDistribution, requireSameShape, rounded, sumRows } from '../rows';
import { betaMode, drawBeta } from '../sampling';
import { betaEntropy, betaGradient, betaLogProb, logBeta } from './loops';

/**
 * n Beta distributions over actions of `actionSize` independent components, each in (0, 1): alpha and beta [n,k], flat, positive.
 * Scale actions to the environment's limits outside; unlike a clipped Gaussian, no mass ever falls on a limit (Chou et al. 2017).
 */
export class Beta {
  readonly actionSize: number;
  /** n, the number of distributions */
  readonly numRows: number;
  /** [n,k] */
  readonly alpha: FloatArray;
  /** [n,k] */
  readonly beta: FloatArray;

  /** @throws RangeError if lengths differ or a parameter is not positive and finite */
  constructor(options: { alpha: NumberArray; beta: NumberArray; actionSize: number }) {
    requireKnownOptions('Beta', options, ['alpha', 'beta', 'actionSize']);
    const { alpha, beta, actionSize } = options;
    requireNumbers('alpha', alpha);
    requireNumbers('beta', beta, { length: alpha.length, like: 'alpha' });
    this.numRows = countRows('alpha', alpha, actionSize, 'actionSize');
    this.actionSize = actionSize;
    this.alpha = floatsLike(alpha.length, alpha, beta);
    this.beta = floatsLike(alpha.length, alpha, beta);
    for (const [name, values] of [
      ['alpha', alpha],
      ['beta', beta],
    ] as const) {
      for (let i = 0; i < values.length; i++) {
        if (!(values[i] > 0))
          throw new RangeError(`${name}[${i}]: got ${values[i]}, must be positive; use 1 + softplus`);
        this[name][i] = values[i];
      }
    }
  }

  /** [n,k] one action per row: g / (g + h) of two gamma draws, kept off 0 and 1, where rounding can put it. */
  sample(random: Random): FloatArray {
    requireRandom('random', random);
    const largest = this.alpha instanceof Float32Array ? 1 - 2 ** -24 : 1 - 2 ** -53;
    return this.alpha.map((alpha, i) => drawBeta(random, alpha, this.beta[i], largest));
  }

  /** [n] log-density of one action [k] per row, nats. @throws RangeError if an action is not strictly between 0 and 1 */
  logProb(actions: NumberArray): FloatArray {
    this.checkActions(actions);
    const { numRows, alpha, beta, actionSize } = this;
    return eachRow(numRows, alpha, (row) => betaLogProb(alpha, beta, actions, row, actionSize));
  }

  /** [n] differential entropy, nats; never above 0, which is the uniform distribution. */
  entropy(): FloatArray {
    const { numRows, alpha, beta, actionSize } = this;
    return eachRow(numRows, alpha, (row) => betaEntropy(alpha, beta, row, actionSize));
  }

  /** [n] KL(this || other), nats. */
  kl(other: Beta): FloatArray {
    requireDistribution(other, 'Beta', ['actionSize', 'alpha', 'beta']);
    const { numRows, alpha, beta, actionSize } = this;
    requireSameShape(['actionSize', other.actionSize, actionSize], ['alpha', other.alpha, alpha.length]);
    return sumRows(numRows, actionSize, alpha, (i) => {
      const [a, b, a2, b2] = [alpha[i], beta[i], other.alpha[i], other.beta[i]];
      const log = logBeta(a2, b2) - logBeta(a, b);
      return log + (a - a2) * digamma(a) + (b - b2) * digamma(b) + (a2 - a + b2 - b) * digamma(a + b);
    });
  }

  /**
   * [n,k] the most probable action of each row, (alpha - 1) / (alpha + beta - 2). Where a parameter is 1 or less the density has no
   * such point inside (0, 1); then the mean alpha / (alpha + beta) stands in.
   */
  mode(): FloatArray {
    return this.alpha.map((a, i) => betaMode(a, this.beta[i]));
  }

  /** [n,k] each: derivatives of logProb(actions) with respect to alpha, log x - psi(alpha) + psi(alpha + beta), and to beta. */
  logProbGradient(actions: NumberArray): { alpha: FloatArray; beta: FloatArray } {
    this.checkActions(actions);
    const logProbGradient = new Float64Array(this.numRows).fill(1);
    const [ofAlpha, ofBeta] = [new Float64Array(this.alpha.length), new Float64Array(this.alpha.length)];
    const numbers = { alphas: this.alpha, betas: this.beta, actions, logProbGradient, entropyCoef: 0 };
    betaGradient(numbers, ofAlpha, ofBeta);
    return { alpha: rounded(ofAlpha, this.alpha), beta: rounded(ofBeta, this.alpha) };
  }

  private checkActions(actions: NumberArray): void {
    requireNumbers('actions', actions, { length: this.alpha.length, like: 'alpha' });
    for (let i = 0; i < actions.length; i++) {
      if (actions[i] <= 0 || actions[i] >= 1) {
        throw new RangeError(
          `actions[${i}]: got ${actions[i]}, must lie strictly between 0 and 1; scale it from the box first`,
        );
      }
    }
  }
}
