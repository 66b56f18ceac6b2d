// npm run course -- build: the course from the lessons.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeWhole } from '../../lib/files.mjs';
import { root } from '../../lib/paths.mjs';
import { step } from '../../lib/steps.mjs';
import { hiddenCasesOf } from '../hidden/cases.mjs';
import { answerBook } from '../lesson/answerBook.mjs';
import { chosenLessons } from '../lesson/exercises.mjs';
import { guide } from './guide.mjs';
import { keyNotebook } from './key.mjs';
import { marking } from './marking.mjs';
import { releaseNotebook } from './release.mjs';
import { slides } from './slides.mjs';
import { studentsIn } from './students.mjs';

/** @typedef {import('../lesson/exercises.mjs').Lesson} Lesson */

/**
 * @param {{ lessons?: string[], exercises?: string[], seed?: number, students?: string, out?: string }} [options]
 *   `students`: a list of those who get numbers of their own
 */
export async function buildCommand({ lessons: wanted, exercises, seed, students, out } = {}) {
  const lessons = chosenLessons(wanted, exercises);
  const names = students === undefined ? [] : studentsIn(students);
  const folder = resolve(out ?? join(root, 'course'));
  const parts = ['release', 'key', 'guide', 'slides'];
  for (const part of parts) {
    rmSync(join(folder, part), { recursive: true, force: true });
    mkdirSync(join(folder, part), { recursive: true });
  }
  for (const lesson of lessons) await step(lesson.name, () => buildLesson(folder, lesson, seed, names));
  const scheme = marking(lessons);
  writeFileSync(join(folder, 'marking.csv'), scheme.csv);
  writeFileSync(join(folder, 'marking.html'), scheme.html);
  console.log(`Hand out ${join(folder, 'release')}; ${parts.slice(1).join(', ')} and marking are yours.`);
}

/** @param {string} folder @param {Lesson} lesson @param {number | undefined} seed @param {string[]} students */
async function buildLesson(folder, lesson, seed, students) {
  const book = await answerBook(lesson);
  const hidden = await hiddenCasesOf(lesson.name);
  const file = `${lesson.name}.ipynb`;
  const release = join(folder, 'release');
  if (students.length === 0) writeFileSync(join(release, file), releaseNotebook(lesson, book, { hidden, seed }));
  for (const student of students)
    writeWhole(join(release, student, file), releaseNotebook(lesson, book, { hidden, seed: seed ?? 1, student }));
  writeFileSync(join(folder, 'key', file), await keyNotebook(lesson, book));
  writeFileSync(join(folder, 'guide', `${lesson.name}.html`), await guide(lesson, book));
  writeFileSync(join(folder, 'slides', `${lesson.name}.html`), await slides(lesson));
}
