import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createEngine } from 'ppo-engine';
import { addDense, type ParameterSlot } from '../networks/parameters';
import { gae } from '../numbers/advantage';
import { Random } from '../numbers/random';
import { assertClose, golden, maxDifference } from '../testing/testing';
import { useBackend } from '../tfjs/backend';
import { mlp, type DenseLayer } from '../tfjs/networks';
import { flatGradient, readFloats, tf } from '../tfjs/tensors';
import { dqnConfig } from './dqn';
import { dqnLoss, pqnLoss, sacActorLoss, sacCriticLoss, squashedSample, temperatureLoss } from './losses';
import { QLearner } from './qLearner';
import { qTargets, type ErrorForm } from './qNumbers';
import { sacConfig } from './sacConfig';
import { SacLearner } from './sacLearner';
import { drawSquashed, emptyDraw, sacTargets, temperatureGradient } from './sacNumbers';

before(async () => void (await useBackend()));

interface QGolden {
  kind: 'dqn' | 'double';
  form: ErrorForm;
  norm: boolean;
  hidden: number[];
  gamma: number;
  online: number[];
  target: number[];
  observations: number[][];
  next_observations: number[][];
  actions: number[];
  rewards: number[];
  terminated: number[];
  truncated: number[];
  q: number[][];
  next_q: number[][];
  next_online_q: number[][];
  targets: number[];
  loss: number;
  gradient: number[];
}

interface PqnGolden {
  norm: boolean;
  hidden: number[];
  T: number;
  N: number;
  gamma: number;
  q_lambda: number;
  online: number[];
  observations: number[][];
  next_max: number[];
  max: number[];
  actions: number[];
  rewards: number[];
  terminated: number[];
  truncated: number[];
  q: number[][];
  returns: number[];
  loss: number;
  gradient: number[];
}

interface SacGolden {
  size: number;
  halves: number[];
  hidden: number[];
  gamma: number;
  log_temperature: number;
  target_entropy: number;
  actor: number[];
  critics: number[];
  targets_of_critics: number[];
  observations: number[][];
  next_observations: number[][];
  actions: number[][];
  rewards: number[];
  terminated: number[];
  noise: number[][];
  next_noise: number[][];
  next_q1: number[];
  next_q2: number[];
  next_log_probs: number[];
  targets: number[];
  q1: number[];
  q2: number[];
  critic_loss: number;
  critic_gradient: number[];
  squashed: number[][];
  log_probs: number[];
  policy_q1: number[];
  policy_q2: number[];
  actor_loss: number;
  actor_gradient: number[];
  temperature_loss: number;
  temperature_gradient: number;
}

const { q, pqn, sac } = golden<{ q: QGolden[]; pqn: PqnGolden[]; sac: SacGolden[] }>('relatives');
const floats = (rows: number[][] | number[]): Float32Array => Float32Array.from(rows.flat());

/** The largest difference relative to the largest reference number. */
function relative(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  return maxDifference(actual, expected) / Math.max(...Array.from(expected, Math.abs));
}

/** Variables of a manifest, as layers for `mlp`. */
class Tensors {
  readonly variables: tf.Variable[];

  constructor(
    readonly manifest: readonly ParameterSlot[],
    flat: ArrayLike<number>,
  ) {
    const all = Float32Array.from(flat);
    this.variables = manifest.map(({ shape, offset, size }) =>
      tf.variable(tf.tensor(all.subarray(offset, offset + size), [...shape])),
    );
  }

  layers(part: string): DenseLayer[] {
    const of = (name: string): tf.Variable | undefined =>
      this.variables[this.manifest.findIndex((slot) => slot.name === name)];
    const layers: DenseLayer[] = [];
    for (let i = 0; of(`${part}.${i}.weights`) !== undefined; i++) {
      const weights = of(`${part}.${i}.weights`) as unknown as tf.Tensor2D;
      const biases = of(`${part}.${i}.biases`) as unknown as tf.Tensor1D;
      const scale = of(`${part}.${i}.scale`) as tf.Tensor1D | undefined;
      const shift = of(`${part}.${i}.shift`) as tf.Tensor1D | undefined;
      layers.push(scale && shift ? { weights, biases, norm: { scale, shift } } : { weights, biases });
    }
    return layers;
  }

  gradient(loss: () => tf.Scalar): Float32Array {
    return flatGradient(loss, this.variables, this.manifest);
  }
}

function qLearner(example: QGolden | PqnGolden, rows: number, errorForm: ErrorForm): QLearner {
  const config = dqnConfig({ hiddenSizes: example.hidden, layerNorm: example.norm, errorForm, minibatchSize: rows });
  const learner = new QLearner({ observationSize: 5, actionSpace: { n: 3 }, config, random: new Random(1) });
  learner.setParameters(example.online);
  return learner;
}

