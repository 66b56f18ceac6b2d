import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { makePolicyBatch } from './makePolicyBatch';
import type { PolicyBatch } from './policyBatch';
import { GaussianBatch } from './gaussian/batch';
import type { PolicySpec } from '../networks/parameters';
import { Random } from '../numbers/random';
import { mean } from '../numbers/stats';
import {
  assertClose,
  finiteDifferences,
  goldenPolicies,
  type BetaGolden,
  type SquashedGolden,
} from '../testing/testing';

const box = (low: ArrayLike<number>, high: ArrayLike<number>): PolicySpec['actionSpace'] => ({
  low,
  high,
  shape: [low.length],
});

/** The derivatives of the sum of log-probabilities and of the sum of entropies by the outputs. */
function slopes(batch: PolicyBatch, actions: Float32Array): { ofLogProb: Float64Array; ofEntropy: Float64Array } {
  batch.evaluate(actions);
  batch.differentiate(actions, new Float64Array(batch.rows).fill(1), 0);
  const ofLogProb = batch.outputGradient.slice();
  batch.differentiate(actions, new Float64Array(batch.rows), -batch.rows); // the loss is then the sum of the entropies
  return { ofLogProb, ofEntropy: batch.outputGradient.slice() };
}

/** Two tables [n,k] side by side, [n,2k]. */
const beside = (left: number[][], right: number[][]): number[] => left.flatMap((row, b) => [...row, ...right[b]]);

test('squashed Gaussian agrees with PyTorch: log-probability, entropy and their gradients', () => {
  for (const example of goldenPolicies<SquashedGolden>('squashed')) {
    const { low, high, u } = example;
    const spec = {
      actionSpace: box(low, high),
      actionDistribution: 'squashedGaussian',
      stateDependentStd: true,
    } as const;
    const batch = makePolicyBatch(u.length, spec);
    const logStd = example.std.map((row) => row.map(Math.log));
    batch.outputs.set(beside(example.mean, logStd));
    const { ofLogProb, ofEntropy } = slopes(batch, Float32Array.from(u.flat()));
    assertClose(batch.logProbs, example.log_prob, 5e-6); // actions and log-probabilities are stored as float32
    assertClose(batch.entropies, example.entropy, 1e-5);
    assertClose(ofLogProb, beside(example.log_prob_by_mean, example.log_prob_by_log_std), 1e-5);
    assertClose(ofEntropy, beside(example.entropy_by_mean, example.entropy_by_log_std), 1e-4);
  }
});

test('Beta agrees with PyTorch: log-probability, entropy and their gradients at the outputs', () => {
  for (const example of goldenPolicies<BetaGolden>('beta_box')) {
    const { low, high, x } = example;
    const batch = makePolicyBatch(x.length, { actionSpace: box(low, high), actionDistribution: 'beta' });
    batch.outputs.set(example.outputs.flat());
    const { ofLogProb, ofEntropy } = slopes(batch, Float32Array.from(x.flat()));
    assertClose(batch.logProbs, example.log_prob, 5e-6);
    assertClose(batch.entropies, example.entropy, 1e-10);
    assertClose(ofLogProb, example.log_prob_by_outputs.flat(), 1e-5);
    assertClose(ofEntropy, example.entropy_by_outputs.flat(), 1e-9);
  }
});

test("Lecture 25's policy agrees with PyTorch: mean = limit * tanh(output), std = |output|, kink included", () => {
  interface Example {
    limit: number[];
    outputs: number[][];
    actions: number[][];
    log_prob: number[];
    entropy: number[];
    log_prob_by_outputs: number[][];
    entropy_by_outputs: number[][];
  }
  for (const example of goldenPolicies<Example>('absolute_std')) {
    const space = box(
      example.limit.map((x) => -x),
      example.limit,
    );
    const spec = { actionSpace: space, meanActivation: 'tanh', stateDependentStd: true, stdForm: 'abs' } as const;
    const batch = makePolicyBatch(example.actions.length, spec);
    batch.outputs.set(example.outputs.flat());
    assert.ok(
      example.outputs.some((row) => row[example.limit.length] < 0),
      'both sides of the kink are tried',
    );
    const { ofLogProb, ofEntropy } = slopes(batch, Float32Array.from(example.actions.flat()));
    const close = (actual: ArrayLike<number>, expected: number[]): void =>
      assertClose(actual, expected, 2e-5 * Math.max(1, ...expected.map(Math.abs)));
    close(batch.logProbs, example.log_prob);
    assertClose(batch.entropies, example.entropy, 1e-9);
    close(ofLogProb, example.log_prob_by_outputs.flat());
    close(ofEntropy, example.entropy_by_outputs.flat());
    batch.outputs[example.limit.length] = 0;
    assert.throws(() => batch.evaluate(Float32Array.from(example.actions.flat())), /stdForm: "abs" gave.* of 0/);
  }
});

/** Any policy over real actions, with outputs as a network puts them out. */
const anyPolicy = fc.record({
  seed: fc.nat(),
  rows: fc.integer({ min: 1, max: 6 }),
  width: fc.integer({ min: 1, max: 5 }),
  spec: fc.oneof(
    fc.record({
      actionDistribution: fc.constantFrom('gaussian' as const, 'squashedGaussian' as const, 'beta' as const),
      stateDependentStd: fc.boolean(),
    }),
    fc.record({
      meanActivation: fc.constantFrom('linear' as const, 'tanh' as const),
      stateDependentStd: fc.constant(true),
      stdForm: fc.constantFrom('exp' as const, 'abs' as const),
    }),
  ),
});

