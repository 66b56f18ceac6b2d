import { test } from 'node:test';
import { logTanhSlope, meanLogTanhSlope, meanLogTanhSlopeGradient, normalNodes, normalWeights } from './squash';
import { assertClose, finiteDifferences } from '../testing/testing';

/** The mean over a fine grid of 20,001 points from -10 to 10. */
function fineMean(f: (u: number) => number, mean: number, std: number): number {
  let [total, weights] = [0, 0];
  for (let i = -10_000; i <= 10_000; i++) {
    const z = i / 1000;
    const weight = Math.exp(-0.5 * z * z);
    weights += weight;
    total += weight * f(mean + std * z);
  }
  return total / weights;
}

test('log(1 - tanh(u)^2) is what it says, and keeps its digits where tanh rounds to 1', () => {
  for (const u of [-3, -0.1, 0, 0.5, 4]) assertClose(logTanhSlope(u), Math.log(1 - Math.tanh(u) ** 2), 1e-12);
  assertClose(logTanhSlope(300), Math.log(4) - 600, 1e-12);
});

test('the weights sum to 1 and give the moments of a standard normal', () => {
  const moment = (power: number): number => normalNodes.reduce((sum, z, q) => sum + normalWeights[q] * z ** power, 0);
  assertClose([0, 1, 2, 3, 4].map(moment), [1, 0, 1, 0, 3], 1e-6);
});

test('the quadrature agrees with a fine grid within the errors that it states', () => {
  for (const [std, tolerance] of [
    [0.01, 1e-7],
    [0.5, 1e-7],
    [1.5, 1e-7],
    [2, 1e-5],
    [3, 3e-4],
  ]) {
    for (const mean of [-4, -0.6, 0, 0.3, 2]) {
      assertClose(meanLogTanhSlope(mean, std), fineMean(logTanhSlope, mean, std), tolerance);
    }
  }
});

test('its gradients are finite differences, on both sides and far out', () => {
  const into = new Float64Array(2);
  for (const [mean, std] of [
    [0, 1],
    [0.8, 0.3],
    [-0.8, 0.3],
    [-2, 2.5],
    [30, 2],
  ]) {
    meanLogTanhSlopeGradient(mean, std, into);
    const numeric = finiteDifferences(
      ([m, logStd]) => meanLogTanhSlope(m, Math.exp(logStd)),
      [mean, Math.log(std)],
      1e-5,
    );
    assertClose(into, numeric, 1e-8);
  }
});

test('means and spreads of any size: the sum is that of its terms', () => {
  const into = new Float64Array(2);
  for (const [mean, std] of [
    [-40, 20],
    [700, 24.9],
    [3, 25.1],
    [-3, 400],
  ]) {
    const terms = (f: (u: number, z: number) => number): number =>
      normalNodes.reduce((sum, z, q) => sum + normalWeights[q] * f(mean + std * z, z), 0);
    const scale = Math.abs(mean) + std;
    assertClose(meanLogTanhSlope(mean, std), terms(logTanhSlope), 1e-12 * scale);
    meanLogTanhSlopeGradient(mean, std, into);
    const expected = [terms((u) => -2 * Math.tanh(u)), terms((u, z) => -2 * Math.tanh(u) * std * z)];
    assertClose(into, expected, 1e-12 * scale);
  }
});
