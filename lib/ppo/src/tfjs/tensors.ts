import * as tf from '@tensorflow/tfjs';
import type { ParameterSlot } from '../networks/parameters';
import { describe } from '../numbers/validate';

tf.enableProdMode(); // otherwise the cpu backend prints a banner to stderr

export { tf };

/**
 * Fails early where broadcasting would go on silently: [B] - [B,1] is [B,B] to tfjs.
 * @throws RangeError such as "oldLogProbs: expected [16], got [16,1]"
 */
export function assertShape(tensor: tf.Tensor, shape: readonly number[], name: string): void {
  assertTensor(tensor, name);
  const same = tensor.shape.length === shape.length && shape.every((size, axis) => tensor.shape[axis] === size);
  if (!same) throw new RangeError(`${name}: expected [${shape.join(',')}], got [${tensor.shape.join(',')}]`);
}

/** @throws TypeError unless it is a tensor of numbers, RangeError unless it has so many dimensions */
export function assertRank(tensor: tf.Tensor, rank: number, name: string): void {
  assertTensor(tensor, name);
  if (tensor.rank === rank) return;
  throw new RangeError(`${name}: expected ${rank} dimensions, got [${tensor.shape.join(',')}]`);
}

/** @throws TypeError unless it is a tensor of numbers */
export function assertTensor(tensor: unknown, name: string): void {
  if (!(tensor instanceof tf.Tensor)) {
    throw new TypeError(`${name}: got ${describe(tensor)}, expected a tensor, such as tf.tensor(...) makes`);
  }
  if (tensor.dtype === 'string') throw new TypeError(`${name}: got a tensor of texts, expected one of numbers`);
}

/** float32 numbers as tfjs takes them: it has no float64, and makes an integer tensor of whole numbers. */
export const toFloats = (numbers: ArrayLike<number>): Float32Array =>
  numbers instanceof Float32Array ? numbers : Float32Array.from(numbers);

/** Rows beyond the last one that fill a batch up to a multiple of `multiple`; see `ActorCritic.forward`. */
export function padRows(rows: tf.Tensor2D, multiple: number): tf.Tensor2D {
  const missing = (multiple - (rows.shape[0] % multiple)) % multiple;
  return missing === 0
    ? rows
    : rows.pad([
        [0, missing],
        [0, 0],
      ]);
}

/** The first `count` rows of a [P,k] tensor. */
export function firstRows(rows: tf.Tensor2D, count: number): tf.Tensor2D {
  return rows.shape[0] === count ? rows : rows.slice([0, 0], [count, -1]);
}

/** `tf.tidy` for a function whose result is plain numbers, which `tf.tidy` would search for tensors one by one: every tensor made inside is freed. */
export function tidyNumbers<T>(call: () => T): T {
  let result!: T;
  tf.tidy(() => {
    result = call();
  });
  return result;
}

/** A tensor's numbers as a copy. */
export function readFloats(tensor: tf.Tensor): Float32Array {
  return Float32Array.from(tensor.dataSync());
}

/**
 * Gradient of a scalar loss with respect to all variables, as one flat array laid out by the manifest. Variables that the loss
 * does not touch get zeros. Owns every tensor it makes, also if the loss throws: tfjs frees what it keeps for the way back only when
 * it gets there, so a loss that throws is replaced by one that does not, and thrown afterwards.
 * @param loss builds the loss from the variables; called once   @throws what the loss throws
 */
export function flatGradient(
  loss: () => tf.Scalar,
  variables: readonly tf.Variable[],
  manifest: readonly Pick<ParameterSlot, 'offset' | 'size'>[],
): Float32Array {
  let failure: { readonly error: unknown } | null = null;
  const guarded = (): tf.Scalar => {
    try {
      return loss();
    } catch (error) {
      failure = { error };
      return variables[0].sum().mul<tf.Scalar>(0);
    }
  };
  return tidyNumbers(() => {
    const { grads } = tf.variableGrads(guarded, [...variables]);
    if (failure !== null) throw failure.error;
    const last = manifest[manifest.length - 1];
    const flat = new Float32Array(last.offset + last.size);
    variables.forEach((variable, i) => {
      const gradient = grads[variable.name] as tf.Tensor | null | undefined;
      if (gradient) flat.set(gradient.dataSync(), manifest[i].offset);
    });
    return flat;
  });
}
