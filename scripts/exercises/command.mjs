// npm run exercises: progress on one page, a hint, an exercise as it was at first, and a lesson made ready for handing in.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findAnswer } from '../course/grade/findAnswer.mjs';
import { readSubmission } from '../course/grade/readSubmission.mjs';
import { chosenLessons } from '../course/lesson/exercises.mjs';
import { writeWhole } from '../lib/files.mjs';
import { idAfter, textOf } from '../lib/notebooks/files.mjs';
import { requireInstalled } from '../lib/npm-packages.mjs';
import { myLessons, root } from '../lib/paths.mjs';
import { Problem } from '../lib/problems.mjs';
import { progressLines, progressPage, standings } from './progress.mjs';

/** @typedef {import('../course/lesson/exercises.mjs').Lesson} Lesson */
/** @typedef {import('../course/lesson/exercises.mjs').Exercise} Exercise */
/** @typedef {{ lessons: string, progress: string, handIn: string }} Places */

const help = `npm run exercises
    points and progress of all lessons, also as a page to print
npm run exercises -- --hint LESSON EXERCISE [--step N]
    a hint, the first step of it unless you ask for another
npm run exercises -- --reset LESSON EXERCISE
    puts the exercise in my-lessons back as it was; what you had written is kept in a file
npm run exercises -- --hand-in LESSON --name "YOUR NAME"
    your copy of the lesson without outputs, in hand-in; what is not attempted is said first`;

/** @type {Places} */
const usual = { lessons: myLessons, progress: join(root, '.ppo-progress'), handIn: join(root, 'hand-in') };

/**
 * @param {string[]} [args]
 * @param {Places} [places]
 */
export async function exercisesCommand(args = process.argv.slice(2), places = usual) {
  requireInstalled();
  const { values, positionals } = readArguments(args);
  if (values.hint) return showHint(oneExercise(values.hint, positionals), Number(values.step ?? 1));
  if (values.reset) return resetExercise(oneExercise(values.reset, positionals), places);
  if (values['hand-in']) return handIn(oneLesson(values['hand-in']), values.name, places);
  const all = standings(chosenLessons(), places.progress);
  for (const line of progressLines(all)) console.log(`  ${line}`);
  const file = join(places.progress, 'exercises.html');
  writeWhole(file, progressPage(all));
  console.log(`\n  As a page: ${file}`);
}

/** @param {string} wanted @returns {Lesson} */
function oneLesson(wanted) {
  const lessons = chosenLessons([wanted]);
  if (lessons.length === 1) return lessons[0];
  throw new Problem(`${wanted} is more than one lesson: ${lessons.map(({ name }) => name).join(', ')}.`);
}

/** @param {string} wanted @param {string[]} names @returns {{ lesson: Lesson, exercise: Exercise }} */
function oneExercise(wanted, [id]) {
  const lesson = oneLesson(wanted);
  const exercise = lesson.exercises.find((one) => one.id === id);
  if (exercise) return { lesson, exercise };
  const known = lesson.exercises.map((one) => one.id).join(', ');
  throw new Problem(`Which exercise of ${lesson.name}? It has ${known}; got ${id ?? 'none'}.`);
}

/** @param {{ exercise: Exercise }} which @param {number} step */
function showHint({ exercise: { id, title, hints } }, step) {
  if (hints.length === 0) throw new Problem(`The exercise ${id} has no hint.`);
  if (!Number.isInteger(step) || step < 1 || step > hints.length)
    throw new Problem(`--step must be a whole number from 1 to ${hints.length}, got ${step}.`);
  console.log(`  ${id}: ${title}. Hint ${step} of ${hints.length}: ${hints[step - 1]}`);
}

