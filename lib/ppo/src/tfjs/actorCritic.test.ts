import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { ActorCritic } from './actorCritic';
import { useBackend } from './backend';
import type { BackendName } from './backend';
import { distributionOf } from './numberDistributions';
import { tf } from './tensors';
import { Categorical, DiagonalGaussian, type Beta, type SquashedGaussian } from '../distributions/distributions';
import { parameterManifest, type NetworkSpec } from '../networks/parameters';
import { Random } from '../numbers/random';
import type { CategoricalTensors } from './distributions';
import { countLeaks } from '../testing/countLeaks';
import { assertClose } from '../testing/testing';

before(async () => void (await useBackend()));

const cartPole: NetworkSpec = { observationSize: 4, actionSpace: { n: 2 }, hiddenSizes: [64, 64], sharedTrunk: true };
const box = { low: [-2, -2, -2], high: [2, 2, 2], shape: [3] };

function observationsOf(rows: number, size: number, seed = 1): Float32Array {
  const random = new Random(seed);
  return Float32Array.from({ length: rows * size }, () => random.normal());
}

test('the manifest lists trunk, policy, value; a 64-64 shared CartPole net has 4675 numbers, a separate one 9155', () => {
  const names = parameterManifest(cartPole).map((slot) => `${slot.name} ${slot.shape.join('x')} @${slot.offset}`);
  assert.deepEqual(names, [
    'trunk.0.weights 4x64 @0',
    'trunk.0.biases 64 @256',
    'trunk.1.weights 64x64 @320',
    'trunk.1.biases 64 @4416',
    'policy.0.weights 64x2 @4480',
    'policy.0.biases 2 @4608',
    'value.0.weights 64x1 @4610',
    'value.0.biases 1 @4674',
  ]);
  const shared = new ActorCritic({ ...cartPole, random: new Random(1) });
  const separate = new ActorCritic({ ...cartPole, sharedTrunk: false, random: new Random(1) });
  assert.equal(shared.getParameters().length, 4675);
  assert.equal(separate.getParameters().length, 9155);
  shared.dispose();
  separate.dispose();
});

test('the start: nearly uniform policy, zero biases, the same numbers for the same seed', () => {
  const agent = new ActorCritic({ ...cartPole, sharedTrunk: false, random: new Random(3) });
  const twin = new ActorCritic({ ...cartPole, sharedTrunk: false, random: new Random(3) });
  assert.deepEqual(agent.getParameters(), twin.getParameters());
  const distribution = distributionOf(agent, observationsOf(50, 4)) as Categorical;
  for (const prob of distribution.probs()) assert.ok(Math.abs(prob - 0.5) < 0.02);
  for (const slot of agent.manifest.filter((s) => s.name.endsWith('biases'))) {
    assert.ok(
      agent
        .getParameters()
        .subarray(slot.offset, slot.offset + slot.size)
        .every((b) => b === 0),
    );
  }
  agent.dispose();
  twin.dispose();
});

test('a forward pass agrees with the same sums written out in plain numbers', () => {
  for (const sharedTrunk of [true, false]) {
    const spec = { observationSize: 3, actionSpace: { n: 3 }, hiddenSizes: [5], sharedTrunk };
    const agent = new ActorCritic({ ...spec, random: new Random(2) });
    const random = new Random(9);
    const flat = agent.getParameters().map(() => random.normal(0, 0.7));
    agent.setParameters(flat);
    const x = [0.3, -1, 2];
    const dense = (name: string, input: number[]): number[] => {
      const weights = agent.manifest.find((slot) => slot.name === `${name}.weights`)!;
      const biases = agent.manifest.find((slot) => slot.name === `${name}.biases`)!;
      return Array.from({ length: biases.size }, (_, j) =>
        input.reduce((sum, xi, i) => sum + xi * flat[weights.offset + i * biases.size + j], flat[biases.offset + j]),
      );
    };
    const hidden = (name: string): number[] => dense(name, x).map(Math.tanh);
    const logits = sharedTrunk ? dense('policy.0', hidden('trunk.0')) : dense('policy.1', hidden('policy.0'));
    const value = sharedTrunk ? dense('value.0', hidden('trunk.0')) : dense('value.1', hidden('value.0'));
    const expected = new Categorical({ logits, numActions: 3 });
    const observations = Float32Array.from(x);
    assertClose((distributionOf(agent, observations) as Categorical).logProbs, expected.logProbs, 2e-6);
    assertClose(agent.values(observations), value, 2e-6);
    const {
      logProb,
      entropy,
      value: v,
    } = agent.evaluate(agent.toTensor(observations), agent.actionTensor(Int32Array.of(2)));
    assertClose(
      [logProb.dataSync()[0], entropy.dataSync()[0], v.dataSync()[0]],
      [expected.logProb([2])[0], expected.entropy()[0], value[0]],
      2e-6,
    );
    tf.dispose([logProb, entropy, v]);
    agent.dispose();
  }
});

