/** Products of vectors and matrices that lie in larger arrays, unchecked: the inner loops of the GRU and its heads. */

/** sums [K], from `to` on, += vector [size], from `from` on, times matrix [size,K] */
export function addProduct(
  vectors: Float64Array,
  from: number,
  size: number,
  matrix: Float64Array,
  sums: Float64Array,
  to: number,
  width: number,
): void {
  for (let i = 0; i < size; i++) {
    const x = vectors[from + i];
    const w = i * width;
    for (let j = 0; j < width; j++) sums[to + j] += x * matrix[w + j];
  }
}

/** matrix [size,K] += vector [size], from `from` on, (outer) slopes [K], from `at` on */
export function addOuter(
  vectors: Float64Array,
  from: number,
  size: number,
  slopes: Float64Array,
  at: number,
  width: number,
  matrix: Float64Array,
): void {
  for (let i = 0; i < size; i++) {
    const x = vectors[from + i];
    const w = i * width;
    for (let j = 0; j < width; j++) matrix[w + j] += x * slopes[at + j];
  }
}

/** Row `i` of a matrix [.,K] times slopes [K], from `at` on. */
export function dotRow(matrix: Float64Array, i: number, slopes: Float64Array, at: number, width: number): number {
  let total = 0;
  for (let j = 0; j < width; j++) total += matrix[i * width + j] * slopes[at + j];
  return total;
}
