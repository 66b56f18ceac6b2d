import { tf } from './backend';
import type { ParameterSlot } from '../networks/parameters';

/** Length of a gradient, all its numbers taken as one vector. Summed in float64. */
export function globalNorm(gradient: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < gradient.length; i++) total += gradient[i] * gradient[i];
  return Math.sqrt(total);
}

/**
 * Scales a gradient in place so that it is no longer than `maxNorm`, with PyTorch's factor maxNorm / (norm + 1e-6).
 * @param maxNorm null: leave it as it is   @returns the length before scaling
 */
export function clipGlobalNorm(gradient: Float32Array, maxNorm: number | null): number {
  const norm = globalNorm(gradient);
  const factor = maxNorm === null ? 1 : maxNorm / (norm + 1e-6);
  if (factor < 1) for (let i = 0; i < gradient.length; i++) gradient[i] *= factor;
  return norm;
}

/**
 * Gradient of a scalar loss with respect to all variables, as one flat array laid out by the manifest. Variables that the loss
 * does not touch get zeros. Owns every tensor it makes.
 * @param loss builds the loss from the variables; called once
 */
export function flatGradient(
  loss: () => tf.Scalar,
  variables: readonly tf.Variable[],
  manifest: readonly ParameterSlot[],
): Float32Array {
  return tf.tidy(() => {
    const { grads } = tf.variableGrads(loss, [...variables]);
    const last = manifest[manifest.length - 1];
    const flat = new Float32Array(last.offset + last.size);
    variables.forEach((variable, i) => {
      const gradient = grads[variable.name] as tf.Tensor | null | undefined;
      if (gradient) flat.set(gradient.dataSync(), manifest[i].offset);
    });
    return flat;
  });
}
