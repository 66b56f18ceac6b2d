import assert from 'node:assert/strict';
import test from 'node:test';
import { colors, lineFigure, percent, seedCurves, thousands } from './index';

const interval = (values: number[]) => ({
  estimate: values.reduce((a, b) => a + b, 0) / values.length,
  low: Math.min(...values),
  high: Math.max(...values),
});
const common = { name: 'PPO', says: 'range of two seeds', interval };
const record = (t: number, score: number | null) => ({ t, score });

test('runs with the same positions: the values themselves, seed by seed, in the order of the runs', () => {
  const seen: number[][] = [];
  const curve = seedCurves({
    ...common,
    interval: (values) => (seen.push(values), interval(values)),
    runs: [
      [record(1, 10), record(2, 20), record(3, 30)],
      [record(1, 14), record(2, 26), record(3, 31)],
    ],
    x: (r) => r.t,
    y: (r) => r.score,
    every: 2,
  });
  assert.deepEqual(seen, [
    [10, 14],
    [30, 31],
  ]);
  assert.deepEqual(curve, {
    name: 'PPO',
    x: [1, 3],
    y: [12, 30.5],
    band: { lower: [10, 30], upper: [14, 31], says: 'range of two seeds' },
  });
});

test('other positions are interpolated, and only where every run has been', () => {
  const curve = seedCurves({
    ...common,
    runs: [
      { t: [0, 10, 20, 30], v: [0, 1, 2, 3] },
      { t: [5, 25], v: [10, 30] },
    ],
    xs: (run) => run.t,
    ys: (run) => run.v,
  });
  assert.deepEqual(curve.x, [10, 20]);
  assert.deepEqual(curve.band?.upper, [15, 25]);
});

test('a missing value drops the run at that position, not its neighbours; `at` chooses the positions', () => {
  const options = {
    ...common,
    runs: [
      [record(1, null), record(2, 4), record(3, null), record(5, 8)],
      [record(1, 2), record(5, 6)],
    ],
    x: (r: { t: number }) => r.t,
    y: (r: { score: number | null }) => r.score,
  };
  const curve = seedCurves({ ...options, at: [1, 2, 4, 9] });
  assert.deepEqual(curve.x, [1, 2, 4]); // no run reaches 9
  assert.deepEqual(curve.y, [2, 3.5, 5]); // at 4 the first run lies beside its gap
});

test('runs that make no curve are refused', () => {
  const of = (runs: { t: number; score: number }[][]) => () =>
    seedCurves({ ...common, runs, x: (r) => r.t, y: (r) => r.score });
  assert.throws(of([]), /seedCurves\('PPO'\): runs is empty/);
  assert.throws(of([[]]), /run 1 has 0 x and 0 y/);
  assert.throws(
    of([
      [
        { t: 2, score: 1 },
        { t: 2, score: 1 },
      ],
    ]),
    /run 1: x must rise from record to record, got 2 and then 2/,
  );
  assert.throws(
    of([[{ t: 1, score: 1 }], [{ t: 2, score: 1 }]]),
    /no position in common \(one starts at 2, one ends at 1\)/,
  );
});

test('the legend says what a band is, once for all lines that have it', () => {
  const curve = seedCurves({ ...common, runs: [[record(1, 10)], [record(1, 14)]], x: (r) => r.t, y: (r) => r.score });
  const figure = lineFigure({
    xTitle: 'x',
    yTitle: 'y',
    lines: [curve, { ...curve, name: 'A2C', color: colors.green }],
  });
  const entries = figure.data.filter((trace) => trace.showlegend !== false).map((trace) => trace.name);
  assert.deepEqual(entries, ['PPO', 'A2C', 'band: range of two seeds']);
  assert.equal(figure.layout?.showlegend, true);
});

test('numbers for sentences', () => {
  assert.equal(thousands(60416), '60,416');
  assert.equal(percent(0.3456), '35 %');
  assert.equal(percent(0.3456, 1), '34.6 %');
  assert.throws(() => percent(Number.NaN), /percent: expected a finite number, got NaN/);
  assert.throws(() => percent(0.5, 7), /digits must be a whole number/);
  assert.throws(() => thousands('5' as unknown as number), /thousands: expected a finite number, got 5/);
});
