// What students get: cards, stubs and visible checks of a lesson, and no answer anywhere.
import { textOf } from '../../lib/notebooks/files.mjs';
import { casesWith } from '../hidden/cases.mjs';
import { Draws } from '../hidden/draws.mjs';
import { closure } from '../source/closure.mjs';
import { statementsOf } from '../source/statements.mjs';
import { checkCell } from './checkCell.mjs';
import { code, markdown, notebookText } from './notebook.mjs';

/** @typedef {import('../lesson/exercises.mjs').Lesson} Lesson */
/** @typedef {import('../lesson/exercises.mjs').Exercise} Exercise */
/** @typedef {import('../lesson/answerBook.mjs').BookEntry} BookEntry */
/** @typedef {import('../hidden/draws.mjs').HiddenCases} HiddenCases */
/** @typedef {{ hidden: HiddenCases, seed?: number, student?: string }} Draw
 *   with a seed the visible numbers are this group's own, with a student, too, that student's */

/**
 * @param {Lesson} lesson  with the chosen exercises only
 * @param {Map<string, BookEntry>} book
 * @param {Draw} draw
 * @returns {string} a notebook
 */
export function releaseNotebook(lesson, book, draw) {
  const cells = lesson.exercises.flatMap((exercise) => exerciseCells(exercise, lesson, book.get(exercise.id), draw));
  const kit = "import { check, exercise, notAttempted, scoreboard } from 'notebook-kit';";
  return notebookText([
    markdown('title', introduction(lesson)),
    code('setup', kit, { tags: ['setup'] }),
    ...cells,
    code('score', 'scoreboard();'),
  ]);
}

/** @param {Lesson} lesson */
function introduction({ title, name, exercises }) {
  const points = exercises.reduce((sum, exercise) => sum + exercise.points, 0);
  const minutes = exercises.reduce((sum, exercise) => sum + exercise.minutes, 0);
  return `# ${title}: exercises

${exercises.length} exercises, ${points} points, about ${minutes} minutes. They belong to lesson \`${name}\`.

- Replace \`return notAttempted();\` in each function. Keep its name and its cell; cells of your own may stand anywhere.
- The cell below each function checks it with a few cases. Your mark comes from others of the same kind.
- Use the language alone; of \`ppo-lib\` only \`mean\`, \`std\` and \`sum\` are there when your answers are marked.
- Keep this file in the folder \`notebooks\` of the project, where the lessons are.
- Before you hand in: *Run*, *Restart Kernel and Run All Cells*, save, and hand in this file.`;
}

/** @param {Exercise} exercise @param {Lesson} lesson @param {BookEntry | undefined} entry @param {Draw} draw */
function exerciseCells(exercise, lesson, entry, draw) {
  const { id, cells } = exercise;
  const stub = stubSource(lesson, exercise);
  const source = entry?.spec ? checkCell(exercise, visibleSpec(id, { ...entry, spec: entry.spec }, draw)) : null;
  const check =
    source === null
      ? markdown(cells.check.id, 'Your teacher marks this exercise; it has no check of its own.')
      : code(cells.check.id, source, { tags: [`check:${id}`], folded: true });
  const card = statementsOf(textOf(cells.card.source)).statements.filter(({ calls }) => calls === 'exercise');
  return [
    code(cells.card.id, card.map(({ text }) => text).join('\n'), { folded: true }),
    code(cells.stub.id, stub, { tags: [`exercise:${id}`] }),
    check,
  ];
}

/**
 * The stub, with the types of set-up cells that it names.
 * @param {Lesson} lesson
 * @param {Exercise} exercise
 */
export function stubSource(lesson, { cells }) {
  const own = textOf(cells.stub.source);
  const all = [...lesson.setup, own];
  const roots = statementsOf(own).statements.map((statement) => ({ cell: all.length - 1, statement }));
  const needed = closure(all, roots).slice(
    0,
    -statementsOf(own)
      .statements.map(({ text }) => text)
      .join('\n').length,
  );
  const types = statementsOf(needed).statements.filter(({ text }) => /^(type|interface)\b/.test(text));
  return [...types.map(({ text }) => text), own].join('\n');
}

/**
 * @param {string} id @param {BookEntry & { spec: import('../lesson/answerBook.mjs').Spec }} entry
 * @param {Draw} draw
 */
function visibleSpec(id, { spec, solution }, { hidden, seed, student }) {
  if (seed === undefined || !(id in hidden)) return spec;
  const purpose = ['visible', id, ...(student === undefined ? [] : [student])].join('/');
  const cases = casesWith(hidden[id](new Draws(seed, purpose)), solution);
  return { ...spec, cases };
}
