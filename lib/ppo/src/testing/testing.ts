/** Helpers for this package's own tests; not part of the public interface. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actions } from '../learner/learner';
import type { RolloutBuffer } from '../training/buffer';
import type { TrainingStep } from '../training/environment';

/** Reads a reference file from data/golden, made with PyTorch and NumPy by scripts/golden. */
export function golden<T>(name: string): T {
  return JSON.parse(readFileSync(join(__dirname, '../../../../data/golden', `${name}.json`), 'utf8')) as T;
}

/** Largest absolute difference of two columns; fails if their lengths differ or a number is NaN. */
export function maxDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  assert.equal(actual.length, expected.length, 'lengths differ');
  let largest = 0;
  for (let i = 0; i < actual.length; i++) {
    const difference = Math.abs(actual[i] - expected[i]);
    assert.ok(!Number.isNaN(difference), `NaN at ${i}: ${actual[i]} against ${expected[i]}`);
    largest = Math.max(largest, difference);
  }
  return largest;
}

export function assertClose(
  actual: ArrayLike<number> | number,
  expected: ArrayLike<number> | number,
  tolerance = 1e-12,
): void {
  const difference = maxDifference(
    typeof actual === 'number' ? [actual] : actual,
    typeof expected === 'number' ? [expected] : expected,
  );
  assert.ok(difference <= tolerance, `largest difference ${difference} exceeds ${tolerance}`);
}

/** Central finite differences of a scalar function at a point. */
export function finiteDifferences(f: (x: Float64Array) => number, at: ArrayLike<number>, step = 1e-6): Float64Array {
  return Float64Array.from({ length: at.length }, (_, i) => {
    const up = Float64Array.from(at);
    const down = Float64Array.from(at);
    up[i] += step;
    down[i] -= step;
    return (f(up) - f(down)) / (2 * step);
  });
}

/** The cases of one kind in data/golden/distributions.json. */
export function goldenPolicies<T>(kind: string): T[] {
  const cases = golden<{ kind: string }[]>('distributions').filter((example) => example.kind === kind);
  assert.ok(cases.length > 0, `no reference values of kind ${kind}`);
  return cases as unknown as T[];
}

/** A squashed Gaussian inside bounds, from PyTorch: rows of k components, and [n] or gradients [n,k] per row. */
export interface SquashedGolden {
  low: number[];
  high: number[];
  mean: number[][];
  std: number[][];
  other_mean: number[][];
  other_std: number[][];
  u: number[][];
  unit_log_prob: number[];
  log_prob: number[];
  entropy: number[];
  kl: number[];
  log_prob_by_mean: number[][];
  log_prob_by_log_std: number[][];
  entropy_by_mean: number[][];
  entropy_by_log_std: number[][];
}

/** A Beta distribution inside bounds, likewise. */
export interface BetaGolden {
  low: number[];
  high: number[];
  outputs: number[][];
  alpha: number[][];
  beta: number[][];
  other_alpha: number[][];
  other_beta: number[][];
  x: number[][];
  unit_log_prob: number[];
  log_prob: number[];
  entropy: number[];
  kl: number[];
  log_prob_by_alpha: number[][];
  log_prob_by_beta: number[][];
  log_prob_by_outputs: number[][];
  entropy_by_alpha: number[][];
  entropy_by_beta: number[][];
  entropy_by_outputs: number[][];
}

/** Stores one step of all environments, as `collectRollout` does: what was seen, done and judged, and what came of it. */
export function storeStep(
  buffer: RolloutBuffer,
  observations: Float32Array,
  { actions, logProbs, values }: Actions,
  outcome: Omit<TrainingStep, 'observations' | 'info'>,
): void {
  const row = buffer.addObservations(observations);
  buffer.currentActions().set(actions);
  buffer.logProbs.set(logProbs, row);
  buffer.values.set(values, row);
  buffer.addOutcome(outcome);
}
