import { tf } from '../tfjs/tensors';

/** How many tensors a call leaves behind, its result excluded if it returns tensors; 0 unless it leaks. */
export function countLeaks(call: () => tf.TensorContainer): number {
  const before = tf.memory().numTensors;
  tf.dispose(call());
  return tf.memory().numTensors - before;
}
