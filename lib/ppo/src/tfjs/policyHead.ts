import { actionBounds } from '../distributions/actionBounds';
import { tf } from './backend';
import { Beta } from '../distributions/beta';
import { Categorical } from '../distributions/categorical';
import { DiagonalGaussian } from '../distributions/diagonalGaussian';
import { ZERO_STD } from '../distributions/gaussianBatch';
import { actionWidth, hasTwoOutputs, isDiscrete, type BoxActions } from '../networks/parameters';
import type { PolicySpec } from '../distributions/policyBatch';
import type { Random } from '../numbers/random';
import { firstRows, padRows } from './shapes';
import { SquashedGaussian } from '../distributions/squashedGaussian';
import { BetaTensors, CategoricalTensors, GaussianTensors, SquashedGaussianTensors } from './tensorDistributions';

/** The distributions that a policy network's output stands for, as tensors. */
export type PolicyDistribution = CategoricalTensors | GaussianTensors | SquashedGaussianTensors | BetaTensors;

/** The same as plain numbers; the two bounded ones on (-1, 1) and (0, 1). */
export type NumberDistribution = Categorical | DiagonalGaussian | SquashedGaussian | Beta;

/**
 * From the policy network's output [P,m] to the distributions of its first `rows` rows. What follows the network element by element is
 * also done on whole blocks of rows: see `ActorCritic.forward`.
 * @param logStd [k], where all states share it
 */
export function policyOf(
  output: tf.Tensor2D,
  rows: number,
  spec: PolicySpec,
  logStd: tf.Tensor1D | null,
): PolicyDistribution {
  if (isDiscrete(spec.actionSpace)) return new CategoricalTensors(firstRows(output.logSoftmax(), rows));
  if (spec.actionDistribution === 'beta') return betaOf(output, rows, spec.actionSpace);
  const gaussian = gaussianOf(output, rows, spec, spec.actionSpace, logStd);
  return spec.actionDistribution === 'squashedGaussian'
    ? new SquashedGaussianTensors(gaussian, actionBounds(spec.actionSpace))
    : gaussian;
}

/** Both parameters are 1 + softplus(output): above 1, so that the density has one peak inside the bounds. */
function betaOf(output: tf.Tensor2D, rows: number, space: BoxActions): BetaTensors {
  const parameters = output.softplus().add<tf.Tensor2D>(1); // [P,2k]
  const [alpha, beta] = parameters.split<tf.Tensor2D>(2, 1);
  return new BetaTensors(firstRows(alpha, rows), firstRows(beta, rows), actionBounds(space));
}

function gaussianOf(
  output: tf.Tensor2D,
  rows: number,
  spec: PolicySpec,
  space: BoxActions,
  logStd: tf.Tensor1D | null,
): GaussianTensors {
  const size = actionWidth(space);
  const isStateDependent = hasTwoOutputs(spec);
  const center = isStateDependent ? output.slice([0, 0], [-1, size]) : output; // [P,k]
  const mean = firstRows(spec.meanActivation === 'tanh' ? insideBounds(center, space) : center, rows);
  if (!isStateDependent) return new GaussianTensors(mean, logStd as tf.Tensor1D);
  const spread = output.slice([0, size], [-1, size]);
  if (spec.stdForm === 'abs') return absoluteStd(mean, spread, rows);
  return new GaussianTensors(mean, firstRows(spread, rows), firstRows(spread.exp(), rows));
}

/** middle + half * tanh(x) */
function insideBounds(x: tf.Tensor2D, space: BoxActions): tf.Tensor2D {
  const { middle, half } = actionBounds(space);
  return x
    .tanh()
    .mul(tf.tensor1d(Float32Array.from(half)))
    .add(tf.tensor1d(Float32Array.from(middle)));
}

/** std = |x|, with its logarithm taken on whole blocks of rows. */
function absoluteStd(mean: tf.Tensor2D, spread: tf.Tensor2D, rows: number): GaussianTensors {
  const std = firstRows(spread, rows).abs<tf.Tensor2D>();
  if (std.dataSync().includes(0)) throw new RangeError(ZERO_STD);
  return new GaussianTensors(mean, firstRows(padRows(std, spread.shape[0]).log(), rows), std);
}

/** The distributions as plain numbers, to sample from and to draw. */
export function numbersOf(policy: PolicyDistribution): NumberDistribution {
  if (policy instanceof CategoricalTensors) {
    return new Categorical({ logits: readFloats(policy.logProbs), numActions: policy.logProbs.shape[1] });
  }
  if (policy instanceof BetaTensors) {
    const [alpha, beta] = [readFloats(policy.alpha), readFloats(policy.beta)];
    return new Beta({ alpha, beta, actionSize: policy.alpha.shape[1] });
  }
  const gaussian = policy instanceof GaussianTensors ? policy : policy.base;
  const std = gaussian.std === undefined ? readFloats(gaussian.logStd).map(Math.exp) : readFloats(gaussian.std);
  const options = { mean: readFloats(gaussian.mean), std, actionSize: gaussian.mean.shape[1] };
  return policy instanceof GaussianTensors ? new DiagonalGaussian(options) : new SquashedGaussian(options);
}

/** One action per row as it is stored, see `toEnvActions`: a squashed Gaussian's is u. @param random null: the most probable one */
export function drawActions(distribution: NumberDistribution, random: Random | null): Int32Array | Float32Array {
  const source = distribution instanceof SquashedGaussian ? distribution.base : distribution;
  const drawn = random === null ? source.mode() : source.sample(random);
  return drawn instanceof Int32Array ? drawn : Float32Array.from(drawn);
}

/** A tensor's numbers as a copy. */
export function readFloats(tensor: tf.Tensor): Float32Array {
  return Float32Array.from(tensor.dataSync());
}
