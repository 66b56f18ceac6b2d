import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../numbers/random';
import { assertClose, finiteDifferences, maxDifference } from '../testing/testing';
import { GruPass, type GruInput, type GruWeights } from './gru';

const sizes = { steps: 6, rows: 2, inputs: 2, units: 3 };
const random = new Random(3, 'gru test');
const normals = (length: number): Float64Array => Float64Array.from({ length }, () => random.normal(0, 0.7));
/** Row 1 begins an episode at its first step, row 0 at its fourth. */
const starts = Uint8Array.from([0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
const input: GruInput = { inputs: normals(6 * 2 * 2), initial: normals(2 * 3), starts };
const numbers = normals(2 * 9 + 3 * 9 + 9 + 9);
const aims = normals(6 * 2 * 3);

const weightsOf = (flat: Float64Array): GruWeights => ({
  inputWeights: flat.subarray(0, 18),
  hiddenWeights: flat.subarray(18, 45),
  inputBiases: flat.subarray(45, 54),
  hiddenBiases: flat.subarray(54, 63),
});

function hiddenOf(flat: Float64Array, given: GruInput): Float64Array {
  const pass = new GruPass(sizes);
  pass.forward(weightsOf(flat), given);
  return pass.hidden;
}

const weighted = (hidden: Float64Array): number => hidden.reduce((sum, h, i) => sum + aims[i] * h * h, 0);

function gradientsOf(): { gradient: Float64Array; byInitial: Float64Array } {
  const pass = new GruPass(sizes);
  pass.forward(weightsOf(numbers), input);
  const slopes = pass.hidden.map((h, i) => 2 * aims[i] * h);
  const gradient = new Float64Array(numbers.length);
  const byInitial = pass.backward(weightsOf(numbers), slopes, weightsOf(gradient));
  return { gradient, byInitial };
}

test('backpropagation through time, over resets, agrees with finite differences', () => {
  const { gradient, byInitial } = gradientsOf();
  assertClose(
    gradient,
    finiteDifferences((flat) => weighted(hiddenOf(flat, input)), numbers),
    1e-7,
  );
  const ofInitial = finiteDifferences((initial) => weighted(hiddenOf(numbers, { ...input, initial })), input.initial);
  assertClose(byInitial, ofInitial, 1e-7);
});

test('no gradient goes back over the beginning of an episode', () => {
  const { byInitial } = gradientsOf();
  assert.deepEqual([...byInitial.subarray(3)], [0, 0, 0]); // row 1 forgot its initial state at once
  assert.ok(byInitial.subarray(0, 3).every((slope) => slope !== 0));
});

test('what follows the beginning of an episode does not depend on what was before', () => {
  const other = { ...input, initial: normals(6), inputs: Float64Array.from(input.inputs) };
  for (let place = 0; place < 6; place++) other.inputs[place * 2] += place % 2 === 0 ? 1 : 0; // row 0, its first three steps
  const [a, b] = [hiddenOf(numbers, input), hiddenOf(numbers, other)];
  const rowFrom = (hidden: Float64Array, row: number, step: number): number[] =>
    [...hidden].filter((_, i) => Math.floor(i / 3) % 2 === row && i >= step * 6);
  assert.deepEqual(rowFrom(a, 0, 3), rowFrom(b, 0, 3));
  assert.deepEqual(rowFrom(a, 1, 0), rowFrom(b, 1, 0));
  assert.ok(maxDifference(a, b) > 0.01);
});