test('every policy, any number of components: gradients at the outputs and shared log-stds are finite differences', () => {
  fc.assert(
    fc.property(anyPolicy, ({ seed, rows, width, spec }) => {
      const random = new Random(seed);
      const numbers = (length: number): Float64Array => Float64Array.from({ length }, () => random.normal());
      const low = numbers(width);
      const high = low.map((x) => x + 0.5 + random.uniform());
      const batch = makePolicyBatch(rows, { ...spec, actionSpace: box(low, high) });
      const logStds = batch instanceof GaussianBatch && !batch.isStateDependent ? batch.logStds : new Float64Array(0);
      const start = numbers(batch.outputs.length).map((x) => x + 0.2 * Math.sign(x)); // away from the kink of |x|
      const startLogStds = numbers(logStds.length).map((x) => 0.3 * x);
      const fill = (at: ArrayLike<number>): void => {
        batch.outputs.set(Array.from(at).slice(0, start.length));
        logStds.set(Array.from(at).slice(start.length));
      };
      fill([...start, ...startLogStds]);
      const actions = new Float32Array(rows * width);
      batch.sample(random, actions);
      const weights = numbers(rows);
      const exact = exactLogProbs(batch);
      const loss = (at: ArrayLike<number>): number => {
        fill(at);
        batch.evaluate(actions);
        return exact.reduce((total, of, b) => total + weights[b] * of(actions, b), 0) - 0.3 * mean(batch.entropies);
      };
      const numeric = finiteDifferences(loss, [...start, ...startLogStds], 1e-5);
      fill([...start, ...startLogStds]);
      batch.evaluate(actions);
      batch.differentiate(actions, weights, 0.3);
      const ofLogStds = logStds.length === 0 ? [] : (batch as GaussianBatch).logStdGradient;
      const scale = Math.max(1, ...numeric.map(Math.abs));
      assertClose([...batch.outputGradient, ...ofLogStds], numeric, 2e-6 * scale);
    }),
    { numRuns: 200, seed: 7 },
  );
});

/** Log-probabilities of each row before they are rounded to float32, for differences. */
function exactLogProbs(batch: PolicyBatch): ((actions: Float32Array, b: number) => number)[] {
  const whole = batch as unknown as { logProbOf(actions: Float32Array, b: number, at: number): number };
  return Array.from({ length: batch.rows }, () => (actions: Float32Array, b: number) => whole.logProbOf(actions, b, 0));
}

test('the action of a bounded policy that acts greedily; samples and their log-probabilities belong together', () => {
  const actionSpace = box([-2], [2]);
  const squashed = makePolicyBatch(1, { actionSpace, actionDistribution: 'squashedGaussian', stateDependentStd: true });
  const beta = makePolicyBatch(1, { actionSpace, actionDistribution: 'beta' });
  const action = new Float32Array(1);
  squashed.outputs.set([0.7, -1]);
  squashed.sample(null, action);
  assert.equal(action[0], Math.fround(0.7), 'u, not tanh(u)');
  beta.outputs.set([Math.log(Math.expm1(1.5)), Math.log(Math.expm1(0.7))]); // alpha 2.5, beta 1.7
  beta.sample(null, action);
  assertClose(action[0], 1.5 / 2.2, 1e-7);
  for (const batch of [squashed, beta]) {
    const random = new Random(5);
    for (let i = 0; i < 50; i++) {
      batch.sample(random, action);
      const acted = batch.logProbs[0];
      batch.evaluate(action);
      assert.equal(batch.logProbs[0], acted, 'the ratio of an unchanged policy is exactly 1');
    }
  }
});

test('extreme outputs stay finite: saturated tanh, needle-sharp Betas', () => {
  const actionSpace = box([-2], [2]);
  const action = new Float32Array(1);
  const random = new Random(6);
  const squashed = makePolicyBatch(1, { actionSpace, actionDistribution: 'squashedGaussian', stateDependentStd: true });
  const beta = makePolicyBatch(1, { actionSpace, actionDistribution: 'beta' });
  for (const [batch, outputs] of [
    [squashed, [60, 1]],
    [squashed, [-60, -3]],
    [beta, [-800, 500]],
    [beta, [500, -800]],
    [beta, [-800, -800]],
  ] as const) {
    batch.outputs.set(outputs);
    for (let i = 0; i < 100; i++) {
      batch.sample(random, action);
      batch.evaluate(action);
      batch.differentiate(action, Float64Array.of(1), 0.01);
      const all = [batch.logProbs[0], batch.entropies[0], ...batch.outputGradient];
      assert.ok(all.every(Number.isFinite), `outputs ${outputs.join()}, action ${action[0]}: ${all.join()}`);
    }
  }
});

test('bounds that are infinite or empty are refused by name where they are needed', () => {
  const open = box([-Infinity], [Infinity]);
  assert.ok(makePolicyBatch(1, { actionSpace: open }));
  for (const spec of [{ actionDistribution: 'beta' }, { meanActivation: 'tanh' }] as const) {
    assert.throws(
      () => makePolicyBatch(1, { ...spec, actionSpace: open }),
      /actionSpace: component 0 lies in \[-Infinity/,
    );
  }
  const empty = box([-1, 1], [1, 1]);
  assert.throws(
    () => makePolicyBatch(1, { actionSpace: empty, actionDistribution: 'beta' }),
    /component 1 lies in \[1, 1\]/,
  );
});
