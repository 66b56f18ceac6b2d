// Marks everything that was handed in. What is marked is kept, so that a run that was stopped goes on where it was.
import { createHash, randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eachOfTwo } from '../../lib/notebooks/execute.mjs';
import { answerBook } from '../lesson/answerBook.mjs';
import { hiddenCasesOf, hiddenSpec } from '../hidden/cases.mjs';
import { encode } from '../sandbox/codec.cjs';
import { gradeNotebook } from './gradeNotebook.mjs';
import { lessonOf } from './lessonOf.mjs';
import { readSubmission } from './readSubmission.mjs';
import { studentLabel } from './results.mjs';

/** @typedef {import('./collect.mjs').HandedFile} HandedFile */
/** @typedef {import('./results.mjs').Result} Result */
/** @typedef {import('../lesson/exercises.mjs').Lesson} Lesson */
/** @typedef {import('./gradeNotebook.mjs').Marking & { fingerprint: string, solutions: Map<string, string> }} Marking */
/** @typedef {{ file: HandedFile, notebook: import('./readSubmission.mjs').HandedNotebook, lesson: Lesson, notes: string[] }} Readable */

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

/** @param {Lesson} lesson @param {number} seed @returns {Promise<Marking>} */
async function markingOf(lesson, seed) {
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

/** @param {HandedFile[]} files @param {Lesson[]} lessons */
function sorted(files, lessons) {
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
function oneEach(readable) {
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

/** @param {string} folder @returns {number} the seed that its results were marked with, or a new one */
function seedOf(folder) {
  const path = join(folder, 'hidden-seed');
  if (existsSync(path)) return Number(readFileSync(path, 'utf8'));
  const seed = randomInt(2 ** 31);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(path, String(seed), { mode: 0o600 });
  return seed;
}
