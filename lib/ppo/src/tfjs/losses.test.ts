import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { ActorCritic } from './actorCritic';
import { useBackend } from './backend';
import { flatGradient, tf } from './tensors';
import { clipGlobalNorm, globalNorm } from '../networks/adam';
import { clippedSurrogateTensor, ppoLoss, valueLossTensor, type PpoLossInput } from './losses';
import { Random } from '../numbers/random';
import { clippedSurrogateLoss, klEstimates } from '../numbers/surrogate';
import { CategoricalTensors, GaussianTensors } from './distributions';
import { Categorical, DiagonalGaussian } from '../distributions/distributions';
import { countLeaks } from '../testing/countLeaks';
import { assertClose, finiteDifferences, golden } from '../testing/testing';

before(async () => void (await useBackend()));

interface GoldenCase {
  weights: [number[][], number[]][];
  states: number[][];
  actions: number[];
  old_log_probs: number[];
  advantages: number[];
  returns: number[];
  old_values: number[];
  value_clip: boolean;
  policy_loss: number;
  value_loss: number;
  entropy: number;
  loss: number;
  grads: [number[][], number[]][];
  grad_norm: number;
}

const flatten = (layers: [number[][], number[]][]): number[] => layers.flatMap(([w, b]) => [...w.flat(), ...b]);

test('loss, parts and parameter gradients of a whole actor-critic agree with PyTorch', () => {
  for (const example of golden<GoldenCase[]>('ppo_loss')) {
    const agent = new ActorCritic({
      observationSize: 4,
      actionSpace: { n: 2 },
      hiddenSizes: [64, 64],
      sharedTrunk: true,
      random: new Random(0),
    });
    agent.setParameters(flatten(example.weights));
    const before = tf.memory().numTensors;
    const parts: number[] = [];
    const gradient = flatGradient(
      () => {
        const evaluated = agent.evaluate(
          tf.tensor2d(example.states),
          agent.actionTensor(Int32Array.from(example.actions)),
        );
        const { loss, policyLoss, valueLoss, entropy } = ppoLoss({
          logProbs: evaluated.logProb,
          entropies: evaluated.entropy,
          values: evaluated.value,
          oldLogProbs: tf.tensor1d(example.old_log_probs),
          advantages: tf.tensor1d(example.advantages),
          returns: tf.tensor1d(example.returns),
          oldValues: tf.tensor1d(example.old_values),
          clipRange: 0.2,
          valueClipRange: example.value_clip ? 0.2 : null,
          valueCoef: 1, // PyTorch's 0.5 times the whole squared error
          entropyCoef: 0.01,
        });
        parts.push(...[loss, policyLoss, valueLoss, entropy].map((scalar) => scalar.dataSync()[0]));
        return loss;
      },
      agent.variables,
      agent.manifest,
    );
    assertClose(parts, [example.loss, example.policy_loss, example.value_loss / 2, example.entropy], 2e-6);
    assertClose(gradient, flatten(example.grads), 5e-6);
    assertClose(globalNorm(gradient), example.grad_norm, 1e-5);
    assert.equal(tf.memory().numTensors, before, 'no tensor stays behind');
    agent.dispose();
  }
});

const columns = (): {
  [K in 'logProbs' | 'oldLogProbs' | 'advantages' | 'entropies' | 'values' | 'oldValues' | 'returns']: Float64Array;
} => {
  const random = new Random(12);
  const column = (center: number, spread: number): Float64Array =>
    Float64Array.from({ length: 20 }, () => random.normal(center, spread));
  return {
    logProbs: column(-0.7, 0.3),
    oldLogProbs: column(-0.7, 0.3),
    advantages: column(0, 1),
    entropies: column(0.6, 0.05),
    values: column(0, 1),
    oldValues: column(0, 1),
    returns: column(0, 2),
  };
};
const settings = { clipRange: 0.2, valueClipRange: 0.3, valueCoef: 0.7, entropyCoef: 0.02, klCoef: 0.4 };
type Columns = ReturnType<typeof columns>;

const tensorOf = (column: Float64Array): tf.Tensor1D => tf.tensor1d(Float32Array.from(column));
const toInput = (data: Columns): PpoLossInput & { oldValues: tf.Tensor1D } => ({
  ...settings,
  logProbs: tensorOf(data.logProbs),
  oldLogProbs: tensorOf(data.oldLogProbs),
  advantages: tensorOf(data.advantages),
  entropies: tensorOf(data.entropies),
  values: tensorOf(data.values),
  oldValues: tensorOf(data.oldValues),
  returns: tensorOf(data.returns),
});

/** The same loss in float64, from the numbers layer and loops. */
function plainLoss(data: Columns): number {
  const { loss } = clippedSurrogateLoss({ ...data, clipRange: settings.clipRange });
  const n = data.values.length;
  let value = 0;
  for (let i = 0; i < n; i++) {
    const move = Math.max(
      -settings.valueClipRange,
      Math.min(settings.valueClipRange, data.values[i] - data.oldValues[i]),
    );
    value += 0.5 * Math.max((data.values[i] - data.returns[i]) ** 2, (data.oldValues[i] + move - data.returns[i]) ** 2);
  }
  const entropy = data.entropies.reduce((a, b) => a + b, 0) / n;
  return (
    loss + (settings.valueCoef * value) / n - settings.entropyCoef * entropy + settings.klCoef * klEstimates(data).k3
  );
}