/** @param {{ lesson: Lesson, exercise: Exercise }} which @param {Places} places */
function resetExercise({ lesson, exercise }, places) {
  const path = copyOf(lesson, places);
  const notebook = JSON.parse(readFileSync(path, 'utf8'));
  const cell = notebook.cells.find((/** @type {any} */ one) => idAfter(one, 'exercise:') === exercise.id);
  if (!cell)
    throw new Problem(
      `${path} has no cell of the exercise ${exercise.id}: npm run lessons -- --take ${lesson.name} brings the whole lesson back.`,
    );
  const [before, stub] = [textOf(cell.source), textOf(exercise.cells.stub.source)];
  if (before === stub) return console.log(`  ${exercise.id} is as it was at first.`);
  const kept = unused(join(places.progress, 'set-aside', `${lesson.name}-${exercise.id}`), '.ts');
  writeWhole(kept, `${before}\n`);
  Object.assign(cell, { cell_type: 'code', source: exercise.cells.stub.source, outputs: [], execution_count: null });
  writeWhole(path, `${JSON.stringify(notebook, null, 1)}\n`);
  console.log(
    `  ${exercise.id} is as it was at first: close and open the notebook if it is open. Your answer is kept in ${kept}.`,
  );
}

/** @param {string} start @param {string} ending @returns {string} a file that does not exist */
function unused(start, ending) {
  let number = 1;
  while (existsSync(`${start}-${number}${ending}`)) number++;
  return `${start}-${number}${ending}`;
}

/** @param {Lesson} lesson @param {string | undefined} name @param {Places} places */
function handIn(lesson, name, places) {
  if (!name || !/^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} .'-]*$/u.test(name))
    throw new Problem(`--name must be your name, of letters, digits, spaces and . ' -, got ${name ?? 'none'}.`);
  const path = copyOf(lesson, places);
  const bytes = readFileSync(path);
  const handed = readSubmission(bytes);
  if ('refused' in handed) throw new Problem(`${path}: ${handed.refused}`);
  const found = lesson.exercises.map((exercise) => ({ id: exercise.id, answer: findAnswer(handed, exercise) }));
  const ids = (/** @type {(answer: import('../course/grade/findAnswer.mjs').Found) => boolean} */ wanted) =>
    found.filter(({ answer }) => wanted(answer)).map(({ id }) => id);
  const open = ids((answer) => 'untouched' in answer);
  const answered = ids((answer) => 'code' in answer);
  const lines = [
    `Not attempted: ${open.join(', ') || 'nothing'}.`,
    ...found.flatMap(({ id, answer }) => ('refused' in answer ? [`Cannot be marked, ${id}: ${answer.refused}`] : [])),
    `Answered: ${answered.join(', ') || 'nothing'}.`,
  ];
  const notebook = JSON.parse(bytes.toString());
  for (const cell of notebook.cells)
    if (cell.cell_type === 'code') Object.assign(cell, { outputs: [], execution_count: null });
  notebook.cells.unshift({
    cell_type: 'markdown',
    id: 'handed-in',
    metadata: {},
    source: `Handed in by ${name}.\n\n${lines.join('\n\n')}`,
  });
  const file = join(places.handIn, `${name}_${lesson.name}.ipynb`);
  writeWhole(file, `${JSON.stringify(notebook, null, 1)}\n`);
  for (const line of lines) console.log(`  ${line}`);
  console.log(`\n  Hand in ${file}`);
}

/** @param {Lesson} lesson @param {Places} places @returns {string} */
function copyOf({ name }, { lessons }) {
  const path = join(lessons, `${name}.ipynb`);
  if (existsSync(path)) return path;
  throw new Problem(`There is no ${path}: npm start makes your copy of the lessons.`);
}

/** @param {string[]} args */
function readArguments(args) {
  const text = /** @type {const} */ ({ type: 'string' });
  try {
    const options = { hint: text, step: text, reset: text, 'hand-in': text, name: text };
    const read = parseArgs({ args, options, allowPositionals: true });
    const wanted = Number(Boolean(read.values.hint)) + Number(Boolean(read.values.reset));
    if (read.positionals.length > wanted) throw new Error(`"${read.positionals.join(' ')}" is more than one exercise.`);
    return read;
  } catch (error) {
    throw new Problem(`${/** @type {Error} */ (error).message}\n${help}`);
  }
}
