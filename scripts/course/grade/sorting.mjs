// Which of the files that were handed in are marked: what can be read, and of each student and lesson the newest.
import { lessonOf } from './lessonOf.mjs';
import { readSubmission } from './readSubmission.mjs';
import { studentLabel } from './results.mjs';

/** @typedef {import('./collect.mjs').HandedFile} HandedFile */
/** @typedef {import('./results.mjs').Result} Result */
/** @typedef {import('../lesson/exercises.mjs').Lesson} Lesson */
/** @typedef {{ file: HandedFile, notebook: import('./readSubmission.mjs').HandedNotebook, lesson: Lesson, notes: string[] }} Readable */

/**
 * @param {HandedFile[]} files
 * @param {Lesson[]} lessons
 * @returns {{ readable: Readable[], refused: Result[] }}
 */
export function sorted(files, lessons) {
  /** @type {Readable[]} */
  const readable = [];
  /** @type {Result[]} */
  const refused = [];
  for (const file of files) {
    const refuse = (/** @type {string} */ words) =>
      void refused.push({ student: file.student, lesson: '', file: file.file, marks: [], notes: [], refused: words });
    if (file.bytes === null) refuse(file.refused ?? 'The file could not be read.');
    else {
      const notebook = readSubmission(file.bytes);
      if ('refused' in notebook) refuse(notebook.refused);
      else sortIn(file, notebook, lessons, readable, refuse);
    }
  }
  return { readable, refused };
}

/**
 * @param {HandedFile} file @param {import('./readSubmission.mjs').HandedNotebook} notebook @param {Lesson[]} lessons
 * @param {Readable[]} readable @param {(words: string) => void} refuse
 */
function sortIn(file, notebook, lessons, readable, refuse) {
  const lesson = lessonOf(notebook, lessons);
  if (!lesson)
    return refuse('The notebook has no cell of any exercise: hand in the notebook you were given, with its cells.');
  const code = notebook.cells.filter(({ type }) => type === 'code');
  if (code.length > 0 && code.every(({ source }) => source.trim() === ''))
    return refuse('The notebook holds outputs and no code: hand in the notebook itself, not a copy for reading.');
  const other = !/^(tslab|typescript|unknown|jslab|javascript)$/i.test(notebook.kernel);
  const notes = other
    ? [
        `The notebook is set to the kernel ${notebook.kernel}; its answers were marked as TypeScript. Choose the kernel TypeScript.`,
      ]
    : [];
  readable.push({ file, notebook, lesson, notes: [...notebook.notes, ...notes] });
}

/**
 * The newest file of each student and lesson; of equally old ones the last by name.
 * @param {Readable[]} readable
 * @returns {Readable[]}
 */
export function oneEach(readable) {
  /** @type {Map<string, Readable[]>} */
  const groups = new Map();
  for (const one of readable) {
    const key = JSON.stringify([studentLabel(one.file.student), one.lesson.name]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const byAge = (/** @type {Readable} */ a, /** @type {Readable} */ b) =>
    a.file.changed - b.file.changed || a.file.file.localeCompare(b.file.file, 'en', { numeric: true });
  return [...groups.values()].map((group) => {
    const newest = group.sort(byAge)[group.length - 1];
    if (group.length === 1) return newest;
    const others = group.filter((one) => one !== newest).map(({ file }) => file.file);
    return {
      ...newest,
      notes: [
        ...newest.notes,
        `There are ${group.length} files of this lesson: the newest, ${newest.file.file}, was marked, not ${others.join(', ')}.`,
      ],
    };
  });
}
