import type { PpoConfig } from '../config/types';
import { tf } from './backend';
import { assertShape } from './shapes';

/** One fully connected layer: x W + b. */
export interface DenseLayer {
  /** [inputs,outputs] */
  readonly weights: tf.Tensor2D;
  /** [outputs] */
  readonly biases: tf.Tensor1D;
}

/** x [B,inputs] through layers; the activation follows every layer, or every one but the last if `linearOutput`. Without layers the result is x itself. */
export function mlp(
  x: tf.Tensor2D,
  layers: readonly DenseLayer[],
  activation: PpoConfig['activation'],
  linearOutput = true,
): tf.Tensor2D {
  return tf.tidy(() => {
    let hidden = x;
    layers.forEach(({ weights, biases }, depth) => {
      assertShape(hidden, [x.shape[0], weights.shape[0]], `input of layer ${depth}`);
      hidden = hidden.matMul(weights).add<tf.Tensor2D>(biases); // [B,outputs]
      const isLinear = linearOutput && depth === layers.length - 1;
      if (!isLinear) hidden = activation === 'tanh' ? hidden.tanh() : hidden.relu();
    });
    return hidden;
  });
}
