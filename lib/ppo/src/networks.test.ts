import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { tf, useBackend } from './backend';
import { mlp, orthogonalInit } from './networks';
import { Random } from './random';
import { assertShape, countLeaks, firstRows, padRows } from './shapes';
import { assertClose } from './testing';

before(async () => void (await useBackend()));

/** M^T M if M is tall, M M^T if it is wide. */
function gram(matrix: Float32Array, rows: number, columns: number): number[] {
  const count = Math.min(rows, columns);
  const at = (vector: number, i: number): number =>
    rows >= columns ? matrix[i * columns + vector] : matrix[vector * columns + i];
  return Array.from({ length: count * count }, (_, index) => {
    const [a, b] = [Math.floor(index / count), index % count];
    let total = 0;
    for (let i = 0; i < Math.max(rows, columns); i++) total += at(a, i) * at(b, i);
    return total;
  });
}

test('orthogonalInit: the shorter side is orthonormal times the gain', () => {
  for (const [rows, columns, gain] of [
    [4, 64, Math.SQRT2],
    [64, 64, Math.SQRT2],
    [64, 2, 0.01],
    [64, 1, 1],
    [1, 1, 1],
  ]) {
    const matrix = orthogonalInit({ rows, columns, gain, random: new Random(1) });
    const count = Math.min(rows, columns);
    const identity = Array.from({ length: count * count }, (_, i) => (i % (count + 1) === 0 ? gain * gain : 0));
    assertClose(gram(matrix, rows, columns), identity, 1e-6 * gain * gain);
  }
});

test('orthogonalInit has no preferred sign or direction (rotations are uniform)', () => {
  const random = new Random(8);
  const n = 4000;
  const entries = Array.from({ length: n }, () => orthogonalInit({ rows: 2, columns: 2, random }));
  for (let k = 0; k < 4; k++) {
    const average = entries.reduce((total, matrix) => total + matrix[k], 0) / n;
    assert.ok(Math.abs(average) < 0.05, `entry ${k} has mean ${average}`);
  }
  // Half of all orthogonal matrices are reflections; without the sign rule, QR of a normal matrix would break this for some k.
  const reflections = entries.filter(([a, b, c, d]) => a * d - b * c < 0).length / n;
  assert.ok(Math.abs(reflections - 0.5) < 0.04, `${reflections} reflections`);
});

test('mlp computes x W + b with the activation between layers only', () => {
  const layer = (weights: number[][], biases: number[]): { weights: tf.Tensor2D; biases: tf.Tensor1D } => ({
    weights: tf.tensor2d(weights),
    biases: tf.tensor1d(biases),
  });
  tf.tidy(() => {
    const layers = [
      layer(
        [
          [1, 0],
          [0, -1],
        ],
        [0, 0.5],
      ),
      layer([[2], [3]], [1]),
    ];
    const x = tf.tensor2d([[0.5, 2]]);
    const expected = 2 * Math.tanh(0.5) + 3 * Math.tanh(-2 + 0.5) + 1;
    assertClose(mlp(x, layers, 'tanh').dataSync(), [expected], 1e-6);
    assertClose(mlp(x, layers, 'relu').dataSync(), [2 * 0.5 + 0 + 1], 1e-6);
    assertClose(mlp(x, layers, 'tanh', false).dataSync(), [Math.tanh(expected)], 1e-6);
    assert.equal(
      countLeaks(() => mlp(x, layers, 'tanh')),
      0,
    );
    assert.throws(() => mlp(tf.ones([1, 3]), layers, 'tanh'), /input of layer 0: expected \[1,2\], got \[1,3\]/);
  });
});

test('assertShape names the tensor, padding and cutting rows are inverse, leaks are counted', () => {
  tf.tidy(() => {
    assert.throws(() => assertShape(tf.ones([16, 1]), [16], 'oldLogProbs'), {
      name: 'RangeError',
      message: 'oldLogProbs: expected [16], got [16,1]',
    });
    const rows = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
    assert.deepEqual(padRows(rows, 4).arraySync(), [
      [1, 2],
      [3, 4],
      [5, 6],
      [0, 0],
    ]);
    assert.equal(padRows(rows, 3), rows);
    assert.deepEqual(firstRows(padRows(rows, 4), 3).arraySync(), rows.arraySync());
  });
  assert.equal(
    countLeaks(() => tf.tidy(() => tf.ones([2]).add(1))),
    0,
  );
  let kept: tf.Tensor | undefined;
  assert.equal(
    countLeaks(() => tf.tidy(() => ((kept = tf.keep(tf.ones([2]))), tf.ones([1])))),
    1,
  );
  kept?.dispose();
});
