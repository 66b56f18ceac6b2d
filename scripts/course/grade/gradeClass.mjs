// Marks everything that was handed in. What is marked is kept, so that a run that was stopped goes on where it was.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eachOfTwo } from '../../lib/notebooks/execute.mjs';
import { gradeNotebook } from './gradeNotebook.mjs';
import { markingOf, seedOf } from './markingOf.mjs';
import { studentLabel } from './results.mjs';
import { oneEach, sorted } from './sorting.mjs';

/** @typedef {import('./collect.mjs').HandedFile} HandedFile */
/** @typedef {import('./results.mjs').Result} Result */
/** @typedef {import('../lesson/exercises.mjs').Lesson} Lesson */
/** @typedef {import('./markingOf.mjs').Marking} Marking */
/** @typedef {import('./sorting.mjs').Readable} Readable */

/**
 * @param {HandedFile[]} files
 * @param {Lesson[]} lessons
 * @param {import('../sandbox/pool.mjs').Pool} pool
 * @param {{ folder: string, seed?: number, onProgress?: (done: number, all: number, name: string) => void }} options
 *   `folder` keeps the results; `seed`: of the hidden cases, by default drawn once for the folder
 * @returns {Promise<{ results: Result[], lessons: Lesson[], byHand: string[], solutions: Map<string, Map<string, string>> }>}
 *   `lessons`: those that were handed in; `solutions`: source by lesson and exercise
 */
export async function gradeClass(files, lessons, pool, { folder, seed = seedOf(folder), onProgress = () => {} }) {
  const { readable, refused } = sorted(files, lessons);
  const chosen = oneEach(readable);
  const wanted = lessons.filter((lesson) => chosen.some((one) => one.lesson === lesson));
  /** @type {Map<Lesson, Marking>} */
  const markings = new Map();
  for (const lesson of wanted) markings.set(lesson, await markingOf(lesson, seed));
  let done = 0;
  const marked = await eachOfTwo(chosen, async (one) => {
    const marking = /** @type {Marking} */ (markings.get(one.lesson));
    const marks = await remembered(folder, one, marking, () => gradeNotebook(one.notebook, marking, pool));
    onProgress(++done, chosen.length, studentLabel(one.file.student));
    return {
      student: one.file.student,
      lesson: one.lesson.name,
      file: one.file.file,
      marks,
      notes: one.notes,
      refused: null,
    };
  });
  const byHand = [...markings.values()].flatMap(({ lesson, specs }) =>
    lesson.exercises.flatMap(({ id }) => (specs.has(id) ? [] : [`${id} of ${lesson.name}`])),
  );
  const solutions = new Map([...markings.values()].map((marking) => [marking.lesson.name, marking.solutions]));
  return { results: [...marked, ...refused], lessons: wanted, byHand, solutions };
}

/**
 * @param {string} folder @param {Readable} one @param {Marking} marking
 * @param {() => Promise<import('./gradeNotebook.mjs').Mark[]>} grade
 */
async function remembered(folder, { file }, { lesson, fingerprint }, grade) {
  const key = createHash('sha256')
    .update(/** @type {Buffer} */ (file.bytes))
    .update(lesson.name)
    .update(fingerprint)
    .digest('hex');
  const path = join(folder, 'results', `${key}.json`);
  if (existsSync(path)) {
    try {
      return /** @type {import('./gradeNotebook.mjs').Mark[]} */ (JSON.parse(readFileSync(path, 'utf8')));
    } catch {
      rmSync(path); // half a file: marked again
    }
  }
  const marks = await grade();
  mkdirSync(join(folder, 'results'), { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.new`, JSON.stringify(marks), { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return marks;
}
