import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { a2c } from './a2c';
import { useBackend } from '../tfjs/backend';
import { CompiledLearner, compiledLearner } from '../compiled/compiledLearner';
import { ppoConfig, type PpoConfig } from '../config/config';
import type { Minibatch } from '../learner/learner';
import type { ActionSpace } from '../networks/parameters';
import { Random } from '../numbers/random';
import { maxDifference } from '../testing/testing';
import { TfjsLearner } from '../tfjs/tfjsLearner';
import type { Checkpoint } from './checkpoint';
import type { TrainingStep } from './environment';
import { FakeEnv } from '../testing/fakeEnv';
import { train } from './train';

before(async () => void (await useBackend()));

const spaces: Record<string, ActionSpace> = { discrete: { n: 3 }, real: { low: [-2, -1], high: [2, 1], shape: [2] } };

/** A whole rollout as one minibatch: the policy's own actions, log-probabilities and values, any advantages. */
function rolloutOf(learner: CompiledLearner, rows: number, shift = 0): Minibatch {
  const random = new Random(7, 'rollout');
  const column = (length: number): Float32Array => Float32Array.from({ length }, () => random.normal());
  const observations = column(rows * learner.observationSize);
  const { actions, logProbs, values } = learner.act(observations, random);
  const oldLogProbs = logProbs.map((p) => p + shift * random.normal());
  return { observations, actions, oldLogProbs, oldValues: values, advantages: column(rows), returns: column(rows) };
}

function learners(actionSpace: ActionSpace, overrides: Partial<PpoConfig>) {
  const config = ppoConfig('cleanrl', { hiddenSizes: [16, 16], minibatchSize: 96, ...overrides });
  const setup = { observationSize: 4, actionSpace, config };
  const compiled = new CompiledLearner({ ...setup, random: new Random(3) });
  return { compiled, tfjs: new TfjsLearner({ ...setup, random: new Random(3) }) };
}

for (const [name, space] of Object.entries(spaces)) {
  for (const objective of ['ratio', 'policy-gradient'] as const)
    test(`${name} actions: objective "${objective}" by hand agrees with automatic differentiation, wherever the ratios are`, () => {
      const { compiled, tfjs } = learners(space, { objective, entropyCoef: 0.02 });
      const minibatch = rolloutOf(compiled, 96, 0.5);
      const [a, b] = [compiled.lossGradient(minibatch), tfjs.lossGradient(minibatch)];
      assert.ok(maxDifference(a.gradient, b.gradient) < 1e-5);
      for (const key of ['policyLoss', 'entropy', 'clipFraction', 'ratioMax'] as const) {
        assert.ok(Math.abs(a.report[key] - b.report[key]) < 1e-5 * (1 + Math.abs(b.report[key])), key);
      }
      tfjs.dispose();
    });

  test(`${name} actions: the first step on a whole rollout is the same for PPO and A2C, a later one is not`, () => {
    const ppo = learners(space, { objective: 'clip' });
    const a2cs = learners(space, { objective: 'policy-gradient' });
    const rollout = rolloutOf(ppo.compiled, 96);
    for (const kind of ['compiled', 'tfjs'] as const) {
      const gradients = [ppo, a2cs].map((pair) => pair[kind].lossGradient(rollout).gradient);
      const tolerance = kind === 'compiled' ? 0 : 1e-7;
      assert.ok(maxDifference(gradients[0], gradients[1]) <= tolerance);
      for (const pair of [ppo, a2cs]) pair[kind].update(rollout, { learningRate: 1e-3 });
      assert.ok(maxDifference(ppo[kind].getParameters(), a2cs[kind].getParameters()) <= 10 * tolerance);
      const later = [ppo, a2cs].map((pair) => pair[kind].lossGradient(rollout).gradient);
      assert.ok(maxDifference(later[0], later[1]) > 1e-4);
    }
    ppo.tfjs.dispose();
    a2cs.tfjs.dispose();
  });
}

test('a2c is train with its objective, by default the twin of Lecture 25', async () => {
  const stopAt = { iterations: 3 };
  const twin = await a2c({ seed: 2, learner: compiledLearner, stopAt }).whole();
  const plain = await train({ env: 'Pendulum-v1', config: 'a2c', seed: 2, learner: compiledLearner, stopAt }).whole();
  assert.deepEqual(twin.records, plain.records);
  assert.deepEqual([twin.result.config.objective, twin.records[0].gradientSteps], ['policy-gradient', 5 * 7]);
  const other = await a2c({ env: 'CartPole-v1', config: 'cleanrl', learner: compiledLearner, stopAt }).whole();
  assert.equal(other.result.config.objective, 'policy-gradient');
  const ppo = await train({ config: 'cleanrl', learner: compiledLearner, stopAt }).whole();
  assert.notDeepEqual(other.result.checkpoint.parameters, ppo.result.checkpoint.parameters);
});

test('a2c goes on from its own checkpoints and refuses others', async () => {
  const whole = await a2c({ seed: 2, learner: compiledLearner, stopAt: { iterations: 4 } }).whole();
  const half = await a2c({ seed: 2, learner: compiledLearner, stopAt: { iterations: 2 } }).whole();
  const resume = half.result.checkpoint;
  const rest = await a2c({ learner: compiledLearner, resume, stopAt: { iterations: 4 } }).whole();
  assert.deepEqual([...half.records, ...rest.records], whole.records);
  const clipped = { ...resume, config: ppoConfig('lecture25') };
  await assert.rejects(a2c({ learner: compiledLearner, resume: clipped }).next(), /resume: .*objective "clip"/);
});

test('what a2c had learned before a failure comes with the error', async () => {
  const config = ppoConfig('a2c', { hiddenSizes: [4], numEnvs: 2, numSteps: 8, minibatchSize: 8 });
  let steps = 0;
  const env = (): FakeEnv => {
    const made = new FakeEnv();
    const singleActionSpace = { low: [-1], high: [1], shape: [1] };
    const step = (actions: ArrayLike<number>): TrainingStep =>
      ++steps === 8 * 2 + 3 ? assert.fail('planted') : FakeEnv.prototype.step.call(made, actions);
    return Object.assign(made, { step, singleActionSpace });
  };
  const error = (await a2c({ env, config, learner: compiledLearner }).result.catch(
    (thrown: unknown) => thrown,
  )) as Error & {
    checkpoint: Checkpoint;
  };
  assert.match(error.message, /planted/);
  assert.equal(error.checkpoint.counters.iteration, 2);
  const { records } = await a2c({
    env,
    resume: error.checkpoint,
    learner: compiledLearner,
    stopAt: { iterations: 3 },
  }).whole();
  assert.deepEqual(
    records.map((record) => record.iteration),
    [3],
  );
});
