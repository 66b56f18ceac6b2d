import { requireKnownOptions } from '../numbers/objects';
import type { ParameterSlot } from './parameters';
import { requireRandom, type Random } from '../numbers/random';
import { requireFloat32 } from '../numbers/floats';
import { requireCount } from '../numbers/validate';

/**
 * A random matrix whose shorter side is orthonormal, times `gain` (Saxe et al. 2014): the Q of a QR decomposition of a
 * normal matrix, with the signs chosen so that R has a positive diagonal, which makes Q uniform over all rotations.
 * @returns [rows,columns] row-major float32   @example orthogonalInit({ rows: 4, columns: 64, gain: Math.SQRT2, random })
 */
export function orthogonalInit(options: {
  rows: number;
  columns: number;
  gain?: number;
  random: Random;
}): Float32Array {
  requireKnownOptions('orthogonalInit', options, ['rows', 'columns', 'gain', 'random']);
  const { rows, columns, gain = 1, random } = options;
  requireCount('rows', rows);
  requireCount('columns', columns);
  requireFloat32('gain', gain);
  requireRandom('random', random);
  const count = Math.min(rows, columns);
  const length = Math.max(rows, columns);
  const vectors = orthonormalVectors(count, length, random);
  const result = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      result[i * columns + j] = gain * (rows >= columns ? vectors[j][i] : vectors[i][j]);
    }
  }
  return result;
}

/**
 * Gram-Schmidt on random normal vectors. Dividing by a positive length is what makes R's diagonal positive; each vector is cleaned
 * twice, which keeps the result orthogonal to the last bits.
 */
function orthonormalVectors(count: number, length: number, random: Random): Float64Array[] {
  const vectors: Float64Array[] = [];
  for (let k = 0; k < count; k++) {
    const vector = Float64Array.from({ length }, () => random.normal());
    for (let pass = 0; pass < 2; pass++) {
      for (const earlier of vectors) {
        const overlap = dot(vector, earlier);
        for (let i = 0; i < length; i++) vector[i] -= overlap * earlier[i];
      }
    }
    const norm = Math.sqrt(dot(vector, vector));
    vectors.push(vector.map((value) => value / norm));
  }
  return vectors;
}

function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i] * b[i];
  return total;
}

/** The parameters that a fresh pair of networks starts from, laid out by the manifest. */
export function initialParameters(manifest: readonly ParameterSlot[], random: Random): Float32Array {
  const last = manifest[manifest.length - 1];
  const flat = new Float32Array(last.offset + last.size);
  for (const slot of manifest) flat.set(initialTensor(slot, random), slot.offset);
  return flat;
}

/**
 * The numbers that one tensor starts from: an orthogonal matrix, or zeros where the gain is 0; or, where the slot has a `uniform`
 * width, numbers spread evenly within it, as PyTorch's `nn.Linear` does for weights and biases alike; or its `constant`.
 */
export function initialTensor({ shape, gain, size, uniform, constant }: ParameterSlot, random: Random): Float32Array {
  if (constant !== undefined) return new Float32Array(size).fill(constant);
  if (uniform !== undefined) return Float32Array.from({ length: size }, () => (2 * random.uniform() - 1) * uniform);
  if (gain === 0) return new Float32Array(size);
  const [rows, columns] = shape;
  return orthogonalInit({ rows, columns, gain, random });
}
