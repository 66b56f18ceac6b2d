import { likeliestAction, sampleCategorical } from '../distributions/sampling';
import { requireActions } from '../learner/checks';
import { requireFiniteStd } from '../networks/parameters';
import type { Random } from '../numbers/random';
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
    requireActions(actions.dataSync(), rows, { n: numActions }); // a one-hot row of another action would be all zeros
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
    return mean.map((center, i) => random.normal(center, requireFiniteStd(std[i % std.length])));
  }

  /** [k] or [B,k] standard deviations as plain numbers */
  stdNumbers(): Float32Array {
    return this.std === undefined ? readFloats(this.logStd).map(Math.exp) : readFloats(this.std);
  }
}
