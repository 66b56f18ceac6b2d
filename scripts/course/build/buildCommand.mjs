// npm run course -- build: the course from the lessons.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
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

/** @typedef {import('../lesson/exercises.mjs').Lesson} Lesson */

/** @param {{ lessons?: string[], exercises?: string[], seed?: number, out?: string }} [options] */
export async function buildCommand({ lessons: wanted, exercises, seed, out } = {}) {
  const lessons = chosenLessons(wanted, exercises);
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

/** @param {string} folder @param {Lesson} lesson @param {number | undefined} seed */
async function buildLesson(folder, lesson, seed) {
  const book = await answerBook(lesson);
  const hidden = await hiddenCasesOf(lesson.name);
  writeFileSync(join(folder, 'release', `${lesson.name}.ipynb`), releaseNotebook(lesson, book, { hidden, seed }));
  writeFileSync(join(folder, 'key', `${lesson.name}.ipynb`), await keyNotebook(lesson, book));
  writeFileSync(join(folder, 'guide', `${lesson.name}.html`), await guide(lesson, book));
  writeFileSync(join(folder, 'slides', `${lesson.name}.html`), await slides(lesson));
}
