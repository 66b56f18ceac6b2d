import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertClose, golden } from '../testing/testing';
import { objectiveGradient } from './objectiveGradients';
import { adaptedKlCoef, objectiveShape, type ObjectiveShape } from './objectives';

interface ObjectiveGolden {
  objective: ObjectiveShape['objective'];
  high?: number;
  dual?: number;
  slope?: number;
  kl_coef?: number;
  eps: number;
  old: number[];
  new: number[];
  adv: number[];
  policy_loss: number;
  kl: number;
  gradient: number[];
}

test("SPO, rollback, clip-higher, dual clip and KL penalties: losses and gradients equal PyTorch's", () => {
  const { objectives } = golden<{ objectives: ObjectiveGolden[] }>('relatives');
  for (const example of objectives) {
    const { objective, high = null, dual = null, slope = 0, kl_coef: klCoef = 0, eps: clipRange } = example;
    const gradient = new Float64Array(example.new.length);
    const { policyLoss, ratios } = objectiveGradient(
      {
        logProbs: example.new,
        oldLogProbs: example.old,
        advantages: example.adv,
        objective,
        clipRange,
        clipRangeHigh: high,
        dualClip: dual,
        rollbackSlope: slope,
        klCoef,
      },
      gradient,
    );
    assertClose(policyLoss, example.policy_loss, 1e-12);
    assertClose(ratios.approxKl, example.kl, 1e-12);
    assertClose(gradient, example.gradient, 1e-12);
    if (objective !== 'clip' || klCoef > 0) continue;
    const dead = example.gradient.filter((g) => g === 0).length / gradient.length;
    assert.equal(ratios.deadFraction, dead, 'deadFraction counts the samples without gradient');
    assert.ok(dead > 0);
  }
});

test("the k3 penalty averaged over the old policy's actions is the paper's penalty: the exact KL and its gradient", () => {
  const { penalty } = golden<{
    penalty: { old_logits: number[][]; logits: number[][]; beta: number; kl: number; gradient: number[][] };
  }>('relatives');
  const logSoftmax = (row: number[]): number[] => {
    const total = Math.log(row.reduce((sum, x) => sum + Math.exp(x), 0));
    return row.map((x) => x - total);
  };
  let kl = 0;
  penalty.logits.forEach((logits, b) => {
    const [old, now] = [logSoftmax(penalty.old_logits[b]), logSoftmax(logits)];
    const byLogit = new Float64Array(logits.length);
    old.forEach((oldLogProb, action) => {
      // one sample per action, weighed by how often the old policy takes it
      const weight = Math.exp(oldLogProb) / penalty.logits.length;
      const gradient = new Float64Array(1);
      const columns = { logProbs: [now[action]], oldLogProbs: [oldLogProb], advantages: [0], klCoef: penalty.beta };
      const { ratios } = objectiveGradient({ ...columns, objective: 'ratio', clipRange: 0.2 }, gradient);
      kl += weight * ratios.approxKl;
      now.forEach((logProb, j) => (byLogit[j] += weight * gradient[0] * ((j === action ? 1 : 0) - Math.exp(logProb))));
    });
    assertClose(byLogit, penalty.gradient[b], 1e-12);
  });
  assertClose(kl, penalty.kl, 1e-12);
});

test('shapes by hand: where each goes on, stops and turns round', () => {
  const at = (ratio: number, advantage: number, shape: Partial<ObjectiveShape>) =>
    objectiveShape(ratio, advantage, { objective: 'clip', clipRange: 0.2, ...shape });
  assert.deepEqual(at(1.5, 1, {}), { objective: 1.2, slope: 0 });
  assert.deepEqual(at(1.5, -1, {}), { objective: -1.5, slope: -1 });
  assert.deepEqual(at(1.5, 1, { clipRangeHigh: 0.6 }), { objective: 1.5, slope: 1 });
  assert.deepEqual(at(4, -1, { dualClip: 3 }), { objective: -3, slope: 0 });
  assert.deepEqual(at(1.5, 2, { objective: 'rollback', rollbackSlope: 0.5 }), {
    objective: 1.2 * 2 - 0.5 * 2 * (1.5 - 1.2),
    slope: -1,
  });
  assert.deepEqual(at(0.5, -2, { objective: 'rollback', rollbackSlope: 0.5 }).slope, 1);
  // SPO is highest at the edge: r A - (r - 1)^2 |A| / 0.4
  assertClose(at(1.2, 1, { objective: 'spo' }).slope, 0, 1e-15);
  assertClose(at(0.8, -1, { objective: 'spo' }).slope, 0, 1e-15);
  assertClose(at(1.5, 1, { objective: 'spo' }).objective, 1.5 - 0.25 / 0.4, 1e-15);
  assertClose(at(1.5, 1, { objective: 'spo' }).slope, 1 - 0.5 / 0.2, 1e-15);
  assert.deepEqual(at(7, 0, { objective: 'spo' }), { objective: 0, slope: 0 });
  assert.throws(() => at(-1, 1, {}), /ratio: got -1, must not be negative/);
  assert.throws(() => at(1, 1, { objective: 'spo', clipRange: 0 }), /clipRange: got 0, must be positive/);
});

test('each slope is the finite difference of its objective', () => {
  const shapes: ObjectiveShape[] = [
    { objective: 'spo', clipRange: 0.2 },
    { objective: 'ratio', clipRange: 0.2 },
    { objective: 'clip', clipRange: 0.2, clipRangeHigh: 0.35, dualClip: 2 },
    { objective: 'rollback', clipRange: 0.2, clipRangeHigh: 0.35, dualClip: 2, rollbackSlope: 0.4 },
  ];
  for (const shape of shapes) {
    for (let ratio = 0.013; ratio < 3; ratio += 0.071) {
      for (const advantage of [-1.7, 0, 0.6]) {
        const [up, down] = [1e-6, -1e-6].map((step) => objectiveShape(ratio + step, advantage, shape).objective);
        assertClose(objectiveShape(ratio, advantage, shape).slope, (up - down) / 2e-6, 1e-6);
      }
    }
  }
});

test('the adaptive penalty doubles above 1.5 times its target, halves below 1 / 1.5 of it, and stays between', () => {
  const cases = [
    [0.0151, 2],
    [0.015, 1],
    [0.01, 1],
    [0.00667, 1],
    [0.0066, 0.5],
    [0, 0.5],
  ] as const;
  for (const [kl, expected] of cases) assert.equal(adaptedKlCoef(1, kl, 0.01), expected, `KL ${kl}`);
  assert.throws(() => adaptedKlCoef(0, 0.1, 0.01), /klCoef: got 0, must be positive/);
  assert.throws(() => adaptedKlCoef(1, NaN, 0.01), /kl: expected a finite number, got NaN/);
});
