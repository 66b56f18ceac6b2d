import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diagnose, type DiagnosedRecord } from './diagnostics';
import { diagnoseRun, type RunRecord } from './runDiagnostics';

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

/** Every limit, where its docstring or source puts it: the value at the limit is well, the next number beyond it is not. */
const limits: readonly [name: keyof DiagnosedRecord, threshold: number, isUpper: boolean][] = [
  ['firstRatioMin', 1, false],
  ['firstRatioMax', 1, true],
  ['approxKl', 0.05, true],
  ['clipFraction', 0.3, true],
  ['deadFraction', 0.2, true],
  ['entropy', 0.05, false],
  ['explainedVariance', -0.5, false],
  ['gradNorm', 100, true],
  ['clippedActionFraction', 0.9, true],
];

test('each limit is where it is said to be, to both sides', () => {
  for (const [name, threshold, isUpper] of limits) {
    const beyond = threshold + (isUpper ? 1 : -1) * Math.max(1e-9, Math.abs(threshold) * 1e-9);
    assert.deepEqual(diagnose({ ...healthy, [name]: threshold }), [], `${name} at its limit`);
    const warnings = diagnose({ ...healthy, [name]: beyond });
    assert.deepEqual(
      warnings.map((warning) => [warning.name, warning.value, warning.threshold]),
      [[name, beyond, threshold]],
    );
  }
});

test('what is no record is refused by what it lacks', () => {
  const { entropy, ...without } = healthy;
  assert.equal(entropy, 0.6);
  for (const [given, says] of [
    [{}, /record.iteration: expected a number, got undefined/],
    ['str', /record: got "str", expected a record that train yielded/],
    [null, /record: got null/],
    [without, /record.entropy: expected a number, got undefined/],
    [{ ...healthy, approxKl: '0.1' }, /record.approxKl: expected a number, got "0.1"/],
  ] as const) {
    assert.throws(() => diagnose(given as never), TypeError);
    assert.throws(() => diagnose(given as never), says);
  }
  assert.throws(() => diagnoseRun([{} as never]), /records\[0\].iteration: expected a number, got undefined/);
  assert.throws(() => diagnoseRun('str' as never), /records: expected an array/);
});

test('the critic is given ten iterations, not eleven', () => {
  const misled = { ...healthy, explainedVariance: -0.9 };
  assert.deepEqual(diagnose({ ...misled, iteration: 10 }), []);
  assert.equal(diagnose({ ...misled, iteration: 11 }).length, 1);
});

test('the critic is given a few iterations before it is blamed', () => {
  assert.deepEqual(diagnose({ ...healthy, iteration: 3, explainedVariance: -0.9 }), []);
});

/** A run of n records that differ from a healthy one where `of` says so. */
function runOf(n: number, of: (i: number) => Partial<RunRecord> = () => ({})): RunRecord[] {
  return Array.from({ length: n }, (_, i) => ({
    ...healthy,
    iteration: i + 1,
    meanReturn100: 20 + i,
    valueLoss: 2,
    epochs: 4,
    ...of(i),
  }));
}

const namesOf = (records: readonly RunRecord[]): string[] => diagnoseRun(records).map((warning) => warning.name);

test('a run that learns has no warnings, short or long', () => {
  assert.deepEqual(namesOf(runOf(1)), []);
  assert.deepEqual(namesOf(runOf(60)), []);
});

test('thumb rules read the mean of the latest records, not one spike or the past', () => {
  assert.deepEqual(namesOf(runOf(60, (i) => ({ approxKl: i === 55 ? 0.3 : 0.008 }))), []); // mean 0.0372
  assert.deepEqual(namesOf(runOf(60, (i) => ({ approxKl: i === 55 ? 0.6 : 0.008 }))), ['approxKl']); // mean 0.0672
  assert.deepEqual(namesOf(runOf(60, (i) => ({ approxKl: i < 50 ? 0.6 : 0.008 }))), []);
});

test('one ratio that is not 1, anywhere in the run, is never forgiven', () => {
  assert.deepEqual(namesOf(runOf(60, (i) => ({ firstRatioMin: i === 3 ? 0.999 : 1 }))), ['firstRatioMin']);
  assert.deepEqual(namesOf(runOf(60, (i) => ({ firstRatioMax: i === 3 ? 1.001 : 1 }))), ['firstRatioMax']);
});

test('several epochs with a KL of exactly 0 move nothing; one epoch may well have it', () => {
  assert.deepEqual(namesOf(runOf(20, () => ({ approxKl: 0 }))), ['approxKl']);
  assert.deepEqual(namesOf(runOf(20, () => ({ approxKl: 0, epochs: 1 }))), []);
  assert.deepEqual(namesOf(runOf(20, (i) => ({ approxKl: i === 15 ? 1e-9 : 0 }))), []);
});

test('a lost return is measured against the best gain, also where returns are negative', () => {
  const peakThen = (end: number) => runOf(60, (i) => ({ meanReturn100: i < 30 ? -1500 + 40 * i : end }));
  assert.deepEqual(namesOf(peakThen(-950)), ['meanReturn100']); // best -340, first -1500, half way -920
  assert.deepEqual(namesOf(peakThen(-900)), []);
  assert.deepEqual(namesOf(runOf(60, (i) => ({ meanReturn100: 30 - i / 10 }))), []); // never rose, so nothing was lost
  assert.deepEqual(namesOf(runOf(5, () => ({ meanReturn100: null }))), []);
});

test('a value loss is held against its own best', () => {
  assert.deepEqual(namesOf(runOf(60, (i) => ({ valueLoss: i < 50 ? 1 : 10 }))), []);
  assert.deepEqual(namesOf(runOf(60, (i) => ({ valueLoss: i < 50 ? 1 : 10.1 }))), ['valueLoss']);
});

test('a NaN in the latest records is reported', () => {
  assert.deepEqual(namesOf(runOf(20, (i) => ({ gradNorm: i === 19 ? NaN : 1 }))), ['gradNorm']);
});

test('no records, or no window, is an error that says so', () => {
  assert.throws(() => diagnoseRun([]), /records: got none/);
  assert.throws(() => diagnoseRun(runOf(3), { window: 0 }), /window.*0/);
});