test('the loss and its gradient in every column agree with plain float64 arithmetic and finite differences', () => {
  const data = columns();
  tf.tidy(() => assertClose(ppoLoss(toInput(data)).loss.dataSync(), [plainLoss(data)], 1e-6));
  for (const name of ['logProbs', 'entropies', 'values'] as const) {
    const gradient = tf.tidy(() => {
      const input = toInput(data);
      const f = (column: tf.Tensor): tf.Scalar => ppoLoss({ ...input, [name]: column }).loss;
      return Float32Array.from(tf.grad(f)(input[name]).dataSync());
    });
    const expected = finiteDifferences((x) => plainLoss({ ...data, [name]: x }), data[name]);
    assertClose(gradient, expected, 2e-6);
  }
});

test('columns of the wrong shape are refused, not broadcast', () => {
  tf.tidy(() => {
    const input = toInput(columns());
    for (const name of ['oldLogProbs', 'advantages', 'values', 'returns', 'entropies', 'oldValues'] as const) {
      const wrong = { ...input, [name]: input[name].reshape([20, 1]) };
      assert.throws(() => ppoLoss(wrong), new RegExp(`${name}: expected \\[20\\], got \\[20,1\\]`));
    }
    const { oldValues, ...without } = input;
    assert.ok(oldValues);
    assert.throws(() => ppoLoss(without), /oldValues: missing/);
  });
});

test('losses and tensor distributions leave nothing behind', () => {
  const input = toInput(columns());
  assert.equal(
    countLeaks(() => ppoLoss(input)),
    0,
  );
  const calls: (() => tf.TensorContainer)[] = [
    () => clippedSurrogateTensor(input.values, input.advantages, 0.2),
    () => valueLossTensor(input),
    () => valueLossTensor({ ...input, valueClipRange: null }),
  ];
  const rows = tf.tensor2d(
    Array.from({ length: 12 }, (_, i) => -1 - i / 10),
    [4, 3],
  );
  const ones = tf.ones<tf.Rank.R2>([4, 3]);
  const logStd = tf.ones<tf.Rank.R1>([3]);
  const actions = tf.tensor1d([0, 1, 2, 0], 'int32');
  const categorical = new CategoricalTensors(rows);
  const gaussian = new GaussianTensors(rows, logStd);
  calls.push(
    () => categorical.logProb(actions),
    () => categorical.entropy(),
    () => categorical.kl(categorical),
  );
  calls.push(
    () => gaussian.logProb(ones),
    () => gaussian.entropy(),
    () => gaussian.kl(gaussian),
  );
  calls.forEach((call, i) => assert.equal(countLeaks(call), 0, `call ${i}`));
  Object.values(input).forEach((value) => value instanceof tf.Tensor && value.dispose());
});

test('tensor distributions agree with the numbers layer', () => {
  const random = new Random(5);
  const normals = (n: number, spread = 1): number[] => Array.from({ length: n }, () => random.normal(0, spread));
  tf.tidy(() => {
    const [logits, otherLogits] = [normals(12, 3), normals(12, 3)];
    const actions = [0, 2, 1, 2];
    const tensors = (values: number[]): CategoricalTensors =>
      new CategoricalTensors(tf.tensor2d(values, [4, 3]).logSoftmax());
    const plain = (values: number[]): Categorical => new Categorical({ logits: values, numActions: 3 });
    assertClose(
      tensors(logits).logProb(tf.tensor1d(actions, 'int32')).dataSync(),
      plain(logits).logProb(actions),
      1e-5,
    );
    assertClose(tensors(logits).entropy().dataSync(), plain(logits).entropy(), 1e-5);
    assertClose(tensors(logits).kl(tensors(otherLogits)).dataSync(), plain(logits).kl(plain(otherLogits)), 1e-5);
    assert.throws(
      () => tensors(logits).logProb(tf.tensor2d(actions, [4, 1], 'int32')),
      /actions: expected \[4\], got \[4,1\]/,
    );

    const [mean, otherMean, sampled] = [normals(8), normals(8), normals(8)];
    const gaussian = (center: number[], logStd: number[]): [GaussianTensors, DiagonalGaussian] => [
      new GaussianTensors(tf.tensor2d(center, [4, 2]), tf.tensor1d(logStd)),
      new DiagonalGaussian({ mean: center, std: logStd.map(Math.exp), actionSize: 2 }),
    ];
    const [t, p] = gaussian(mean, [-0.3, 0.4]);
    const [tOther, pOther] = gaussian(otherMean, [0.2, -0.1]);
    assertClose(t.logProb(tf.tensor2d(sampled, [4, 2])).dataSync(), p.logProb(sampled), 1e-5);
    assertClose(t.entropy().dataSync(), p.entropy(), 1e-5);
    assertClose(t.kl(tOther).dataSync(), p.kl(pOther), 1e-5);
    assert.throws(() => t.logProb(tf.ones([4])), /actions: expected \[4,2\], got \[4\]/);
  });
});

test('norms by hand: 3-4-12 has length 13, and clipping keeps the direction', () => {
  assert.equal(globalNorm([3, 4, 12]), 13);
  const gradient = Float32Array.of(3, 4, 12);
  assert.equal(clipGlobalNorm(gradient, 6.5), 13);
  assertClose(gradient, [1.5, 2, 6], 1e-5);
  assert.equal(clipGlobalNorm(gradient, null), globalNorm(gradient));
  const short = Float32Array.of(0.3);
  clipGlobalNorm(short, 0.5);
  assert.equal(short[0], Math.fround(0.3));
});
