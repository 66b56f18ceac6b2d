// What can be done with one lesson. Each returns { name, messages, seconds }; no messages means that all is well.
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { cache, root } from '../paths.mjs';
import { compareNotebooks, compareNumbers, defaultTolerance } from './compare.mjs';
import { discard, execute, kernelEnv } from './execute.mjs';
import { cellLabel, lessonName, readNotebook } from './files.mjs';
import { formatNotebooks, formatProblems } from './format.mjs';
import { lintNotebook } from './lint.mjs';
import { runProblems } from './outputs.mjs';

/** @typedef {{ name: string, messages: string[], seconds: number }} Result */

/** @param {string} path @returns {Promise<string[]>} what the limits, and the formatter, say about the committed file */
export async function lintLesson(path) {
  return [...new Set([...(await formatProblems(path)), ...lintNotebook(readNotebook(path))])];
}

/**
 * Executes the lesson, formats it and writes it back. A run that failed changes nothing.
 * @param {string} path
 * @param {{ timeout?: number }} options
 * @returns {Promise<Result>}
 */
export async function rewrite(path, { timeout }) {
  const result = await execute(path, { env: kernelEnv(), timeout });
  const messages = runProblems(result);
  if (messages.length === 0) {
    await formatNotebooks({ files: [result.file] });
    renameSync(result.file, path);
    messages.push(...(await lintLesson(path)));
  } else discard(result);
  return { name: lessonName(path), messages, seconds: result.seconds };
}

/**
 * Executes the lesson and compares what it shows, and the numbers its figures leave, with what is committed.
 * @param {string} path
 * @param {{ timeout?: number, tolerance?: number, outputsToo?: boolean }} options
 * @returns {Promise<Result>}
 */
export async function compare(path, { timeout, tolerance, outputsToo = true }) {
  const figures = join(cache, 'figures', lessonName(path));
  mkdirSync(figures, { recursive: true });
  const result = await execute(path, { env: kernelEnv({ figures }), timeout });
  const messages = runProblems(result);
  if (messages.length === 0 && outputsToo) {
    messages.push(...compareNotebooks(readNotebook(path), result.notebook, tolerance));
    messages.push(...compareFigureFiles(figures, tolerance));
  }
  discard(result);
  return { name: lessonName(path), messages, seconds: result.seconds };
}

/** @param {string} figures a folder @param {number} [tolerance] */
function compareFigureFiles(figures, tolerance = defaultTolerance) {
  const read = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8'));
  return readdirSync(figures).flatMap((name) => {
    const committed = join(root, 'data', 'figures', name);
    if (!existsSync(committed)) return [`data/figures/${name} is missing: run npm run notebooks and commit it`];
    const difference = compareNumbers(read(committed), read(join(figures, name)), tolerance, `data/figures/${name}`);
    return difference ? [difference] : [];
  });
}

/**
 * Executes the lesson on another kernel or another Node: no error, nothing on stderr, and an output wherever one is committed.
 * @param {string} path
 * @param {{ stock?: boolean, node?: string, timeout?: number }} options
 * @returns {Promise<Result>}
 */
export async function runElsewhere(path, { stock = false, node, timeout }) {
  const result = await execute(path, { env: kernelEnv({ stock, node, figures: '' }), timeout });
  const messages = runProblems(result);
  readNotebook(path).cells.forEach((cell, index) => {
    if (result.failure || !cell.outputs?.length || result.notebook.cells[index].outputs.length > 0) return;
    messages.push(`${cellLabel(result.notebook, index)}: its output is missing`);
  });
  discard(result);
  return { name: lessonName(path), messages, seconds: result.seconds };
}
