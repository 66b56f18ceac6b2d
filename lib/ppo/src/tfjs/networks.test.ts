import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { useBackend } from './backend';
import { CompiledLearner } from '../compiled/compiledLearner';
import { ppoConfig } from '../config/config';
import { mlp } from './networks';
import { orthogonalInit } from '../networks/orthogonal';
import { initialParameters } from '../networks/orthogonal';
import { parameterManifest } from '../networks/parameters';
import { Random } from '../numbers/random';
import { assertShape, firstRows, padRows, tf } from './tensors';
import { mean } from '../numbers/stats';
import { countLeaks } from '../testing/countLeaks';
import { assertClose } from '../testing/testing';

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

test("torchDefault: weights and biases uniform within 1 / sqrt(inputs), PyTorch's nn.Linear", () => {
  const spec = { observationSize: 3, actionSpace: { n: 2 }, hiddenSizes: [128, 64], sharedTrunk: false } as const;
  const manifest = parameterManifest({ ...spec, initialization: 'torchDefault' });
  const flat = initialParameters(manifest, new Random(1));
  const inputs: Record<string, number> = { '0': 3, '1': 128, '2': 64 };
  for (const { name, offset, size } of manifest) {
    const limit = 1 / Math.sqrt(inputs[name.split('.')[1]]);
    const numbers = flat.subarray(offset, offset + size);
    const largest = Math.max(...numbers.map(Math.abs));
    assert.ok(largest <= limit && (size < 50 || largest > 0.9 * limit), `${name}: ${largest}, limit ${limit}`);
    if (size < 1000) continue;
    assertClose(mean(numbers), 0, 0.05 * limit);
    assertClose(mean(numbers.map((x) => x * x)), limit ** 2 / 3, 0.05 * limit ** 2);
  }
  assert.ok(
    parameterManifest(spec).every((slot) => !('uniform' in slot)),
    'orthogonal is the default',
  );
});

// PyTorch, 3000 networks of 100 states each, angles uniform, speeds uniform in [-8, 8]: mean 0.2001, mean entropy -0.712.
test("Lecture 25's first policies are as narrow as PyTorch's", () => {
  const actionSpace = { low: [-2], high: [2], shape: [1] };
  const entropies = Array.from({ length: 300 }, (_, seed) => {
    const random = new Random(seed, 'states');
    const states = Array.from({ length: 100 }, () => [2 * Math.PI * random.uniform(), 16 * random.uniform() - 8]);
    const observations = states.flatMap(([angle, speed]) => [Math.cos(angle), Math.sin(angle), speed]);
    const setup = { observationSize: 3, actionSpace, config: ppoConfig('lecture25'), random: new Random(seed) };
    return [...new CompiledLearner(setup).evaluate(Float32Array.from(observations), new Float32Array(100)).entropies];
  }).flat();
  const sigmas = entropies.map((entropy) => Math.exp(entropy) / Math.sqrt(2 * Math.PI * Math.E));
  assertClose(mean(sigmas), 0.2, 0.02);
  assertClose(mean(entropies), -0.71, 0.1);
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
