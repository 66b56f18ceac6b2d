import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  clippedSurrogate,
  clippedSurrogateLoss,
  clipTable,
  importanceRatio,
  klEstimates,
  surrogateSlope,
} from './surrogate';
import { assertClose, finiteDifferences, golden } from '../testing/testing';

interface GoldenCase {
  old: number[];
  new: number[];
  adv: number[];
  eps: number;
  loss: number;
  grad: number[];
  clip_fraction: number;
  k1: number;
  k2: number;
  k3: number;
}

test('loss, gradient, clip fraction and KL estimates agree with PyTorch', () => {
  for (const example of golden<GoldenCase[]>('surrogate')) {
    const columns = { logProbs: example.new, oldLogProbs: example.old };
    const result = clippedSurrogateLoss({ ...columns, advantages: example.adv, clipRange: example.eps });
    assertClose(result.loss, example.loss);
    assertClose(result.gradient, example.grad);
    assert.equal(result.clipFraction, example.clip_fraction);
    const { k1, k2, k3 } = klEstimates(columns);
    assertClose([k1, k2, k3], [example.k1, example.k2, example.k3]);
  }
});

test('the gradient is the slope of the loss (finite differences)', () => {
  for (const { old, new: logProbs, adv, eps } of golden<GoldenCase[]>('surrogate').slice(4, 16)) {
    const loss = (x: Float64Array): number =>
      clippedSurrogateLoss({ logProbs: x, oldLogProbs: old, advantages: adv, clipRange: eps }).loss;
    const { gradient } = clippedSurrogateLoss({ logProbs, oldLogProbs: old, advantages: adv, clipRange: eps });
    assertClose(finiteDifferences(loss, logProbs), gradient, 1e-7);
  }
});

test('the clip table is exact to the last digit', () => {
  const rows = clipTable({ ratios: [0.7, 0.9, 1, 1.1, 1.3], advantages: [-1, 1], clipRange: 0.2 });
  const columns = rows.map((row) => [row.ratio, row.advantage, row.unclipped, row.clipped, row.objective, row.slope]);
  assert.deepEqual(columns, [
    [0.7, -1, -0.7, -0.8, -0.8, 0],
    [0.7, 1, 0.7, 0.8, 0.7, 1],
    [0.9, -1, -0.9, -0.9, -0.9, -1],
    [0.9, 1, 0.9, 0.9, 0.9, 1],
    [1, -1, -1, -1, -1, -1],
    [1, 1, 1, 1, 1, 1],
    [1.1, -1, -1.1, -1.1, -1.1, -1],
    [1.1, 1, 1.1, 1.1, 1.1, 1],
    [1.3, -1, -1.3, -1.2, -1.3, -1],
    [1.3, 1, 1.3, 1.2, 1.2, 0],
  ]);
});

test('four samples by hand: one of four is dead, the wrong-way outsiders are alive', () => {
  // r = 1.3 (A +1, dead), 0.7 (A -1, dead), 1.3 (A -1, alive: -(-1) * 1.3 / 4), 0.7 (A +1, alive: -0.7 / 4)
  const logProbs = [1.3, 0.7, 1.3, 0.7].map(Math.log);
  const result = clippedSurrogateLoss({
    logProbs,
    oldLogProbs: [0, 0, 0, 0],
    advantages: [1, -1, -1, 1],
    clipRange: 0.2,
  });
  assertClose(result.gradient, [0, 0, 0.325, -0.175]);
  assertClose(result.loss, -(1.2 - 0.8 - 1.3 + 0.7) / 4);
  assert.equal(result.clipFraction, 1);
  assert.equal(result.deadFraction, 0.5);
  assert.ok(Object.is(result.gradient[0], 0), 'a dead gradient is 0, not -0');
});

test('at the kinks the slope is A, as PyTorch and tfjs count them', () => {
  assert.equal(surrogateSlope(1.2, 1, 0.2), 1);
  assert.equal(surrogateSlope(0.8, -1, 0.2), -1);
  const edge = clippedSurrogateLoss({ logProbs: [0], oldLogProbs: [0], advantages: [2], clipRange: 0 });
  assert.deepEqual([edge.gradient[0], edge.clipFraction, edge.deadFraction], [-2, 0, 0]);
});

test('ratios of identical log-probabilities are exactly 1, columns keep float32', () => {
  assert.equal(importanceRatio(-0.1234567, -0.1234567), 1);
  assertClose(importanceRatio([Math.log(0.5), 0], [0, Math.log(0.5)]), [0.5, 2]);
  assert.ok(importanceRatio(Float32Array.of(-1), Float32Array.of(-1)) instanceof Float32Array);
  assert.ok(importanceRatio(Float32Array.of(-1), [-1]) instanceof Float64Array);
});

test('columns of two lengths have no KL: the second one is named, however it differs', () => {
  for (const oldLogProbs of [[-1], [-1, -1, -1]])
    assert.throws(
      () => klEstimates({ logProbs: [-1, -2], oldLogProbs }),
      new RegExp(`^RangeError: oldLogProbs: got ${oldLogProbs.length} elements, expected 2`),
    );
});

test('k3 and k2 are never negative, and an unchanged policy has none of the three', () => {
  assert.deepEqual(klEstimates({ logProbs: [-1, -2], oldLogProbs: [-1, -2] }), { k1: 0, k2: 0, k3: 0 });
  const tiny = klEstimates({ logProbs: [-1 + 1e-9], oldLogProbs: [-1] });
  assert.ok(tiny.k3 >= 0 && tiny.k2 >= 0 && tiny.k1 < 0);
});

test('an overflowing ratio with advantage 0 gives 0, not NaN', () => {
  const result = clippedSurrogateLoss({ logProbs: [0], oldLogProbs: [-1000], advantages: [0], clipRange: 0.2 });
  assert.deepEqual([result.loss, result.gradient[0], result.deadFraction], [0, 0, 0]);
});

test('bad input is refused with the argument, the value and the fix', () => {
  const good = { logProbs: [-1, -1], oldLogProbs: [-1, -1], advantages: [1, 1], clipRange: 0.2 };
  assert.throws(() => clippedSurrogateLoss({ ...good, advantages: [1] }), {
    name: 'RangeError',
    message: 'advantages: got 1 elements, expected 2 (as many as logProbs)',
  });
  assert.throws(() => clippedSurrogateLoss({ ...good, logProbs: [] }), /logProbs: got 0 elements/);
  assert.throws(() => clippedSurrogateLoss({ ...good, logProbs: [NaN, 0] }), /logProbs\[0\]: got NaN/);
  assert.throws(() => clippedSurrogateLoss({ ...good, clipRange: 1.2 }), /clipRange: got 1.2, must lie in \[0, 1\)/);
  assert.throws(() => clippedSurrogateLoss({ ...good, clipRange: -0.1 }), /clipRange: got -0.1/);
  assert.throws(() => clippedSurrogateLoss({ ...good, logProbs: [[1], [2]] as never }), {
    name: 'TypeError',
    message: /logProbs\[0\].*flat array/,
  });
  assert.throws(() => clippedSurrogate(-0.5, 1, 0.2), /ratio: got -0.5/);
  assert.throws(() => clippedSurrogate('1' as never, 1, 0.2), TypeError);
  assert.throws(
    () => clipTable({ ratios: 0.7 as never, advantages: [1], clipRange: 0.2 }),
    /ratios: expected an array/,
  );
});
