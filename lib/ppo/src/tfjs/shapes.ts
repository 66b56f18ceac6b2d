import { tf } from './backend';

/**
 * Fails early where broadcasting would go on silently: [B] - [B,1] is [B,B] to tfjs.
 * @throws RangeError such as "oldLogProbs: expected [16], got [16,1]"
 */
export function assertShape(tensor: tf.Tensor, shape: readonly number[], name: string): void {
  const same = tensor.shape.length === shape.length && shape.every((size, axis) => tensor.shape[axis] === size);
  if (!same) throw new RangeError(`${name}: expected [${shape.join(',')}], got [${tensor.shape.join(',')}]`);
}

/** How many tensors a call leaves behind, its result excluded if it returns tensors; 0 unless it leaks. */
export function countLeaks(call: () => tf.TensorContainer): number {
  const before = tf.memory().numTensors;
  tf.dispose(call());
  return tf.memory().numTensors - before;
}

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

/** `tf.tidy` for a function whose result is plain numbers: every tensor made inside is freed. */
export function tidyNumbers<T>(call: () => T): T {
  let result!: T;
  tf.tidy(() => {
    result = call();
  });
  return result;
}
