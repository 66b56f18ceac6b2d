import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { actionBounds } from '../networks/parameters';
import { useBackend } from './backend';
import { tf } from './tensors';
import { BetaTensors, digamma, logGamma, SquashedGaussianTensors } from './boundedDistributions';
import { GaussianTensors, type PolicyTensors } from './distributions';
import { countLeaks } from '../testing/countLeaks';
import { assertClose, goldenPolicies, type BetaGolden, type SquashedGolden } from '../testing/testing';

before(async () => void (await useBackend()));

/** float32: relative to the largest number of the column. */
function close(actual: tf.Tensor, expected: readonly number[], tolerance = 2e-6): void {
  assertClose(actual.dataSync(), expected, tolerance * Math.max(1, ...expected.map(Math.abs)));
}

/** Gradients of the summed log-probabilities and entropies by the two parameters [n,k]. */
function gradients(
  make: (a: tf.Tensor2D, b: tf.Tensor2D) => PolicyTensors,
  parameters: readonly [tf.Tensor2D, tf.Tensor2D],
  actions: tf.Tensor,
): { ofLogProb: tf.Tensor[]; ofEntropy: tf.Tensor[] } {
  const by = (f: (policy: PolicyTensors) => tf.Tensor): tf.Tensor[] =>
    tf.grads((a, b) => f(make(a as tf.Tensor2D, b as tf.Tensor2D)).sum())([...parameters]);
  return { ofLogProb: by((policy) => policy.logProb(actions)), ofEntropy: by((policy) => policy.entropy()) };
}

test('squashed Gaussian tensors and their automatic gradients agree with PyTorch', () => {
  for (const example of goldenPolicies<SquashedGolden>('squashed')) {
    tf.tidy(() => {
      const bounds = actionBounds({ ...example, shape: [example.low.length] });
      const make = (mean: tf.Tensor2D, logStd: tf.Tensor2D): SquashedGaussianTensors =>
        new SquashedGaussianTensors(new GaussianTensors(mean, logStd), bounds);
      const parameters = [tf.tensor2d(example.mean), tf.tensor2d(example.std).log<tf.Tensor2D>()] as const;
      const u = tf.tensor2d(example.u);
      const policy = make(...parameters);
      close(policy.logProb(u), example.log_prob);
      close(policy.entropy(), example.entropy, 5e-6);
      const other = make(tf.tensor2d(example.other_mean), tf.tensor2d(example.other_std).log<tf.Tensor2D>());
      close(policy.kl(other), example.kl, 5e-6);
      const { ofLogProb, ofEntropy } = gradients(make, parameters, u);
      close(ofLogProb[0], example.log_prob_by_mean.flat(), 5e-6);
      close(ofLogProb[1], example.log_prob_by_log_std.flat(), 5e-6);
      close(ofEntropy[0], example.entropy_by_mean.flat(), 1e-4);
      close(ofEntropy[1], example.entropy_by_log_std.flat(), 1e-4);
    });
  }
});

test('Beta tensors and their automatic gradients agree with PyTorch', () => {
  for (const example of goldenPolicies<BetaGolden>('beta_box')) {
    tf.tidy(() => {
      const bounds = actionBounds({ ...example, shape: [example.low.length] });
      const make = (alpha: tf.Tensor2D, beta: tf.Tensor2D): BetaTensors => new BetaTensors(alpha, beta, bounds);
      const parameters = [tf.tensor2d(example.alpha), tf.tensor2d(example.beta)] as const;
      const x = tf.tensor2d(example.x);
      const policy = make(...parameters);
      close(policy.logProb(x), example.log_prob, 5e-6);
      close(policy.entropy(), example.entropy, 5e-6);
      close(policy.kl(make(tf.tensor2d(example.other_alpha), tf.tensor2d(example.other_beta))), example.kl, 1e-5);
      const { ofLogProb, ofEntropy } = gradients(make, parameters, x);
      close(ofLogProb[0], example.log_prob_by_alpha.flat(), 5e-6);
      close(ofLogProb[1], example.log_prob_by_beta.flat(), 5e-6);
      close(ofEntropy[0], example.entropy_by_alpha.flat(), 5e-6);
      close(ofEntropy[1], example.entropy_by_beta.flat(), 5e-6);
    });
  }
});

test('log-gamma and digamma agree with PyTorch, with their derivatives, and free what they make', () => {
  interface Example {
    x: number[];
    lgamma: number[];
    digamma: number[];
    trigamma: number[];
  }
  const [{ x, lgamma, digamma: psi, trigamma }] = goldenPolicies<Example>('gamma_functions');
  const relative = (actual: tf.Tensor, expected: readonly number[]): void =>
    assertClose(
      actual.dataSync().map((value, i) => value / Math.max(1, Math.abs(expected[i]))),
      expected.map((value) => value / Math.max(1, Math.abs(value))),
      2e-6,
    );
  tf.tidy(() => {
    const points = tf.tensor1d(x);
    relative(logGamma(points), lgamma);
    relative(digamma(points), psi);
    relative(tf.grad((t) => logGamma(t).sum())(points), psi);
    relative(tf.grad((t) => digamma(t).sum())(points), trigamma);
  });
  const points = tf.ones([3]);
  assert.equal(
    countLeaks(() => tf.grad((t) => logGamma(t).sum())(points)),
    0,
  );
  points.dispose();
});

test('actions of another shape are refused', () => {
  tf.tidy(() => {
    const bounds = actionBounds({ low: [-1, -1], high: [1, 1], shape: [2] });
    const two = tf.ones<tf.Rank.R2>([4, 2]).mul<tf.Tensor2D>(2);
    assert.throws(() => new BetaTensors(two, two, bounds).logProb(tf.ones([4, 1])), /actions: expected \[4,2\]/);
    const squashed = new SquashedGaussianTensors(new GaussianTensors(two, two), bounds);
    assert.throws(() => squashed.logProb(tf.ones([4])), /actions: expected \[4,2\], got \[4\]/);
    assert.throws(() => new BetaTensors(two, tf.ones([4, 1]), bounds), /beta: expected \[4,2\]/);
  });
});
