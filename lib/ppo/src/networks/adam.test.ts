import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Adam, annealedRate } from './adam';
import { assertClose } from '../testing/testing';

const options = { beta1: 0.9, beta2: 0.999, epsilon: 1e-5 };

test('the first step by hand: bias correction makes it lr * g / (|g| + eps)', () => {
  const parameters = Float32Array.of(1, 1, 1);
  new Adam(3, options).step(parameters, Float32Array.of(0.5, -2, 0), 0.1);
  assertClose(parameters, [1 - (0.1 * 0.5) / (0.5 + 1e-5), 1 + (0.1 * 2) / (2 + 1e-5), 1], 1e-6);
});

test('several steps agree with the formulas of the paper in float64', () => {
  const gradients = [0.3, -0.1, 0.7, 0.7, -2];
  const parameters = Float32Array.of(0.5);
  const adam = new Adam(1, options);
  let [x, m, v] = [0.5, 0, 0];
  gradients.forEach((g, i) => {
    adam.step(parameters, Float32Array.of(g), 0.01);
    m = 0.9 * m + 0.1 * g;
    v = 0.999 * v + 0.001 * g ** 2;
    x -= (0.01 * (m / (1 - 0.9 ** (i + 1)))) / (Math.sqrt(v / (1 - 0.999 ** (i + 1))) + 1e-5);
    assertClose(parameters, [x], 1e-6);
  });
});

test('a saved state continues exactly and is a copy', () => {
  const adam = new Adam(2, options);
  const parameters = Float32Array.of(1, 2);
  adam.step(parameters, Float32Array.of(1, -1), 0.1);
  const state = adam.getState();
  const twin = new Adam(2, options);
  twin.setState(state);
  const copy = parameters.slice();
  adam.step(parameters, Float32Array.of(0.5, 3), 0.1);
  twin.step(copy, Float32Array.of(0.5, 3), 0.1);
  assert.deepEqual(copy, parameters);
  assert.equal(state.steps, 1);
  assertClose(state.m, [0.1, -0.1], 1e-7);
  assertClose(state.v, [0.001, 0.001], 1e-9);
  assert.throws(() => twin.setState(new Adam(3, options).getState()), /state.m: got 3 elements, expected 2/);
});

test('the learning rate falls by the same amount each iteration, down to annealTo', () => {
  const rate = (iteration: number, annealTo: number | null): number =>
    annealedRate({ learningRate: 1, annealTo, iteration, numIterations: 4 });
  assert.deepEqual(
    [1, 2, 3, 4, 5, 9].map((i) => rate(i, 0)),
    [1, 0.75, 0.5, 0.25, 0, 0],
  );
  assert.deepEqual(
    [1, 3, 9].map((i) => rate(i, 0.5)),
    [1, 0.75, 0.5],
  );
  assert.equal(rate(3, null), 1);
});
