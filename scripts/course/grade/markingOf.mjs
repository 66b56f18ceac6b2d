// With what a lesson is marked: hidden cases, right results and worked solutions, for one seed.
import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hiddenCasesOf, hiddenSpec } from '../hidden/cases.mjs';
import { answerBook } from '../lesson/answerBook.mjs';
import { encode } from '../sandbox/codec.cjs';

/** @typedef {import('../lesson/exercises.mjs').Lesson} Lesson */
/** @typedef {import('./gradeNotebook.mjs').Marking & { fingerprint: string, solutions: Map<string, string> }} Marking */

/**
 * @param {Lesson} lesson
 * @param {number} seed of the hidden cases
 * @returns {Promise<Marking>}
 */
export async function markingOf(lesson, seed) {
  const hidden = await hiddenCasesOf(lesson.name);
  const book = await answerBook(lesson);
  const specs = new Map(
    [...book].flatMap(([id, entry]) => {
      const { spec } = entry;
      return spec === null ? [] : [/** @type {const} */ ([id, hiddenSpec(id, { ...entry, spec }, hidden, seed)])];
    }),
  );
  const cases = [...specs].map(([id, { cases: own }]) => [
    id,
    own.map(({ args, expected }) => [encode(args), encode(expected)]),
  ]);
  const stubs = lesson.exercises.map(({ cells, points }) => [cells.stub.source, points]);
  const solutions = new Map([...book].map(([id, { solutionSource }]) => [id, solutionSource]));
  return { lesson, specs, solutions, fingerprint: JSON.stringify([cases, stubs]) };
}

/** @param {string} folder @returns {number} the seed that its results were marked with, or a new one */
export function seedOf(folder) {
  const path = join(folder, 'hidden-seed');
  if (existsSync(path)) return Number(readFileSync(path, 'utf8'));
  const seed = randomInt(2 ** 31);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(path, String(seed), { mode: 0o600 });
  return seed;
}
