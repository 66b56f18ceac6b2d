import { readKept, writeKept } from '../host/kept';
import { requireId, requireNumber, requireOptions } from '../values/arguments';
import { isObject } from './record';

/** The score of a test, e.g. of an exam. */
export interface Score {
  readonly earned: number;
  readonly points: number;
  /** By part of the test: points earned and points possible. */
  readonly parts: Readonly<Record<string, readonly [earned: number, points: number]>>;
  /** From which the test was drawn. */
  readonly seed: number;
}

/** A score with the name of its test and when it was kept, as in `Date.prototype.toISOString`. */
export type KeptScore = Score & { readonly test: string; readonly at: string };

/** No more scores are kept than these: the oldest go. */
const MOST = 200;

/**
 * Keeps the score of a test in the project's folder, beside earlier ones. Where no progress is kept (outside JupyterLab) it does nothing.
 * @returns whether it is kept
 * @throws TypeError or RangeError if the test's name or a number of the score is none
 * @example keepScore('exam', { earned: 40, points: 56, parts: { gae: [0, 3] }, seed: 1 })
 */
export function keepScore(test: string, score: Score): boolean {
  requireId(test, 'keepScore');
  requireOptions(score, 'keepScore: score', ['earned', 'points', 'parts', 'seed']);
  for (const name of ['earned', 'points', 'seed'] as const)
    requireNumber(score[name], `keepScore: score.${name}`, { from: 0 });
  if (!isParts(score.parts))
    throw new TypeError('keepScore: score.parts must hold [earned, points] by part, e.g. { gae: [0, 3] }');
  const { earned, points, parts, seed } = score;
  const kept = { test, at: new Date().toISOString(), earned, points, parts, seed };
  return writeKept('scores', [...keptScores(), kept].slice(-MOST));
}

/** All scores that are kept, the oldest first; none where no progress is kept. */
export function keptScores(): readonly KeptScore[] {
  return readKept('scores', isScores) ?? [];
}

function isScores(value: unknown): value is KeptScore[] {
  return Array.isArray(value) && value.every(isScore);
}

function isScore(value: unknown): value is KeptScore {
  if (!isObject(value)) return false;
  const { test, at, earned, points, parts, seed } = value;
  return (
    typeof test === 'string' &&
    typeof at === 'string' &&
    [earned, points, seed].every(Number.isFinite) &&
    isParts(parts)
  );
}

function isParts(value: unknown): value is Score['parts'] {
  if (!isObject(value)) return false;
  return Object.values(value).every(
    (pair) => Array.isArray(pair) && pair.length === 2 && pair.every((number) => Number.isFinite(number)),
  );
}
