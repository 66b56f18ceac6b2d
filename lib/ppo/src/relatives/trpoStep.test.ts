import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CompiledLearner } from '../compiled/compiledLearner';
import { ppoConfig } from '../config/config';
import type { Minibatch } from '../learner/learner';
import type { ActionSpace } from '../networks/parameters';
import { Random } from '../numbers/random';
import { klEstimates } from '../numbers/surrogate';
import { assertClose } from '../testing/testing';
import { conjugateGradient, dot } from './conjugateGradient';
import { trpo, trpoConfig } from './trpo';
import { fisherProduct, trpoStep } from './trpoStep';

const settings = { maxKl: 0.01, damping: 0.01, cgIterations: 20, backtrack: 0.8, maxBacktracks: 10 };

test('conjugate gradient solves a system, exactly after as many iterations as it has numbers', () => {
  const random = new Random(1);
  const root = Array.from({ length: 6 }, () => Float64Array.from({ length: 6 }, () => random.normal()));
  const times = (v: Float64Array): Float64Array => {
    const inner = root.map((row) => dot(row, v)); // R^T (R v) + v
    return Float64Array.from(v, (x, i) => x + root.reduce((sum, row, k) => sum + row[i] * inner[k], 0));
  };
  const x = Float64Array.from({ length: 6 }, () => random.normal());
  const solved = conjugateGradient(times, times(x), 6);
  assertClose(solved.x, x, 1e-8);
  assert.ok(solved.residual < 1e-8);
  assert.ok(conjugateGradient(times, times(x), 2).residual > 1e-6);
  assert.deepEqual(conjugateGradient(times, new Float64Array(6), 6), { x: new Float64Array(6), residual: 0 });
});

const spaces: ActionSpace[] = [{ n: 3 }, { low: [-1, -2], high: [1, 2], shape: [2] }];

function make(actionSpace: ActionSpace, rows: number): { learner: CompiledLearner; batch: Minibatch } {
  const config = ppoConfig('cleanrl', {
    hiddenSizes: [6],
    objective: 'ratio',
    klCoef: 1,
    entropyCoef: 0,
    normalizeAdvantages: false,
    minibatchSize: rows,
  });
  const learner = new CompiledLearner({ observationSize: 3, actionSpace, config, random: new Random(2) });
  const random = new Random(3);
  const noise = new Random(4);
  learner.setParameters(learner.getParameters().map((x) => x + 0.3 * noise.normal()));
  const observations = Float32Array.from({ length: rows * 3 }, () => random.normal());
  const { actions, logProbs, values } = learner.act(observations, random);
  const advantages = Float32Array.from({ length: rows }, () => random.normal());
  return {
    learner,
    batch: { observations, actions, oldLogProbs: logProbs, oldValues: values, advantages, returns: values },
  };
}

test('a Fisher product is the mean of grad log pi (grad log pi . v), built sample by sample', () => {
  for (const space of spaces) {
    const rows = 24;
    const { learner, batch } = make(space, rows);
    const size = learner.manifest.find(({ name }) => name.startsWith('value.'))?.offset ?? 0;
    const width = batch.actions.length / rows;
    const random = new Random(5);
    const v = Float64Array.from({ length: size }, () => random.normal());
    const expected = new Float64Array(size);
    for (let b = 0; b < rows; b++) {
      const one = (column: Float32Array, k = 1) => column.slice(b * k, (b + 1) * k);
      const { gradient } = learner.lossGradient({
        observations: one(batch.observations, 3),
        actions: batch.actions.slice(b * width, (b + 1) * width),
        oldLogProbs: one(batch.oldLogProbs),
        oldValues: one(batch.oldValues),
        returns: one(batch.returns),
        advantages: Float32Array.of(-1), // the loss is then r, whose gradient at r = 1 is that of log pi
      });
      const ofLogProb = gradient.subarray(0, size);
      const along = dot(ofLogProb, v);
      ofLogProb.forEach((g, i) => (expected[i] += (g * along) / rows));
    }
    const before = learner.getParameters();
    const product = fisherProduct(learner, batch)(v);
    const largest = Math.max(...expected.map(Math.abs));
    assertClose(product, expected, 2e-3 * largest);
    assert.deepEqual(learner.getParameters(), before);
  }
});

