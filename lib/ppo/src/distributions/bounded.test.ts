import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Beta, SquashedGaussian } from './distributions';
import { Random } from '../numbers/random';
import { mean, std } from '../numbers/stats';
import { trigamma } from '../numbers/specialFunctions';
import {
  assertClose,
  finiteDifferences,
  golden,
  goldenPolicies,
  type BetaGolden,
  type SquashedGolden,
} from '../testing/testing';

interface BetaCase {
  kind: string;
  alpha: number[][];
  beta: number[][];
  actions: number[][];
  log_prob: number[];
  entropy: number[];
}
const betaCases = (): BetaCase[] => golden<BetaCase[]>('distributions').filter((c) => c.kind === 'beta');

/** Integral of f over (low, high) by the midpoint rule. */
function integrate(f: (x: number) => number, low: number, high: number, n = 20_000): number {
  const width = (high - low) / n;
  let total = 0;
  for (let i = 0; i < n; i++) total += f(low + (i + 0.5) * width) * width;
  return total;
}

test('Beta agrees with PyTorch', () => {
  for (const example of betaCases()) {
    const actionSize = example.alpha[0].length;
    const policy = new Beta({ alpha: example.alpha.flat(), beta: example.beta.flat(), actionSize });
    assertClose(policy.logProb(example.actions.flat()), example.log_prob, 1e-10);
    assertClose(policy.entropy(), example.entropy, 1e-10);
  }
});

test('Beta: KL and gradients agree with PyTorch', () => {
  for (const example of goldenPolicies<BetaGolden>('beta_box')) {
    const actionSize = example.low.length;
    const policy = new Beta({ alpha: example.alpha.flat(), beta: example.beta.flat(), actionSize });
    const other = new Beta({ alpha: example.other_alpha.flat(), beta: example.other_beta.flat(), actionSize });
    assertClose(policy.logProb(example.x.flat()), example.unit_log_prob, 1e-10);
    assertClose(policy.kl(other), example.kl, 1e-10);
    const gradient = policy.logProbGradient(example.x.flat());
    assertClose(gradient.alpha, example.log_prob_by_alpha.flat(), 1e-10);
    assertClose(gradient.beta, example.log_prob_by_beta.flat(), 1e-10);
  }
});

test('SquashedGaussian agrees with PyTorch: density, entropy, KL, gradients', () => {
  for (const example of goldenPolicies<SquashedGolden>('squashed')) {
    const actionSize = example.low.length;
    const policy = new SquashedGaussian({ mean: example.mean.flat(), std: example.std.flat(), actionSize });
    const other = new SquashedGaussian({ mean: example.other_mean.flat(), std: example.other_std.flat(), actionSize });
    const actions = example.u.flat().map(Math.tanh);
    assertClose(policy.logProb(actions), example.unit_log_prob, 1e-8); // atanh near 1 costs digits
    assertClose(policy.kl(other), example.kl, 1e-10);
    const stretch = example.low.reduce((total, low, k) => total + Math.log((example.high[k] - low) / 2), 0);
    assertClose(
      policy.entropy(),
      example.entropy.map((entropy) => entropy - stretch),
      1e-5,
    );
    const gradient = policy.logProbGradient(actions);
    assertClose(gradient.mean, example.log_prob_by_mean.flat(), 1e-7);
    assertClose(gradient.logStd, example.log_prob_by_log_std.flat(), 1e-7);
  }
});

/** psi'(n) for whole n: pi^2 / 6 less the first n - 1 terms of the sum of 1 / k^2. */
function partOfBasel(n: number): number {
  return Array.from({ length: n - 1 }, (_, k) => 1 / (k + 1) ** 2).reduce(
    (rest, term) => rest - term,
    Math.PI ** 2 / 6,
  );
}

test('trigamma agrees with PyTorch and with what is known of it', () => {
  const [{ x, trigamma: expected }] = goldenPolicies<{ x: number[]; trigamma: number[] }>('gamma_functions');
  assertClose(
    x.map((value, i) => trigamma(value) / expected[i]),
    x.map(() => 1),
    1e-9, // PyTorch's series has fewer terms
  );
  assertClose([trigamma(1), trigamma(0.5), trigamma(9)], [Math.PI ** 2 / 6, Math.PI ** 2 / 2, partOfBasel(9)], 1e-13);
});

test('Beta: KL, entropy and normalisation agree with numeric integration', () => {
  const p = new Beta({ alpha: [2.5], beta: [1.7], actionSize: 1 });
  const q = new Beta({ alpha: [1.2], beta: [3.1], actionSize: 1 });
  const density = (x: number): number => Math.exp(p.logProb([x])[0]);
  assertClose(integrate(density, 0, 1), 1, 1e-5);
  assertClose(
    p.entropy()[0],
    integrate((x) => -density(x) * p.logProb([x])[0], 0, 1),
    1e-4,
  );
  assertClose(
    p.kl(q)[0],
    integrate((x) => density(x) * (p.logProb([x])[0] - q.logProb([x])[0]), 0, 1),
    1e-4,
  );
  assertClose(p.kl(p), [0]);
});

