// What a Markdown cell says itself about its numbers, in its metadata:
//   "numbers": { "46 times": "= 0.09233 / 0.001993", "30 years": "the age of the idea, not of this lesson" }
// A formula of shown numbers is computed; anything else is a reason that a person reads.
import { typescript } from '../syntax.mjs';
import { constant } from './evidence.mjs';

/** @typedef {import('./prose.mjs').Stated} Stated */

/** A reason is a sentence, not a mark that somebody has passed. */
const shortestReason = 10;

/**
 * @param {import('../files.mjs').Cell} cell
 * @param {string} source  its text
 */
export function declarationsOf(cell, source) {
  const numbers = /** @type {Record<string, string>} */ (cell.metadata.numbers ?? {});
  return Object.entries(numbers).map(([phrase, because]) => ({
    phrase,
    because,
    places: placesOf(source, phrase),
  }));
}

/** @param {string} source @param {string} phrase */
function placesOf(source, phrase) {
  const places = [];
  for (let at = source.indexOf(phrase); at >= 0; at = source.indexOf(phrase, at + 1)) places.push(at);
  return places;
}

/** @param {ReturnType<typeof declarationsOf>[number]} declaration @param {Stated} stated */
export function covers({ phrase, places }, { at, text }) {
  return places.some((place) => place <= at && place + phrase.length >= at + Math.min(text.length, 1));
}

/**
 * @param {ReturnType<typeof declarationsOf>[number]} declaration
 * @param {Stated[]} covered  what it is about
 * @param {(value: number) => boolean} isShown  whether the lesson shows a number
 * @returns {string | null} what is wrong with it
 */
export function declarationProblem({ phrase, because, places }, covered, isShown) {
  if (places.length === 0 || covered.length === 0)
    return `its metadata explains "${phrase}", which states no number there`;
  if (!because.startsWith('='))
    return because.length < shortestReason ? `the reason for "${phrase}" is too short: "${because}"` : null;
  const result = compute(because.slice(1));
  if (result === null) return `"${phrase}": ${because} is no formula of numbers`;
  const missing = result.operands.find((operand) => !isShown(operand));
  if (missing !== undefined) return `"${phrase}": nothing in the lesson shows the ${missing} of ${because}`;
  const isRight = covered.some(({ values, halves }) =>
    values.some((value, index) => Math.abs(result.value - value) <= halves[index] * (1 + 1e-9)),
  );
  return isRight ? null : `"${phrase}": ${because} is ${Number(result.value.toPrecision(4))}`;
}

/** @param {string} formula */
function compute(formula) {
  const ts = typescript();
  const file = ts.createSourceFile('formula.ts', formula, ts.ScriptTarget.ES2022, true);
  const statement = file.statements[0];
  if (file.statements.length !== 1 || !ts.isExpressionStatement(statement)) return null;
  const value = constant(statement.expression);
  if (value === null) return null;
  const operands = [...formula.matchAll(/\d+(?:\.\d+)?(?:e[-+]?\d+)?/g)].map(([number]) => Number(number));
  return { value: Math.abs(value), operands };
}
