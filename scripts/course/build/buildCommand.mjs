// npm run course -- build: the course from the lessons.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findNotebooks } from '../../lib/notebooks/files.mjs';
import { root } from '../../lib/paths.mjs';
import { Problem } from '../../lib/problems.mjs';
import { step } from '../../lib/steps.mjs';
import { hiddenCasesOf } from '../hidden/cases.mjs';
import { answerBook } from '../lesson/answerBook.mjs';
import { readLesson } from '../lesson/exercises.mjs';
import { guide } from './guide.mjs';
import { keyNotebook } from './key.mjs';
import { marking } from './marking.mjs';
import { releaseNotebook } from './release.mjs';
import { slides } from './slides.mjs';

/** @typedef {import('../lesson/exercises.mjs').Lesson} Lesson */

/** @param {{ lessons?: string[], exercises?: string[], seed?: number, out?: string }} [options] */
export async function buildCommand({ lessons: wanted, exercises, seed, out } = {}) {
  const lessons = chosen(wanted, exercises);
  const folder = resolve(out ?? join(root, 'course'));
  const parts = ['release', 'key', 'guide', 'slides'];
  for (const part of parts) {
    rmSync(join(folder, part), { recursive: true, force: true });
    mkdirSync(join(folder, part), { recursive: true });
  }
  for (const lesson of lessons) await step(lesson.name, () => buildLesson(folder, lesson, seed));
  const scheme = marking(lessons);
  writeFileSync(join(folder, 'marking.csv'), scheme.csv);
  writeFileSync(join(folder, 'marking.html'), scheme.html);
  console.log(`Hand out ${join(folder, 'release')}; ${parts.slice(1).join(', ')} and marking are yours.`);
}

/** @param {string[] | undefined} wanted @param {string[] | undefined} ids @returns {Lesson[]} */
function chosen(wanted, ids) {
  const all = findNotebooks(wanted ?? []).map(readLesson);
  const lessons = all
    .map((lesson) => ({ ...lesson, exercises: lesson.exercises.filter(({ id }) => ids?.includes(id) ?? true) }))
    .filter(({ exercises }) => exercises.length > 0);
  const known = all.flatMap(({ exercises }) => exercises.map(({ id }) => id));
  const unknown = ids?.filter((id) => !known.includes(id)) ?? [];
  if (unknown.length > 0)
    throw new Problem(`There is no exercise ${unknown.join(', ')} in these lessons; they have ${known.join(', ')}.`);
  if (lessons.length === 0) throw new Problem('None of these notebooks has an exercise.');
  return lessons;
}

/** @param {string} folder @param {Lesson} lesson @param {number | undefined} seed */
async function buildLesson(folder, lesson, seed) {
  const book = await answerBook(lesson);
  const hidden = await hiddenCasesOf(lesson.name);
  writeFileSync(join(folder, 'release', `${lesson.name}.ipynb`), releaseNotebook(lesson, book, { hidden, seed }));
  writeFileSync(join(folder, 'key', `${lesson.name}.ipynb`), await keyNotebook(lesson, book));
  writeFileSync(join(folder, 'guide', `${lesson.name}.html`), await guide(lesson, book));
  writeFileSync(join(folder, 'slides', `${lesson.name}.html`), await slides(lesson));
}