test('on every backend, a row evaluated among others is bitwise the row seen when acting', async () => {
  const installed = (await useBackend()).name;
  for (const backend of new Set<BackendName>([installed, 'wasm', 'cpu'])) {
    await useBackend(backend);
    for (const policy of [
      { actionSpace: { n: 2 } },
      { actionSpace: { n: 3 } },
      { actionSpace: box },
      { actionSpace: box, meanActivation: 'tanh', stateDependentStd: true, stdForm: 'abs' },
      { actionSpace: box, actionDistribution: 'squashedGaussian' },
      { actionSpace: box, actionDistribution: 'beta' },
    ] as const) {
      const agent = new ActorCritic({ ...cartPole, sharedTrunk: false, ...policy, random: new Random(4) });
      const random = new Random(7);
      agent.setParameters(agent.getParameters().map((p) => p + random.normal(0, 0.2)));
      const rows = 300;
      const all = observationsOf(rows, 4);
      const whole = agent.act(all, new Random(5));
      for (const size of [1, 3, 8, 50, 100]) {
        const parts = new Random(5);
        for (let start = 0; start + size <= rows; start += size) {
          const part = agent.act(all.slice(start * 4, (start + size) * 4), parts);
          assert.deepEqual(part.logProbs, whole.logProbs.slice(start, start + size), `${backend}, ${size} rows`);
          assert.deepEqual(part.values, whole.values.slice(start, start + size), `${backend}, ${size} rows`);
        }
      }
      agent.dispose();
    }
  }
  await useBackend(installed);
});

test('acting: log-probabilities belong to the actions, deterministic takes the mode, samples follow the policy', () => {
  const agent = new ActorCritic({ ...cartPole, random: new Random(1) });
  const random = new Random(2);
  agent.setParameters(agent.getParameters().map((p) => p + random.normal(0, 0.3)));
  const observations = observationsOf(40, 4);
  const distribution = distributionOf(agent, observations) as Categorical;
  const { actions, logProbs, values } = agent.act(observations, random);
  assertClose(logProbs, distribution.logProb(actions), 1e-6);
  assert.deepEqual(values, agent.values(observations));
  assert.deepEqual(agent.act(observations, random, { deterministic: true }).actions, distribution.mode());
  const again = agent.act(observations, new Random(6)).actions;
  assert.deepEqual(agent.act(observations, new Random(6)).actions, again);
  agent.dispose();
});

test('a box of actions gets a Gaussian with its own log standard deviation', () => {
  const agent = new ActorCritic({ ...cartPole, actionSpace: box, random: new Random(1) });
  assert.equal(agent.manifest.find((slot) => slot.name === 'policy.logStd')?.size, 3);
  const flat = agent.getParameters();
  const logStd = agent.manifest.find((slot) => slot.name === 'policy.logStd')!;
  flat.set([-0.5, 0, 0.7], logStd.offset);
  agent.setParameters(flat);
  const observations = observationsOf(10, 4);
  const distribution = distributionOf(agent, observations) as DiagonalGaussian;
  assertClose(distribution.std.slice(0, 3), [Math.exp(-0.5), 1, Math.exp(0.7)], 1e-6);
  const { actions, logProbs } = agent.act(observations, new Random(3));
  assert.equal(actions.length, 30);
  assertClose(logProbs, distribution.logProb(actions), 1e-5);
  const { logProb, entropy, value } = agent.evaluate(agent.toTensor(observations), agent.actionTensor(actions));
  assertClose(entropy.dataSync(), distribution.entropy(), 1e-5);
  tf.dispose([logProb, entropy, value]);
  agent.dispose();
});

