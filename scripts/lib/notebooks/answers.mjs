// Proves the exercises of a lesson: the worked solution passes its check, and each typical wrong answer gets its message.
//
// In one further kernel, the cells tagged `setup` run first, then for each answer (notebooks/solutions/NN-topic.ts) the stub's
// cell with that answer in it, and the check. So a check may use only names from `setup` cells and from its own stub.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache } from '../paths.mjs';
import { answerCell, missingNames, providedNames } from './answerCell.mjs';
import { discard, execute, kernelEnv } from './execute.mjs';
import { hasTag, idAfter, lessonName, readNotebook, textOf, textOutputs } from './files.mjs';
import { runProblems } from './outputs.mjs';
import { solutionsOf } from './solutions.mjs';

/** @typedef {import('./files.mjs').Notebook} Notebook */
/** @typedef {import('./solutions.mjs').Solutions} Solutions */
/** @typedef {{ name: string, says: string, message?: string }} Expectation */

/**
 * @param {string} path of a lesson
 * @returns {Promise<{ answers: number, messages: string[] }>} how many answers were tried, and what is wrong
 */
export async function checkAnswers(path) {
  const lesson = readNotebook(path);
  const solutions = solutionsOf(lessonName(path));
  const ids = exerciseIds(lesson);
  const messages = unready(lesson, solutions);
  if (messages.length > 0 || ids.length === 0) return { answers: 0, messages };
  const folder = join(cache, 'answers');
  mkdirSync(folder, { recursive: true });
  const trial = answerNotebook(lesson, solutions);
  const disappointed = await tryAnswers(join(folder, `${lessonName(path)}.ipynb`), trial);
  return { answers: trial.expectations.length, messages: disappointed };
}

/**
 * Runs what `answerNotebook` made, by way of a file.
 * @param {string} file
 * @param {ReturnType<typeof answerNotebook>} trial
 * @returns {Promise<string[]>} which expectations were disappointed
 */
export async function tryAnswers(file, { notebook, expectations }) {
  writeFileSync(file, JSON.stringify(notebook));
  const result = await execute(file, { env: kernelEnv({ figures: '' }) });
  discard(result);
  const cells = result.notebook.cells;
  return [...runProblems(result), ...expectations.flatMap((expectation) => disappointment(cells, expectation))];
}

/**
 * @param {Notebook} lesson
 * @param {Solutions} solutions
 * @returns {string[]} what stands against trying the answers at all: exercises without answers, and answers that use what
 *   their cell would not have
 */
export function unready(lesson, { exercises, checker }) {
  const ids = exerciseIds(lesson);
  const missing = ids.filter((id) => !(id in exercises)).map((id) => `exercise ${id} has no solution`);
  const known = Object.keys(exercises).filter((id) => ids.includes(id));
  const extra = Object.keys(exercises).filter((id) => !ids.includes(id));
  const easy = known.filter((id) => exercises[id].wrong.length === 0);
  const setup = setupCells(lesson).map((cell) => textOf(cell.source));
  const foreign = known.flatMap((id) => {
    const provided = providedNames([...setup, stubOf(lesson, id)]);
    return attemptsAt(id, exercises[id]).flatMap(({ name, answer }) =>
      missingNames(answer, checker, provided).map(
        (used) => `${name}: it uses ${used}, which neither a set-up cell nor the stub's cell provides`,
      ),
    );
  });
  return [
    ...missing,
    ...extra.map((id) => `solution ${id} has no exercise`),
    ...easy.map((id) => `exercise ${id} has no wrong answer`),
    ...foreign,
  ];
}

/**
 * A notebook of set-up cells, then answer and check in turn, with what each check must say.
 * @param {Notebook} lesson
 * @param {Pick<Solutions, 'exercises'>} solutions
 */
export function answerNotebook(lesson, { exercises }) {
  const cells = setupCells(lesson).map((cell) => ({ ...cell }));
  /** @type {(Expectation & { cell: number })[]} */
  const expectations = [];
  for (const id of exerciseIds(lesson)) {
    const check = lesson.cells.find((cell) => idAfter(cell, 'check:') === id);
    for (const { name, answer, says, message } of attemptsAt(id, exercises[id])) {
      cells.push(
        codeCell(name, answerCell(stubOf(lesson, id), answer)),
        codeCell(`${name}-check`, textOf(check?.source)),
      );
      expectations.push({ name, says, message, cell: cells.length - 1 });
    }
  }
  return { notebook: { ...lesson, cells }, expectations };
}

/**
 * The answers to one exercise, the right one first, and what its check must say to each.
 * @param {string} id
 * @param {import('./solutions.mjs').Exercise} exercise
 * @returns {(Expectation & { answer: import('./solutions.mjs').Answer })[]}
 */
function attemptsAt(id, { solution, wrong }) {
  return [
    { name: `${id}-solution`, answer: solution, says: `PASS ${id}` },
    ...wrong.map(({ answer, message }, index) => ({
      name: `${id}-wrong-${index + 1}`,
      answer,
      says: `NOT YET ${id}`,
      message,
    })),
  ];
}

/** @param {Notebook} lesson @returns {string[]} */
function exerciseIds(lesson) {
  return lesson.cells.flatMap((cell) => idAfter(cell, 'exercise:') ?? []);
}

/** @param {Notebook} lesson @param {string} id */
function stubOf(lesson, id) {
  return textOf(lesson.cells.find((cell) => idAfter(cell, 'exercise:') === id)?.source);
}

/** @param {Notebook} lesson */
function setupCells(lesson) {
  return lesson.cells.filter((cell) => cell.cell_type === 'code' && hasTag(cell, 'setup'));
}

/** @param {string} id @param {string} source @returns {import('./files.mjs').Cell} */
function codeCell(id, source) {
  return { cell_type: 'code', id, metadata: {}, execution_count: null, outputs: [], source };
}

/** @param {import('./files.mjs').Cell[]} cells @param {Expectation & { cell: number }} expectation */
function disappointment(cells, { name, says, message, cell }) {
  const text = textOutputs(cells[cell]);
  const line = text.split('\n').find((candidate) => candidate.trim().startsWith(says));
  if (line === undefined)
    return [`${name}: the check should say "${says}", and says ${JSON.stringify(text.trim().slice(0, 300))}`];
  if (message !== undefined && !text.includes(message)) {
    return [
      `${name}: the check should say ${JSON.stringify(message)}, and says ${JSON.stringify(text.trim().slice(0, 300))}`,
    ];
  }
  return [];
}
