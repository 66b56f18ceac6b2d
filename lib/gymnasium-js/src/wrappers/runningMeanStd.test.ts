import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RunningMeanStd } from './runningMeanStd.js';

test('moments of two parts are those of everything', () => {
  const rows = Array.from({ length: 60 }, (_, i) => Math.sin(i * i) * (i % 2 === 0 ? 1 : 100));
  const [whole, first, second] = [1e-4, 1e-4, 0].map((epsilon) => new RunningMeanStd({ size: 2, epsilon }));
  whole.update(rows);
  first.update(rows.slice(0, 14));
  second.update(rows.slice(14, 40));
  second.update(rows.slice(40));
  first.include(second.getState());
  assert.equal(first.count, whole.count);
  for (let k = 0; k < 2; k++) {
    assert.ok(Math.abs(first.mean[k] - whole.mean[k]) < 1e-9, `mean ${first.mean[k]}, not ${whole.mean[k]}`);
    assert.ok(Math.abs(first.var[k] / whole.var[k] - 1) < 1e-9, `variance ${first.var[k]}, not ${whole.var[k]}`);
  }
});

test('moments of nothing change nothing, and what are none are refused', () => {
  const moments = new RunningMeanStd();
  moments.update([1, 2, 4]);
  const before = moments.getState();
  moments.include(new RunningMeanStd({ epsilon: 0 }).getState());
  assert.deepEqual(moments.getState(), before);
  assert.throws(() => moments.include(new RunningMeanStd({ size: 2 }).getState()), /include: expected moments of 1/);
  assert.throws(() => moments.include({ mean: [NaN], var: [1], count: 1 }), /include: expected moments/);
});
