import { drawBeta, likeliestAction, sampleCategorical } from '../distributions/sampling';
import { normalNodes, normalWeights, squashCorrection } from '../distributions/squash';
import type { ActionBounds } from '../networks/actionSpace';
import type { Random } from '../numbers/random';
import { digamma, logGamma } from './gammaTensors';
import { assertShape, readFloats, tf } from './tensors';

/** What PPO asks of a policy's distributions, as tensors that gradients can flow through. */
export interface PolicyTensors {
  /** [B] log-probability of one action per row, nats */
  logProb(actions: tf.Tensor): tf.Tensor1D;
  /** [B] nats */
  entropy(): tf.Tensor1D;
  /** [B] KL(this || other), nats */
  kl(other: this): tf.Tensor1D;
  /**
   * One action per row as it is stored, see `toEnvActions`: a squashed Gaussian's is u.
   * @param random draws it, never tfjs; null: the most probable one
   */
  draw(random: Random | null): Int32Array | Float32Array;
}

/** B categorical distributions given by normalised log-probabilities [B,k] (`logits.logSoftmax()`). */
export class CategoricalTensors implements PolicyTensors {
  constructor(readonly logProbs: tf.Tensor2D) {}

  /** @param actions [B] int32 */
  logProb(actions: tf.Tensor): tf.Tensor1D {
    const [rows, numActions] = this.logProbs.shape;
    assertShape(actions, [rows], 'actions');
    return tf.tidy(() => {
      const chosen = tf.oneHot(actions, numActions); // [B,k], 1 at the action taken
      return this.logProbs.mul(chosen).sum<tf.Tensor1D>(1);
    });
  }

  entropy(): tf.Tensor1D {
    return tf.tidy(() => this.logProbs.exp().mul(this.logProbs).sum<tf.Tensor1D>(1).neg());
  }

  kl(other: CategoricalTensors): tf.Tensor1D {
    assertShape(other.logProbs, this.logProbs.shape, 'other.logProbs');
    return tf.tidy(() => this.logProbs.exp().mul(this.logProbs.sub(other.logProbs)).sum<tf.Tensor1D>(1));
  }

  draw(random: Random | null): Int32Array {
    const [rows, numActions] = this.logProbs.shape;
    const logProbs = this.logProbs.dataSync();
    const probs = Float64Array.from(logProbs, Math.exp);
    return Int32Array.from({ length: rows }, (_, b) =>
      random === null ? likeliestAction(logProbs, b, numActions) : sampleCategorical(probs, b, numActions, random),
    );
  }
}

const LOG_TWO_PI = Math.log(2 * Math.PI);

/** B normal distributions of k independent components: mean [B,k], and log standard deviations [k] for all rows or [B,k]. */
export class GaussianTensors implements PolicyTensors {
  constructor(
    readonly mean: tf.Tensor2D,
    readonly logStd: tf.Tensor1D | tf.Tensor2D,
    /** the standard deviations, if the caller has them */
    readonly std?: tf.Tensor2D,
  ) {
    assertShape(logStd, logStd.rank === 1 ? [mean.shape[1]] : mean.shape, 'logStd');
  }

  /** @param actions [B,k] float32 */
  logProb(actions: tf.Tensor): tf.Tensor1D {
    assertShape(actions, this.mean.shape, 'actions');
    return tf.tidy(() => {
      const z = actions.sub(this.mean).div(this.std ?? this.logStd.exp()); // [B,k]
      const constant = this.logStd.sum(-1).add(0.5 * this.mean.shape[1] * LOG_TWO_PI); // [] or [B]
      return z.square().sum(1).mul(-0.5).sub<tf.Tensor1D>(constant);
    });
  }

  entropy(): tf.Tensor1D {
    return tf.tidy(() => {
      const each = this.logStd.sum(-1).add(0.5 * this.mean.shape[1] * (1 + LOG_TWO_PI)); // [] or [B]
      return each.mul<tf.Tensor1D>(tf.ones([this.mean.shape[0]]));
    });
  }

  kl(other: GaussianTensors): tf.Tensor1D {
    assertShape(other.mean, this.mean.shape, 'other.mean');
    return tf.tidy(() => {
      const logRatio = this.logStd.sub(other.logStd); // [k] or [B,k]
      const distance = this.mean.sub(other.mean).div(other.std ?? other.logStd.exp()); // [B,k]
      const each = logRatio.mul(2).exp().add(distance.square()).sub(1).mul(0.5).sub(logRatio); // [B,k]
      return each.sum<tf.Tensor1D>(1);
    });
  }

  draw(random: Random | null): Float32Array {
    const mean = readFloats(this.mean);
    if (random === null) return mean;
    const std = this.stdNumbers();
    return mean.map((center, i) => random.normal(center, std[i % std.length]));
  }

  /** [k] or [B,k] standard deviations as plain numbers */
  stdNumbers(): Float32Array {
    return this.std === undefined ? readFloats(this.logStd).map(Math.exp) : readFloats(this.std);
  }
}

/**
 * B actions low .. high of tanh(u), where u has a normal distribution `base`. Actions are given as u: then what the stretched tanh takes
 * from a log-probability does not depend on any parameter, and nothing is lost where tanh saturates.
 */
