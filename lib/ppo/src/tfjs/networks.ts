import { choices, requireOneOf } from '../config/choices';
import type { PpoConfig } from '../config/types';
import {
  actionWidth,
  hasTwoOutputs,
  isDiscrete,
  zeroStdError,
  type ActionBounds,
  type PolicySpec,
} from '../networks/parameters';
import { BetaTensors, SquashedGaussianTensors } from './boundedDistributions';
import { CategoricalTensors, GaussianTensors } from './distributions';
import { requireKnownFields } from '../numbers/objects';
import { requireArray } from '../numbers/validate';
import { assertRank, assertShape, assertTensor, firstRows, padRows, tf } from './tensors';

/** One fully connected layer: x W + b. */
export interface DenseLayer {
  /** [inputs,outputs] */
  readonly weights: tf.Tensor2D;
  /** [outputs] */
  readonly biases: tf.Tensor1D;
  /** [outputs] each: a layer normalisation between x W + b and the activation; left out: none */
  readonly norm?: { readonly scale: tf.Tensor1D; readonly shift: tf.Tensor1D };
}

/**
 * Layer normalisation (Ba et al. 2016): every row [B,k] gets mean 0 and variance 1 over its own k numbers (1e-5 is added to the variance),
 * then each column its scale and shift.
 */
export function layerNorm(x: tf.Tensor2D, scale: tf.Tensor1D, shift: tf.Tensor1D): tf.Tensor2D {
  assertShape(scale, [x.shape[1]], 'scale');
  assertShape(shift, [x.shape[1]], 'shift');
  return tf.tidy(() => {
    const centred = x.sub(x.mean(1, true)); // [B,k]
    const variance = centred.square().mean(1, true); // [B,1]
    return centred.div(variance.add(1e-5).sqrt()).mul(scale).add<tf.Tensor2D>(shift);
  });
}

/** x [B,inputs] through layers; the activation follows every layer, or every one but the last if `linearOutput`. Without layers the result is x itself. */
export function mlp(
  x: tf.Tensor2D,
  layers: readonly DenseLayer[],
  activation: PpoConfig['activation'],
  linearOutput = true,
): tf.Tensor2D {
  assertTensor(x, 'x');
  requireArray('layers', layers, 0, 'a list of { weights, biases }');
  for (let depth = 0; depth < layers.length; depth++) requireLayer(`layers[${depth}]`, layers[depth]);
  requireOneOf('activation', activation, choices.activation);
  return tf.tidy(() => {
    let hidden = x;
    layers.forEach(({ weights, biases, norm }, depth) => {
      assertShape(hidden, [x.shape[0], weights.shape[0]], `input of layer ${depth}`);
      hidden = hidden.matMul(weights).add<tf.Tensor2D>(biases); // [B,outputs]
      if (norm !== undefined) hidden = layerNorm(hidden, norm.scale, norm.shift);
      const isLinear = linearOutput && depth === layers.length - 1;
      if (!isLinear) hidden = activation === 'tanh' ? hidden.tanh() : hidden.relu();
    });
    return hidden;
  });
}

function requireLayer(name: string, layer: DenseLayer): void {
  requireKnownFields(name, layer, ['weights', 'biases', 'norm'], 'a layer');
  assertRank(layer.weights, 2, `${name}.weights`);
  assertShape(layer.biases, [layer.weights.shape[1]], `${name}.biases`);
}

/** The distributions that a policy network's output stands for. */
export type PolicyDistribution = CategoricalTensors | GaussianTensors | SquashedGaussianTensors | BetaTensors;

/**
 * From the policy network's output [P,m] to the distributions of its first `rows` rows. What follows the network element by element is
 * also done on whole blocks of rows: see `ActorCritic.forward`.
 * @param bounds of a box of actions, where the policy stays inside them   @param logStd [k], where all states share it
 */
export function policyOf(
  output: tf.Tensor2D,
  rows: number,
  spec: PolicySpec,
  bounds: ActionBounds | null,
  logStd: tf.Tensor1D | null,
): PolicyDistribution {
  if (isDiscrete(spec.actionSpace)) return new CategoricalTensors(firstRows(output.logSoftmax(), rows));
  if (spec.actionDistribution === 'beta') return betaOf(output, rows, bounds as ActionBounds);
  const gaussian = gaussianOf(output, rows, spec, bounds, logStd);
  return spec.actionDistribution === 'squashedGaussian'
    ? new SquashedGaussianTensors(gaussian, bounds as ActionBounds)
    : gaussian;
}

/** Both parameters are 1 + softplus(output): above 1, so that the density has one peak inside the bounds. */
function betaOf(output: tf.Tensor2D, rows: number, bounds: ActionBounds): BetaTensors {
  const parameters = output.softplus().add<tf.Tensor2D>(1); // [P,2k]
  const [alpha, beta] = parameters.split<tf.Tensor2D>(2, 1);
  return new BetaTensors(firstRows(alpha, rows), firstRows(beta, rows), bounds);
}

function gaussianOf(
  output: tf.Tensor2D,
  rows: number,
  spec: PolicySpec,
  bounds: ActionBounds | null,
  logStd: tf.Tensor1D | null,
): GaussianTensors {
  const size = actionWidth(spec.actionSpace);
  const isStateDependent = hasTwoOutputs(spec);
  const center = isStateDependent ? output.slice([0, 0], [-1, size]) : output; // [P,k]
  const isInside = spec.meanActivation === 'tanh' && bounds !== null;
  const mean = firstRows(isInside ? insideBounds(center, bounds) : center, rows);
  if (!isStateDependent) return new GaussianTensors(mean, logStd as tf.Tensor1D);
  const spread = output.slice([0, size], [-1, size]);
  if (spec.stdForm === 'abs') return absoluteStd(mean, spread, rows);
  return new GaussianTensors(mean, firstRows(spread, rows), firstRows(spread.exp(), rows));
}

/** middle + half * tanh(x) */
function insideBounds(x: tf.Tensor2D, { middle, half }: ActionBounds): tf.Tensor2D {
  return x
    .tanh()
    .mul(tf.tensor1d(Float32Array.from(half)))
    .add(tf.tensor1d(Float32Array.from(middle)));
}

/** std = |x|, with its logarithm taken on whole blocks of rows. */
function absoluteStd(mean: tf.Tensor2D, spread: tf.Tensor2D, rows: number): GaussianTensors {
  const std = firstRows(spread, rows).abs<tf.Tensor2D>();
  if (std.dataSync().includes(0)) throw zeroStdError();
  return new GaussianTensors(mean, firstRows(padRows(std, spread.shape[0]).log(), rows), std);
}
