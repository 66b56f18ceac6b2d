import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { CompiledLearner } from '../compiled/compiledLearner';
import { ppoConfig, type PpoConfig } from '../config/config';
import { Random } from '../numbers/random';
import { maxDifference } from '../testing/testing';
import { useBackend } from '../tfjs/backend';
import { mlp } from '../tfjs/networks';
import { tf } from '../tfjs/tensors';
import { featureDiagnostics, hiddenFeatures } from './features';
import { orthogonalInit } from './orthogonal';

before(async () => void (await useBackend()));

const observationSize = 3;
const normals = (length: number, seed = 5): Float32Array => {
  const random = new Random(seed, 'observations');
  return Float32Array.from({ length }, () => random.normal());
};

/** A learner whose every parameter has been moved off its start. */
function moved(changes: Partial<PpoConfig>): CompiledLearner {
  const config = ppoConfig('cleanrl', { hiddenSizes: [9, 6], ...changes });
  const learner = new CompiledLearner({ observationSize, actionSpace: { n: 2 }, config, random: new Random(1) });
  const random = new Random(2, 'parameters');
  learner.setParameters(learner.getParameters().map((one) => one + random.normal(0, 0.3)));
  return learner;
}

/** The same with TensorFlow.js. */
function byTensors(learner: CompiledLearner, part: string, observations: Float32Array, depths: number[]): Float32Array {
  const parameters = learner.getParameters();
  const tensor = (depth: number, what: string): tf.Tensor | undefined => {
    const slot = learner.manifest.find(({ name }) => name === `${part}.${depth}.${what}`);
    return slot && tf.tensor(parameters.slice(slot.offset, slot.offset + slot.size), [...slot.shape]);
  };
  const layers = depths.map((depth) => {
    const [scale, shift] = [tensor(depth, 'scale') as tf.Tensor1D, tensor(depth, 'shift') as tf.Tensor1D];
    const [weights, biases] = [tensor(depth, 'weights') as tf.Tensor2D, tensor(depth, 'biases') as tf.Tensor1D];
    return scale === undefined ? { weights, biases } : { weights, biases, norm: { scale, shift } };
  });
  const x = tf.tensor2d(observations, [observations.length / observationSize, observationSize]);
  return mlp(x, layers, learner.config.activation, false).dataSync() as Float32Array;
}

test("features are the last hidden layer's outputs, whatever the networks are", () => {
  const observations = normals(observationSize * 7);
  for (const changes of [{}, { layerNorm: true }, { activation: 'relu', layerNorm: true }] as Partial<PpoConfig>[]) {
    const learner = moved(changes);
    for (const network of ['policy', 'value'] as const) {
      const { values, units } = hiddenFeatures(learner, observations, { network });
      assert.equal(units, 6);
      assert.ok(maxDifference(values, byTensors(learner, network, observations, [0, 1])) < 1e-5);
    }
    const shared = moved({ ...changes, sharedTrunk: true });
    const { values } = hiddenFeatures(shared, observations);
    assert.ok(maxDifference(values, byTensors(shared, 'trunk', observations, [0, 1])) < 1e-5);
    assert.deepEqual(values, hiddenFeatures(shared, observations, { network: 'value' }).values);
  }
});

/** [50,5] with the given singular values: U diag(s) V, both orthogonal. */
function withSingularValues(given: number[]): Float64Array {
  const [rows, units] = [50, given.length];
  const [u, v] = [rows, units].map((size, i) => orthogonalInit({ rows: size, columns: units, random: new Random(i) }));
  return Float64Array.from({ length: rows * units }, (_, at) => {
    const [b, j] = [Math.floor(at / units), at % units];
    return given.reduce((sum, s, k) => sum + u[b * units + k] * s * v[k * units + j], 0);
  });
}

test('the rank counts the singular values that hold 99 % of their sum', () => {
  const rankOf = (...given: number[]): number =>
    featureDiagnostics({ values: withSingularValues(given), units: given.length }).rank;
  assert.equal(rankOf(1, 1, 1, 1, 1), 5);
  assert.equal(rankOf(60, 38.5, 1, 0.3, 0.2), 3); // 98.5 of 100 are not enough, 99.5 are
  assert.equal(rankOf(60, 39.5, 0.3, 0.1, 0.1), 2);
  assert.equal(rankOf(100, 0.2, 0.2, 0.2, 0.2), 1);
  assert.equal(featureDiagnostics({ values: new Float64Array(20), units: 4 }).rank, 0);
  const copies = Float64Array.from({ length: 40 }, (_, i) => Math.floor(i / 4)); // one column, four times
  assert.equal(featureDiagnostics({ values: copies, units: 4 }).rank, 1);
});

test('a unit is dead if it says the same of every state, at whatever height', () => {
  const rows = [
    [0, 1, 0.5, 0],
    [0, 1, 0.5, 0.02],
    [0, 0.995, 0.7, 0],
  ];
  const { deadUnits } = featureDiagnostics({ values: Float64Array.from(rows.flat()), units: 4 });
  assert.equal(deadUnits, 2 / 4);
});

test('wrong arguments are refused by name', () => {
  const learner = moved({});
  assert.throws(() => hiddenFeatures(learner, [1, 2]), /observations: got 2 numbers, .* observationSize = 3/);
  assert.throws(() => hiddenFeatures(learner, []), /observations: got 0 elements, needs at least 1/);
  assert.throws(() => hiddenFeatures(learner, [1, NaN, 3]), /observations\[1\]: /);
  const other = { network: 'critic' as never };
  assert.throws(
    () => hiddenFeatures(learner, [1, 2, 3], other),
    /network: got "critic", must be one of "policy", "value"/,
  );
  assert.throws(() => hiddenFeatures(moved({ hiddenSizes: [] }), [1, 2, 3]), /no hidden layer/);
  assert.throws(() => hiddenFeatures(null as never, [1, 2, 3]), /learner: expected a learner of train, got null/);
  const values = Float64Array.of(1, 2, 3);
  assert.throws(
    () => featureDiagnostics({ values, units: 2 }),
    /values: got 3 numbers, expected a multiple of units = 2/,
  );
  assert.throws(() => featureDiagnostics({ values, units: 0 }), /units: got 0/);
});