test('Beta: gradients, samples, modes', () => {
  const [alpha, beta, action] = [
    [2.5, 0.6],
    [1.7, 0.3],
    [0.4, 0.9],
  ];
  const policy = new Beta({ alpha, beta, actionSize: 2 });
  const gradient = policy.logProbGradient(action);
  const logProb = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
    new Beta({ alpha: a, beta: b, actionSize: 2 }).logProb(action)[0];
  assertClose(
    gradient.alpha,
    finiteDifferences((a) => logProb(a, beta), alpha),
    1e-7,
  );
  assertClose(
    gradient.beta,
    finiteDifferences((b) => logProb(alpha, b), beta),
    1e-7,
  );
  const random = new Random(6);
  const draws = Array.from({ length: 20_000 }, () => policy.sample(random));
  for (const i of [0, 1]) {
    const [a, b] = [alpha[i], beta[i]];
    const column = draws.map((x) => x[i]);
    assertClose(mean(column), a / (a + b), 0.01);
    assertClose(std(column), Math.sqrt((a * b) / ((a + b) ** 2 * (a + b + 1))), 0.01);
  }
  assertClose(policy.mode(), [1.5 / 2.2, 0.6 / 0.9]);
});

test('SquashedGaussian: density integrates to 1 and agrees with a histogram of tanh', () => {
  const policy = new SquashedGaussian({ mean: [0.3], std: [0.6], actionSize: 1 });
  const density = (x: number): number => Math.exp(policy.logProb([x])[0]);
  assertClose(integrate(density, -1, 1), 1, 1e-4);
  const random = new Random(2);
  const draws = Array.from({ length: 20_000 }, () => policy.sample(random)[0]);
  for (const [low, high] of [
    [-0.5, 0],
    [0, 0.5],
    [0.5, 0.9],
  ]) {
    const share = draws.filter((x) => x >= low && x < high).length / draws.length;
    assertClose(share, integrate(density, low, high, 500), 0.015);
  }
  const exact = integrate((x) => -density(x) * policy.logProb([x])[0], -1, 1);
  assertClose(policy.entropy({ numSamples: 20_000 })[0], exact, 0.02);
  assertClose(policy.entropy()[0], exact, 1e-6);
  assert.deepEqual(policy.entropy({ numSamples: 9 }), policy.entropy({ numSamples: 9 }), 'repeatable');
  assert.notDeepEqual(policy.entropy({ numSamples: 9 }), policy.entropy({ numSamples: 9, random: new Random(5) }));
});

test('SquashedGaussian: KL by integration, gradients by finite differences, sums over components', () => {
  const p = new SquashedGaussian({ mean: [0.3], std: [0.6], actionSize: 1 });
  const q = new SquashedGaussian({ mean: [-0.2], std: [0.8], actionSize: 1 });
  const integrand = (x: number): number => Math.exp(p.logProb([x])[0]) * (p.logProb([x])[0] - q.logProb([x])[0]);
  assertClose(p.kl(q)[0], integrate(integrand, -1, 1), 1e-4);
  const [center, spread, action] = [
    [0.3, -1],
    [0.6, 0.4],
    [0.2, -0.9],
  ];
  const at = (mean: ArrayLike<number>, scale: ArrayLike<number>): SquashedGaussian =>
    new SquashedGaussian({ mean, std: scale, actionSize: 2 });
  const gradient = at(center, spread).logProbGradient(action);
  assertClose(
    gradient.mean,
    finiteDifferences((m) => at(m, spread).logProb(action)[0], center),
    1e-6,
  );
  const logStd = spread.map(Math.log);
  assertClose(
    gradient.logStd,
    finiteDifferences((s) => at(center, s.map(Math.exp)).logProb(action)[0], logStd),
    1e-6,
  );
  const parts = [0, 1].map(
    (i) => new SquashedGaussian({ mean: [center[i]], std: [spread[i]], actionSize: 1 }).logProb([action[i]])[0],
  );
  assertClose(at(center, spread).logProb(action)[0], parts[0] + parts[1], 1e-12);
  assertClose(at(center, spread).mode(), center.map(Math.tanh));
});

test('a sample at the rim still has a log-probability; actions outside are refused by name', () => {
  const far = new SquashedGaussian({ mean: Float32Array.of(30), std: Float32Array.of(1), actionSize: 1 });
  const action = far.sample(new Random(1));
  assert.ok(action[0] < 1 && Number.isFinite(far.logProb(action)[0]));
  assert.throws(() => far.logProb([1]), /actions\[0\]: got 1, must lie strictly between -1 and 1/);
  const spiky = new Beta({ alpha: Float32Array.of(0.05), beta: Float32Array.of(0.05), actionSize: 1 });
  const random = new Random(3);
  for (let i = 0; i < 200; i++) assert.ok(Number.isFinite(spiky.logProb(spiky.sample(random))[0]));
  const beta = new Beta({ alpha: [2], beta: [2], actionSize: 1 });
  assert.throws(() => beta.logProb([0]), /actions\[0\]: got 0, must lie strictly between 0 and 1/);
  assert.throws(() => new Beta({ alpha: [2], beta: [0], actionSize: 1 }), /beta\[0\]: got 0, must be positive/);
});