test("DQN and double DQN: targets, loss and gradients of both learners equal PyTorch's, with and without layer norm", () => {
  for (const example of q) {
    const { actions, rewards, terminated, gamma, form, kind } = example;
    const rows = actions.length;
    const learner = qLearner(example, rows, form);
    const target = qLearner(example, rows, form);
    target.setParameters(example.target);
    const observations = floats(example.observations);
    const nextObservations = floats(example.next_observations);
    assert.ok(relative(learner.qValues(observations), example.q.flat()) < 1e-6);
    const nextQValues = target.qValues(nextObservations);
    assert.ok(relative(nextQValues, example.next_q.flat()) < 1e-6);
    const chooser = kind === 'double' ? learner.qValues(nextObservations) : nextQValues;
    const targets = qTargets({ rewards, ended: terminated, nextQValues, chooser, gamma });
    assert.ok(relative(targets, example.targets) < 1e-6);
    const { gradient, valueLoss } = learner.lossGradient({ observations, actions, targets });
    assertClose(valueLoss, example.loss, 1e-5);
    assert.ok(relative(gradient, example.gradient) < 1e-5, `${kind} ${form}`);

    const tensors = new Tensors(learner.manifest, example.online);
    let loss = NaN;
    const ofTensors = tensors.gradient(() => {
      const value = dqnLoss({
        qValues: mlp(tf.tensor2d(example.observations), tensors.layers('q'), 'relu'),
        actions: tf.tensor1d(actions, 'int32'),
        rewards: tf.tensor1d(rewards),
        terminated: tf.tensor1d(terminated),
        nextQValues: tf.tensor2d(example.next_q),
        ...(kind === 'double' && { nextOnlineQValues: tf.tensor2d(example.next_online_q) }),
        gamma,
        errorForm: form,
      });
      loss = value.dataSync()[0];
      return value;
    });
    assertClose(loss, example.loss, 1e-5);
    assert.ok(relative(ofTensors, example.gradient) < 1e-5);
    assert.ok(relative(ofTensors, gradient) < 1e-5);
  }
});

test("PQN: lambda-returns, loss and gradients of both learners equal PyTorch's", () => {
  for (const example of pqn) {
    const { actions, rewards, terminated, truncated, gamma, q_lambda: gaeLambda, N: numEnvs } = example;
    const rows = actions.length;
    const learner = qLearner(example, rows, 'squared');
    const observations = floats(example.observations);
    assert.ok(relative(learner.values(observations), example.max) < 1e-6);
    const [values, nextValues] = [example.max, example.next_max];
    const { returns } = gae({ rewards, values, nextValues, terminated, truncated, gamma, gaeLambda, numEnvs });
    assertClose(returns, example.returns, 1e-12);
    const { gradient, valueLoss } = learner.lossGradient({
      observations,
      actions,
      targets: Float32Array.from(returns),
    });
    assertClose(valueLoss, example.loss, 1e-5);
    assert.ok(relative(gradient, example.gradient) < 1e-5);

    const tensors = new Tensors(learner.manifest, example.online);
    const ofTensors = tensors.gradient(() =>
      pqnLoss({
        qValues: mlp(tf.tensor2d(example.observations), tensors.layers('q'), 'relu'),
        actions: tf.tensor1d(actions, 'int32'),
        returns: tf.tensor1d(example.returns),
      }),
    );
    assert.ok(relative(ofTensors, example.gradient) < 1e-5);
  }
});

test("layer normalisation: the compiled and the plain engine have PyTorch's gradients", () => {
  const [example] = pqn;
  const manifest: ParameterSlot[] = [];
  addDense(manifest, { part: 'q', sizes: [5, ...example.hidden, 3], lastGain: 1, layerNorm: true });
  const rows = example.actions.length;
  for (const kind of ['wasm', 'plain'] as const) {
    const config = dqnConfig({
      hiddenSizes: example.hidden,
      layerNorm: true,
      errorForm: 'squared',
      minibatchSize: rows,
    });
    const learner = new QLearner({ observationSize: 5, actionSpace: { n: 3 }, config, random: new Random(1) }, kind);
    learner.setParameters(example.online);
    const batch = {
      observations: floats(example.observations),
      actions: example.actions,
      targets: floats(example.returns),
    };
    const { gradient } = learner.lossGradient(batch);
    for (const { name, offset, size } of manifest) {
      const part = example.gradient.slice(offset, offset + size);
      assert.ok(maxDifference(gradient.subarray(offset, offset + size), part) < 2e-6, `${kind} ${name}`);
    }
  }
  assert.throws(() => createEngine({ inputSize: 1, maxRows: 1, blocks: [] }), /no dense layer/);
});

const box = (halves: number[]) => ({
  low: halves.map((half) => -half),
  high: halves,
  shape: [halves.length],
});

function sacLearner(example: SacGolden): SacLearner {
  const config = sacConfig({
    hiddenSizes: example.hidden,
    gamma: example.gamma,
    minibatchSize: example.rewards.length,
    targetEntropy: example.target_entropy,
  });
  const actionSpace = box(example.halves);
  const learner = new SacLearner({ observationSize: 4, actionSpace, config, random: new Random(1) });
  learner.setParameters([...example.actor, ...example.critics, ...example.targets_of_critics, example.log_temperature]);
  return learner;
}

