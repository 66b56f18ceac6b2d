import { digamma as digammaOf, gammaln, trigamma as trigammaOf } from '../numbers/specialFunctions';
import { tf } from './tensors';

/** The gamma functions that tfjs lacks, as operations with gradients. Computed number by number in float64, stored as float32. */

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
