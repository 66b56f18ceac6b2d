// What the parent knows of a lesson's exercises and no student's process ever sees: the check's own cases and misconceptions,
// and the worked solutions and typical wrong answers as functions. It runs the lesson's own cells, which are trusted.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { textOf } from '../../lib/notebooks/files.mjs';
import { answerCell } from '../../lib/notebooks/answerCell.mjs';
import { solutionsOf } from '../../lib/notebooks/solutions.mjs';
import { typescript } from '../../lib/notebooks/syntax.mjs';
import { root } from '../../lib/paths.mjs';
import { closure } from '../source/closure.mjs';
import { javascriptOf, statementsOf } from '../source/statements.mjs';

/** @typedef {(...args: any[]) => any} AnyFunction */
/** @typedef {{ args: unknown[], expected: unknown, when?: string }} Case */
/**
 * @typedef {object} Spec  as the check cell gives it to `check`
 * @property {Case[]} cases
 * @property {{ like: AnyFunction, says: string }[]} misconceptions
 * @property {number} [tolerance]
 * @property {boolean} [keepsArguments]
 * @property {AnyFunction} [beat]  a method that the answer must beat; then `expected` is the truth
 *
 * @typedef {{ answer: AnyFunction, source: string, message: string }} WrongAnswer
 * @typedef {object} BookEntry
 * @property {Spec | null} spec  null where the check judges the function itself: no values to compare
 * @property {AnyFunction} solution
 * @property {string} solutionSource  the stub's cell with the answer in it
 * @property {string} explanation  the comment above it, if there is one
 * @property {WrongAnswer[]} wrong
 */

const require = createRequire(join(root, 'package.json'));
const AsyncFunction = /** @type {FunctionConstructor} */ ((async () => {}).constructor);

/**
 * @param {import('./exercises.mjs').Lesson} lesson
 * @returns {Promise<Map<string, BookEntry>>} by exercise
 */
export async function answerBook(lesson) {
  const { exercises: answers } = solutionsOf(lesson.name);
  const entries = lesson.exercises.map(async (exercise) => {
    if (!(exercise.id in answers)) return [];
    return [/** @type {[string, BookEntry]} */ ([exercise.id, await entryOf(lesson, exercise, answers[exercise.id])])];
  });
  return new Map((await Promise.all(entries)).flat());
}

/**
 * @param {import('./exercises.mjs').Lesson} lesson
 * @param {import('./exercises.mjs').Exercise} exercise
 * @param {import('../../lib/notebooks/solutions.mjs').Exercise} answers
 * @returns {Promise<BookEntry>}
 */
async function entryOf(lesson, exercise, { solution, wrong }) {
  const stub = textOf(exercise.cells.stub.source);
  const sources = [solution, ...wrong.map(({ answer }) => answer)].map((answer) => answerCell(stub, answer));
  const wrapped = sources.map((source) => `() => {\n${source}\nreturn ${exercise.functionName};\n}`).join(',\n');
  const answersCell = `const answersToTry = [${wrapped}];`;
  const cells = [...lesson.setup, stub, answersCell, textOf(exercise.cells.check.source)];
  const roots = [1, 2, 3].flatMap((back) => {
    const cell = cells.length - back;
    return statementsOf(cells[cell]).statements.map((statement) => ({ cell, statement }));
  });
  const text = javascriptOf(`${closure(cells, roots)}\ntake(answersToTry);`);
  /** @type {{ spec: any, functions: AnyFunction[] }} */
  const taken = { spec: null, functions: [] };
  const kit = { ...require('notebook-kit'), check: (/** @type {any[]} */ ...[, , spec]) => void (taken.spec = spec) };
  const take = (/** @type {(() => AnyFunction)[]} */ makers) => (taken.functions = makers.map((make) => make()));
  const from = (/** @type {string} */ name) => (name === 'notebook-kit' ? kit : require(name));
  await new AsyncFunction('require', 'exports', 'take', text)(from, {}, take);
  const [right, ...wrongOnes] = taken.functions;
  const spec = typeof taken.spec === 'function' ? null : { misconceptions: [], ...taken.spec };
  return {
    spec,
    solution: right,
    solutionSource: sources[0],
    explanation: commentAbove(solution),
    wrong: wrongOnes.map((answer, index) => ({ answer, source: sources[index + 1], message: wrong[index].message })),
  };
}

/** @param {import('typescript').Node} answer @returns {string} */
function commentAbove({ parent }) {
  const text = parent.getSourceFile().text;
  const ranges = typescript().getLeadingCommentRanges(text, parent.pos) ?? [];
  const lines = ranges.map(({ pos, end }) => text.slice(pos, end).replace(/^\/\/\s*/, ''));
  return lines.join(' ');
}