export class SquashedGaussianTensors implements PolicyTensors {
  constructor(
    readonly base: GaussianTensors,
    readonly bounds: ActionBounds,
  ) {}

  /** @param actions [B,k] float32, u and not tanh(u) */
  logProb(actions: tf.Tensor): tf.Tensor1D {
    const { half } = this.bounds;
    assertShape(actions, this.base.mean.shape, 'actions');
    const u = actions.dataSync();
    const corrections = Float32Array.from({ length: actions.shape[0] }, (_, b) =>
      squashCorrection(u, half, b * half.length),
    );
    return tf.tidy(() => this.base.logProb(actions).sub(tf.tensor1d(corrections)));
  }

  /** The Gaussian's entropy plus the mean of log(half (1 - tanh(u)^2)), by the quadrature of `meanLogTanhSlope`. */
  entropy(): tf.Tensor1D {
    const { base, bounds } = this;
    const rows = base.mean.shape[0];
    return tf.tidy(() => {
      const std = (base.std ?? base.logStd.exp()).mul<tf.Tensor2D>(tf.onesLike(base.mean)); // [B,k]
      const u = base.mean.expandDims(2).add(std.expandDims(2).mul(tf.tensor1d(Float32Array.from(normalNodes)))); // [B,k,Q]
      const slope = u.add(u.mul(-2).softplus()).sub(Math.LN2).mul(-2); // log(1 - tanh(u)^2)
      const lost = slope.mul(tf.tensor1d(Float32Array.from(normalWeights))).sum([1, 2]); // [B]
      const stretch = bounds.half.reduce((total, half) => total + Math.log(half), 0);
      assertShape(lost, [rows], 'entropy');
      return base.entropy().add(lost).add<tf.Tensor1D>(stretch);
    });
  }

  /** Exactly the base's, since tanh is one-to-one. */
  kl(other: SquashedGaussianTensors): tf.Tensor1D {
    return this.base.kl(other.base);
  }

  draw(random: Random | null): Float32Array {
    return this.base.draw(random);
  }
}

/** B Beta distributions of k independent components, stretched from (0, 1) to bounds: alpha and beta [B,k]. Actions are given in (0, 1). */
export class BetaTensors implements PolicyTensors {
  constructor(
    readonly alpha: tf.Tensor2D,
    readonly beta: tf.Tensor2D,
    readonly bounds: ActionBounds,
  ) {
    assertShape(beta, alpha.shape, 'beta');
  }

  /** @param actions [B,k] float32 in (0, 1) */
  logProb(actions: tf.Tensor): tf.Tensor1D {
    assertShape(actions, this.alpha.shape, 'actions');
    const x = actions.dataSync();
    return tf.tidy(() => {
      const logX = tf.tensor(Float32Array.from(x, Math.log), this.alpha.shape);
      const logRest = tf.tensor(
        Float32Array.from(x, (value) => Math.log1p(-value)),
        this.alpha.shape,
      );
      const each = this.alpha.sub(1).mul(logX).add(this.beta.sub(1).mul(logRest)).sub(this.logBeta()); // [B,k]
      return each.sum(1).sub<tf.Tensor1D>(this.logVolume());
    });
  }

  entropy(): tf.Tensor1D {
    const { alpha, beta } = this;
    return tf.tidy(() => {
      const both = alpha.add<tf.Tensor2D>(beta);
      const ofParts = alpha
        .sub(1)
        .mul(digamma(alpha))
        .add(beta.sub(1).mul(digamma(beta)));
      const each = this.logBeta()
        .sub(ofParts)
        .add(both.sub(2).mul(digamma(both))); // [B,k]
      return each.sum(1).add<tf.Tensor1D>(this.logVolume());
    });
  }

  kl(other: BetaTensors): tf.Tensor1D {
    assertShape(other.alpha, this.alpha.shape, 'other.alpha');
    const { alpha, beta } = this;
    return tf.tidy(() => {
      const [moreAlpha, moreBeta] = [alpha.sub(other.alpha), beta.sub(other.beta)];
      const both = digamma(alpha.add<tf.Tensor2D>(beta));
      const ofAlpha = moreAlpha.mul(digamma(alpha).sub(both));
      const ofBeta = moreBeta.mul(digamma(beta).sub(both));
      return other.logBeta().sub(this.logBeta()).add(ofAlpha).add(ofBeta).sum<tf.Tensor1D>(1);
    });
  }

  draw(random: Random | null): Float32Array {
    const beta = this.beta.dataSync();
    return readFloats(this.alpha).map((alpha, i) => drawBeta(random, alpha, beta[i]));
  }

  /** [B,k] log B(alpha, beta) */
  private logBeta(): tf.Tensor2D {
    return logGamma(this.alpha)
      .add(logGamma(this.beta))
      .sub(logGamma(this.alpha.add<tf.Tensor2D>(this.beta)));
  }

  /** log of the volume of the box, nats */
  private logVolume(): number {
    return this.bounds.half.reduce((total, half) => total + Math.log(2 * half), 0);
  }
}
