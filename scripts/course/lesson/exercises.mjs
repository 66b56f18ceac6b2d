// The exercises of a lesson: card, stub and check, found by the tags of their cells.
import { findNotebooks, hasTag, idAfter, lessonName, readNotebook, textOf } from '../../lib/notebooks/files.mjs';
import { Problem } from '../../lib/problems.mjs';
import { statementsOf } from '../source/statements.mjs';
import { callsOf } from './calls.mjs';

/** @typedef {import('../../lib/notebooks/files.mjs').Cell} Cell */
/**
 * @typedef {object} Exercise
 * @property {string} id
 * @property {string} title
 * @property {string} kind
 * @property {number} minutes
 * @property {number} points
 * @property {string} task
 * @property {string} hint
 * @property {string[]} hints  its steps
 * @property {string} functionName  that the stub declares
 * @property {{ card: Cell, stub: Cell, check: Cell }} cells
 *
 * @typedef {{ name: string, title: string, path: string, exercises: Exercise[], setup: string[], cells: Cell[] }} Lesson
 *   `setup`: sources of the cells tagged so
 */

/** @param {string} path of a notebook @returns {Lesson} */
export function readLesson(path) {
  const { cells } = readNotebook(path);
  const name = lessonName(path);
  const title = /^#\s*(.+)$/m.exec(textOf(cells[0]?.source))?.[1] ?? name;
  const setup = cells
    .filter((cell) => cell.cell_type === 'code' && hasTag(cell, 'setup'))
    .map(({ source }) => textOf(source));
  const exercises = cells.flatMap((cell) => {
    const id = idAfter(cell, 'exercise:');
    return id === null ? [] : [exerciseOf(name, cells, id, cell)];
  });
  return { name, title, path, exercises, setup, cells };
}

/**
 * The named lessons, or all, with the named exercises, or all.
 * @param {string[]} [wanted]
 * @param {string[]} [ids]
 * @returns {Lesson[]} those that have an exercise
 */
export function chosenLessons(wanted, ids) {
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

/** @param {string} lesson @param {Cell[]} cells @param {string} id @param {Cell} stub @returns {Exercise} */
function exerciseOf(lesson, cells, id, stub) {
  const check = cells.find((cell) => idAfter(cell, 'check:') === id);
  const card = cells.find(
    (cell) => cell.cell_type === 'code' && callsOf(textOf(cell.source), 'exercise').some(([own]) => own === id),
  );
  if (!check || !card) throw new Problem(`${lesson}: exercise ${id} has no ${check ? 'card' : 'check'}.`);
  const { task = '', hint, ...facts } = callsOf(textOf(card.source), 'exercise')[0][1];
  const hints = [hint ?? []].flat();
  return {
    id,
    ...facts,
    task,
    hint: hints[0] ?? '',
    hints,
    functionName: functionIn(textOf(stub.source)),
    cells: { card, stub, check },
  };
}

/** @param {string} source of a stub's cell: one function, perhaps types beside it */
function functionIn(source) {
  const names = statementsOf(source).statements.filter(({ text }) => !/^(type|interface)\b/.test(text));
  return names.flatMap(({ declares }) => declares).at(-1) ?? '';
}