test('every kind of policy: numbers and tensors say the same, and the greedy action is the mode', () => {
  const observations = observationsOf(10, 4);
  const make = (options: Partial<NetworkSpec>): ActorCritic => {
    const agent = new ActorCritic({ ...cartPole, actionSpace: box, ...options, random: new Random(1) });
    const random = new Random(2);
    agent.setParameters(agent.getParameters().map((p) => p + random.normal(0, 0.3)));
    return agent;
  };
  const lecture = make({ meanActivation: 'tanh', stateDependentStd: true, stdForm: 'abs' });
  const gaussian = distributionOf(lecture, observations) as DiagonalGaussian;
  assert.ok(gaussian.mean.every((x) => x > -2 && x < 2) && Math.max(...gaussian.mean) > 1.5);
  assert.deepEqual(lecture.act(observations, new Random(1), { deterministic: true }).actions, gaussian.mode());
  const sampled = lecture.act(observations, new Random(1));
  assertClose(sampled.logProbs, gaussian.logProb(sampled.actions), 1e-4);

  const squashed = make({ actionDistribution: 'squashedGaussian' });
  const onUnit = distributionOf(squashed, observations) as SquashedGaussian;
  const greedy = squashed.act(observations, new Random(1), { deterministic: true });
  assertClose(greedy.actions.map(Math.tanh), onUnit.mode(), 1e-6);
  const { actions: u, logProbs } = squashed.act(observations, new Random(1));
  const stretch = 3 * Math.log(2); // three components, each twice as wide as (-1, 1)
  assertClose(
    logProbs,
    onUnit.logProb(u.map(Math.tanh)).map((p) => p - stretch),
    1e-4,
  );

  const bounded = make({ actionDistribution: 'beta' });
  const beta = distributionOf(bounded, observations) as Beta;
  assertClose(bounded.act(observations, new Random(1), { deterministic: true }).actions, beta.mode(), 1e-6);
  const acted = bounded.act(observations, new Random(1));
  assertClose(
    acted.logProbs,
    beta.logProb(acted.actions).map((p) => p - 2 * stretch),
    1e-4,
  );
  for (const agent of [lecture, squashed, bounded]) {
    assert.equal(
      countLeaks(() => (agent.act(observations, new Random(1)), distributionOf(agent, observations), [])),
      0,
    );
    agent.dispose();
  }
});

test('a standard deviation of exactly 0 is an error that names it', () => {
  const options = { meanActivation: 'tanh', stateDependentStd: true, stdForm: 'abs' } as const;
  const agent = new ActorCritic({ ...cartPole, actionSpace: box, ...options, random: new Random(1) });
  assert.throws(() => agent.act(new Float32Array(4), new Random(1)), /stdForm: "abs" gave a standard deviation of 0/);
  agent.dispose();
});

test('parameters round-trip, wrong ones are refused whole, nothing leaks', () => {
  const before = tf.memory().numTensors;
  const agent = new ActorCritic({ ...cartPole, random: new Random(1) });
  const flat = agent.getParameters().map((_, i) => Math.sin(i));
  agent.setParameters(flat);
  assert.deepEqual(agent.getParameters(), flat);
  assert.throws(() => agent.setParameters(flat.slice(1)), /parameters: got 4674 elements, expected 4675/);
  assert.throws(() => agent.setParameters(flat.map((p, i) => (i === 4000 ? NaN : p))), /parameters\[4000\]: got NaN/);
  assert.deepEqual(agent.getParameters(), flat);
  assert.throws(() => agent.act(new Float32Array(5), new Random(1)), /observations: got 5 elements, expected 8/);
  const observations = observationsOf(5, 4);
  assert.equal(
    countLeaks(() => (agent.act(observations, new Random(1)), agent.values(observations), agent.getParameters(), [])),
    0,
  );
  assert.equal(
    countLeaks(() => (agent.setParameters(flat), distributionOf(agent, observations), [])),
    0,
  );
  const input = agent.toTensor(observations);
  const actions = agent.actionTensor(new Int32Array(5));
  assert.equal(
    countLeaks(() => agent.evaluate(input, actions)),
    0,
  );
  const forward = (): tf.Tensor[] => {
    const { policy, value } = agent.forward(input);
    return [(policy as CategoricalTensors).logProbs, value];
  };
  assert.equal(countLeaks(forward), 0);
  tf.dispose([input, actions]);
  agent.dispose();
  assert.equal(tf.memory().numTensors, before);
});
