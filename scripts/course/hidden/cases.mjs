// The cases that an exercise is marked with. Where a lesson has no hidden ones yet, those of its check must do.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { scripts } from '../../lib/paths.mjs';
import { Draws } from './draws.mjs';

/** @typedef {import('../lesson/answerBook.mjs').Spec} Spec */

/**
 * @param {string} lesson such as 01-ratio-and-clip
 * @returns {Promise<import('./draws.mjs').HiddenCases>} none if the lesson has no file of them
 */
export async function hiddenCasesOf(lesson) {
  const file = join(scripts, 'course', 'hidden', `${lesson.split('-')[0]}.mjs`);
  return existsSync(file) ? (await import(pathToFileURL(file).href)).hidden : {};
}

/**
 * @param {string} id of the exercise
 * @param {{ spec: Spec, solution: import('../lesson/answerBook.mjs').AnyFunction }} entry
 * @param {import('./draws.mjs').HiddenCases} hidden
 * @param {number} seed
 * @returns {Spec} the check's, with the hidden cases, whose results are the worked solution's
 */
export function hiddenSpec(id, { spec, solution }, hidden, seed) {
  if (!(id in hidden)) return spec;
  return { ...spec, cases: casesWith(hidden[id](new Draws(seed, `hidden/${id}`)), solution) };
}

/**
 * @param {import('./draws.mjs').HiddenCase[]} drawn
 * @param {import('../lesson/answerBook.mjs').AnyFunction} solution
 * @returns {import('../lesson/answerBook.mjs').Case[]}
 */
export function casesWith(drawn, solution) {
  return drawn.map(({ args, when, expected = solution(...structuredClone(args)) }) => ({ args, when, expected }));
}