/** A stream whose normal numbers are given. */
function given(noise: number[]): Random {
  const random = new Random(1);
  let i = 0;
  random.normal = () => noise[i++];
  return random;
}

test("SAC: draws, targets, losses and gradients of policy, critics and temperature equal PyTorch's", () => {
  for (const example of sac) {
    const learner = sacLearner(example);
    const { log_temperature: logTemperature, gamma } = example;
    const batch = {
      observations: floats(example.observations),
      nextObservations: floats(example.next_observations),
      actions: floats(example.actions),
      rewards: floats(example.rewards),
      terminated: Uint8Array.from(example.terminated),
      truncated: new Uint8Array(example.rewards.length),
    };
    const targets = learner.targetsOf(batch, given(example.next_noise.flat()));
    assert.ok(relative(targets, example.targets) < 3e-6);
    const critics = learner.criticLossGradient(batch, Float64Array.from(example.targets));
    assertClose(critics.valueLoss, example.critic_loss, 1e-5);
    assert.ok(relative(critics.gradient, example.critic_gradient) < 1e-5);
    const actor = learner.actorLossGradient(batch.observations, Float64Array.from(example.noise.flat()));
    assertClose(actor.policyLoss, example.actor_loss, 1e-5);
    assert.ok(relative(actor.gradient, example.actor_gradient) < 1e-5);
    const temperature = temperatureGradient(example.log_probs, example.target_entropy, logTemperature);
    assertClose(temperature, example.temperature_gradient, 1e-12);
    assertClose(temperature, example.temperature_loss, 1e-12); // its own derivative by log temperature
    const soft = sacTargets({
      rewards: example.rewards,
      ended: example.terminated,
      nextQ1: example.next_q1,
      nextQ2: example.next_q2,
      nextLogProbs: example.next_log_probs,
      temperature: Math.exp(logTemperature),
      gamma,
    });
    assertClose(soft, example.targets, 1e-12);
  }
});

test("SAC's losses as tensors have the same values and gradients", () => {
  for (const example of sac) {
    const learner = sacLearner(example);
    const { halves, gamma, log_temperature: logTemperature, target_entropy: targetEntropy } = example;
    const temperature = Math.exp(logTemperature);
    const actor = new Tensors(learner.actorManifest, example.actor);
    const critics = new Tensors(learner.criticManifest, example.critics);
    const critic = (part: string, squashed: tf.Tensor2D): tf.Tensor1D => {
      const pairs = tf.concat([tf.tensor2d(example.observations), squashed], 1);
      return mlp(pairs, critics.layers(part), 'relu').squeeze<tf.Tensor1D>([1]);
    };
    const ofCritics = critics.gradient(() =>
      sacCriticLoss({
        q1: critic('q1', tf.tensor2d(example.actions)),
        q2: critic('q2', tf.tensor2d(example.actions)),
        rewards: tf.tensor1d(example.rewards),
        terminated: tf.tensor1d(example.terminated),
        nextQ1: tf.tensor1d(example.next_q1),
        nextQ2: tf.tensor1d(example.next_q2),
        nextLogProbs: tf.tensor1d(example.next_log_probs),
        temperature,
        gamma,
      }),
    );
    assert.ok(relative(ofCritics, example.critic_gradient) < 1e-5);
    const ofActor = actor.gradient(() => {
      const outputs = mlp(tf.tensor2d(example.observations), actor.layers('actor'), 'relu');
      const { squashed, logProbs } = squashedSample(outputs, tf.tensor2d(example.noise), halves);
      assert.ok(relative(readFloats(squashed), example.squashed.flat()) < 1e-6);
      assert.ok(relative(readFloats(logProbs), example.log_probs) < 1e-5);
      return sacActorLoss({ logProbs, q1: critic('q1', squashed), q2: critic('q2', squashed), temperature });
    });
    assert.ok(relative(ofActor, example.actor_gradient) < 1e-5);
    const variable: tf.Variable<tf.Rank.R0> = tf.scalar(logTemperature).variable();
    const { value, grads } = tf.variableGrads(
      () =>
        temperatureLoss({
          logTemperature: variable,
          logProbs: tf.tensor1d(example.log_probs),
          targetEntropy,
        }),
      [variable],
    );
    assertClose(value.dataSync()[0], example.temperature_loss, 1e-5);
    assertClose(grads[variable.name].dataSync()[0], example.temperature_gradient, 1e-5);
  }
});

test('a log standard deviation outside [-20, 2] is held there and has no gradient', () => {
  const outputs = [0.3, 0.1, 5, -30]; // means 0.3 and 0.1, log stds 5 and -30
  const draw = emptyDraw(1, 2);
  drawSquashed(outputs, [0.5, 0.5], [1, 1], draw);
  assertClose(draw.actions, [0.3 + 0.5 * Math.exp(2), 0.1 + 0.5 * Math.exp(-20)], 1e-12);
});
