// What can be done with one lesson. Each returns { name, messages, seconds }; no messages means that all is well.
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cache } from '../paths.mjs';
import { compareNotebooks } from './compare.mjs';
import { discard, execute, kernelEnv } from './execute.mjs';
import { compareFigureFiles } from './figureFiles.mjs';
import { cellLabel, lessonName, readNotebook } from './files.mjs';
import { formatNotebooks, formatProblems } from './format.mjs';
import { lintNotebook } from './lint.mjs';
import { runProblems } from './outputs.mjs';

/** @typedef {{ name: string, messages: string[], seconds: number, written?: boolean, figures?: string[] }} Result
 *   `written`: the file is new; `figures`: the files of numbers that its figures left */

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
  const written = messages.length === 0;
  if (written) {
    await formatNotebooks({ files: [result.file] });
    renameSync(result.file, path);
    messages.push(...(await lintLesson(path)));
  } else discard(result);
  return { name: lessonName(path), messages, seconds: result.seconds, written };
}

/**
 * Executes the lesson and compares what it shows, and the numbers its figures leave, with what is committed.
 * @param {string} path
 * @param {{ timeout?: number, tolerance?: number, outputsToo?: boolean }} options
 * @returns {Promise<Result>}
 */
export async function compare(path, { timeout, tolerance, outputsToo = true }) {
  mkdirSync(join(cache, 'figures'), { recursive: true });
  const figures = mkdtempSync(join(cache, 'figures', `${lessonName(path)}-`));
  const result = await execute(path, { env: kernelEnv({ figures }), timeout });
  const messages = runProblems(result);
  if (messages.length === 0 && outputsToo) {
    messages.push(...compareNotebooks(readNotebook(path), result.notebook, tolerance));
    messages.push(...compareFigureFiles(figures, { tolerance }));
  }
  const made = readdirSync(figures);
  rmSync(figures, { recursive: true });
  discard(result);
  return { name: lessonName(path), messages, seconds: result.seconds, figures: made };
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
