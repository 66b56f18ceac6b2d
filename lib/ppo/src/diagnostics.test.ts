import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diagnose, type DiagnosedRecord } from './diagnostics';

const healthy: DiagnosedRecord = {
  iteration: 20,
  firstRatioMin: 1,
  firstRatioMax: 1,
  approxKl: 0.008,
  clipFraction: 0.1,
  deadFraction: 0.05,
  entropy: 0.6,
  explainedVariance: 0.7,
  gradNorm: 1.5,
};

test('a healthy record has no warnings', () => {
  assert.deepEqual(diagnose(healthy), []);
});

test('each fault is named with value, threshold, source and advice', () => {
  const faults: Partial<DiagnosedRecord>[] = [
    { firstRatioMin: 1 - 1e-7 },
    { firstRatioMax: 1 + 1e-7 },
    { approxKl: 0.06 },
    { clipFraction: 0.4 },
    { deadFraction: 0.25 },
    { entropy: 0.01 },
    { explainedVariance: -0.9 },
    { gradNorm: 1000 },
    { approxKl: NaN },
  ];
  for (const fault of faults) {
    const warnings = diagnose({ ...healthy, ...fault });
    const [[name, value]] = Object.entries(fault);
    assert.deepEqual(
      warnings.map((warning) => [warning.name, warning.value]),
      [[name, value]],
    );
    assert.ok(warnings[0].source.length > 0 && warnings[0].advice.length > 0 && Number.isFinite(warnings[0].threshold));
  }
});

test('the critic is given a few iterations before it is blamed', () => {
  assert.deepEqual(diagnose({ ...healthy, iteration: 3, explainedVariance: -0.9 }), []);
});
