import { drawBeta } from '../distributions/sampling';
import { normalNodes, normalWeights, squashCorrection } from '../distributions/squash';
import type { ActionBounds } from '../networks/parameters';
import type { Random } from '../numbers/random';
import { digamma as digammaOf, gammaln, trigamma as trigammaOf } from '../numbers/specialFunctions';
import type { GaussianTensors, PolicyTensors } from './distributions';
import { assertShape, readFloats, tf } from './tensors';

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

// The gamma functions that tfjs lacks, as operations with gradients. Computed number by number in float64, stored as float32.

/** log Gamma(x) for x > 0; its derivative is `digamma`. */
export const logGamma = withDerivative(gammaln, (x) => digamma(x));

/** psi(x) for x > 0, the derivative of log Gamma; its own derivative is psi', from a series. */
export const digamma = withDerivative(digammaOf, (x) => elementwise(x, trigammaOf));

type Operation = <T extends tf.Tensor>(x: T) => T;

function withDerivative(f: (x: number) => number, derivative: (x: tf.Tensor) => tf.Tensor): Operation {
  const operation = tf.customGrad((x, save) => {
    const input = x as tf.Tensor;
    (save as tf.GradSaveFunc)([input]);
    return {
      value: elementwise(input, f),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => dy.mul(derivative(saved[0])),
    };
  });
  return <T extends tf.Tensor>(x: T): T => operation(x) as T;
}

function elementwise(x: tf.Tensor, f: (x: number) => number): tf.Tensor {
  return tf.tensor(Float32Array.from(x.dataSync(), f), x.shape);
}
