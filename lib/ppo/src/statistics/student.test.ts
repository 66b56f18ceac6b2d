import assert from 'node:assert/strict';
import { test } from 'node:test';
import { golden } from '../testing/testing';
import { studentCdf, studentQuantile } from './student';

interface StudentGolden {
  freedom: number;
  t: number[];
  below: number[];
  p: number[];
  quantile: number[];
}

const { student } = golden<{ student: StudentGolden[] }>('statistics');

function assertRelative(actual: number, expected: number, tolerance: number, where: string): void {
  const error = Math.abs(actual - expected) / Math.max(Math.abs(expected), 1e-300);
  assert.ok(
    expected === 0 ? Math.abs(actual) < tolerance : error < tolerance,
    `${where}: ${actual}, SciPy ${expected}`,
  );
}

test("Student's t agrees with SciPy, far out in the tails as well", () => {
  for (const { freedom, t, below, p, quantile } of student) {
    t.forEach((x, i) =>
      assertRelative(studentCdf(x, freedom), below[i], 1e-9, `P(T <= ${x}), ${freedom} degrees of freedom`),
    );
    p.forEach((x, i) => assertRelative(studentQuantile(x, freedom), quantile[i], 1e-9, `quantile ${x}, ${freedom}`));
  }
  assert.ok(student.length >= 10);
});

test('one and two degrees of freedom by their closed forms', () => {
  for (const t of [-3, -0.2, 0, 1, 7]) {
    assertRelative(studentCdf(t, 1), 0.5 + Math.atan(t) / Math.PI, 1e-12, `Cauchy at ${t}`);
    assertRelative(studentCdf(t, 2), 0.5 + t / (2 * Math.sqrt(2 + t * t)), 1e-12, `two degrees at ${t}`);
  }
});

test('no number is not given out as one', () => {
  assert.deepEqual([studentCdf(Infinity, 3), studentCdf(-Infinity, 3)], [1, 0]);
  assert.throws(() => studentCdf(NaN, 3), /t: got NaN/);
  assert.throws(() => studentCdf(0, 0), /freedom: got 0, must be above 0/);
  assert.throws(() => studentQuantile(1, 3), /p: got 1, must lie between 0 and 1/);
});