test('a step improves the surrogate within the KL, and moves the policy alone', () => {
  for (const space of spaces) {
    const { learner, batch } = make(space, 400);
    const before = learner.getParameters();
    const values = learner.values(batch.observations);
    const step = trpoStep(learner, batch, settings);
    const { logProbs } = learner.evaluate(batch.observations, batch.actions);
    const { k3 } = klEstimates({ logProbs, oldLogProbs: batch.oldLogProbs });
    assert.equal(step.kl, k3);
    assert.ok(k3 <= 0.01 && k3 > 0.002, `KL ${k3}`);
    let gain = 0;
    logProbs.forEach((logProb, b) => (gain += (Math.exp(logProb - batch.oldLogProbs[b]) - 1) * batch.advantages[b]));
    assertClose(step.surrogateGain, gain / 400, 1e-9);
    assert.ok(step.surrogateGain > 0);
    assert.notDeepEqual(learner.getParameters(), before);
    assert.deepEqual(learner.values(batch.observations), values);
    // the same KL along the plain gradient promises less
    learner.setParameters(before);
    const plain = learner.lossGradient(batch).gradient;
    const size = learner.manifest.find(({ name }) => name.startsWith('value.'))?.offset ?? 0;
    const moved = before.slice();
    const fisher = fisherProduct(learner, batch);
    const g = Float64Array.from(plain.subarray(0, size), (x) => -x);
    const scale = Math.sqrt((2 * step.kl) / dot(g, fisher(g)));
    for (let i = 0; i < size; i++) moved[i] += scale * g[i];
    learner.setParameters(moved);
    const after = learner.evaluate(batch.observations, batch.actions).logProbs;
    let ofPlain = 0;
    after.forEach((logProb, b) => (ofPlain += Math.expm1(logProb - batch.oldLogProbs[b]) * batch.advantages[b]));
    assert.ok(ofPlain / 400 < step.surrogateGain);
  }
});

test('where nothing is to be gained, or no length would do, the policy stays to the last bit', () => {
  const { learner, batch } = make(spaces[0], 50);
  const before = learner.getParameters();
  const idle = trpoStep(learner, { ...batch, advantages: new Float32Array(50) }, settings);
  assert.deepEqual([idle.surrogateGain, idle.kl, idle.backtracks, idle.passes], [0, 0, 11, 1]);
  const refused = trpoStep(learner, batch, { ...settings, maxKl: 1e-30, maxBacktracks: 3 });
  assert.deepEqual([refused.surrogateGain, refused.backtracks], [0, 4]);
  assert.deepEqual(learner.getParameters(), before);
});

test('runs repeat to the last bit, on discrete and on real actions, and keep within their KL', async () => {
  for (const env of ['CartPole-v1', 'Pendulum-v1']) {
    const start = () =>
      trpo({ env, config: { numEnvs: 2, numSteps: 64, minibatchSize: 64 }, stopAt: { iterations: 4 } });
    const [first, again] = await Promise.all([start().whole(), start().whole()]);
    assert.deepEqual(first.records, again.records);
    assert.ok(first.records.every(({ kl, surrogateGain }) => kl <= 0.01 && surrogateGain >= 0));
    assert.deepEqual(first.result.snapshot.parameters, again.result.snapshot.parameters);
  }
});

test('settings out of range are refused by name', () => {
  assert.throws(() => trpoConfig({ maxKl: 0 }), /maxKl: got 0, must be positive/);
  assert.throws(() => trpoConfig({ backtrack: 1 }), /backtrack: got 1, which shortens nothing/);
  assert.throws(() => trpoConfig({ cgIterations: 0.5 }), /cgIterations: got 0.5/);
  assert.throws(() => trpoConfig({ minibatchSize: 5000 }), /minibatchSize: got 5000, must be at most/);
  assert.throws(() => trpoConfig({ clipRange: 0.2 } as never), /clipRange: not a setting of trpo/);
});
