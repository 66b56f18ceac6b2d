// The limits on the code of a lesson. They count lines that are not blank, as the formatter leaves them.
import { cellLabel, hasTag, textOf } from './files.mjs';
import { isFolded } from './fold.mjs';
import { maxWidth, wideLines } from './width.mjs';

export const codeLimits = { median: 8, p90: 24, max: 40, setup: 16, wordsPerLine: 3 };

/** @typedef {import('./files.mjs').Notebook} Notebook */

/** @param {Notebook} notebook @returns {string[]} one message for each broken limit */
export function lintCode(notebook) {
  return [longCells, distribution, setupCells, width, prose].flatMap((rule) => rule(notebook));
}

/** @param {Notebook} notebook @returns its code cells, each with its label and its number of lines */
function codeCells(notebook) {
  return notebook.cells.flatMap((cell, index) =>
    cell.cell_type === 'code' ? [{ cell, label: cellLabel(notebook, index), lines: countLines(cell) }] : [],
  );
}

/** @param {import('./files.mjs').Cell} cell */
function countLines(cell) {
  return textOf(cell.source)
    .split('\n')
    .filter((line) => line.trim() !== '').length;
}

/** @param {Notebook} notebook */
function longCells(notebook) {
  return codeCells(notebook)
    .filter(({ lines }) => lines > codeLimits.max)
    .map(({ label, lines }) => `${label}: ${lines} lines of code; at most ${codeLimits.max}`);
}

/** @param {Notebook} notebook */
function distribution(notebook) {
  const cells = codeCells(notebook).sort((a, b) => a.lines - b.lines);
  if (cells.length === 0) return [];
  const at = (/** @type {number} */ share) => cells[Math.min(cells.length - 1, Math.floor(share * cells.length))].lines;
  const messages = [];
  if (at(0.5) > codeLimits.median)
    messages.push(`the median code cell has ${at(0.5)} lines; at most ${codeLimits.median}`);
  if (at(0.9) > codeLimits.p90) {
    const long = cells.filter(({ lines }) => lines > codeLimits.p90).reverse();
    const named = long.map(({ label, lines }) => `${label} has ${lines}`).join(', ');
    messages.push(`one code cell in ten has ${at(0.9)} lines or more; at most ${codeLimits.p90}: ${named}`);
  }
  return messages;
}

/** @param {Notebook} notebook */
function setupCells(notebook) {
  return codeCells(notebook)
    .filter(({ cell, lines }) => hasTag(cell, 'setup') && lines > codeLimits.setup)
    .map(({ label, lines }) => `${label}: ${lines} lines in a set-up cell; at most ${codeLimits.setup}`);
}

/** @param {Notebook} notebook */
function width(notebook) {
  return codeCells(notebook).flatMap(({ cell, label }) =>
    wideLines(textOf(cell.source)).map(
      (wide) => `${label}: line ${wide.line} is ${wide.width} characters wide; at most ${maxWidth}, strings apart`,
    ),
  );
}

/**
 * Words for each line of code that the reader sees: folded cells do not count.
 * @param {Notebook} notebook
 */
function prose(notebook) {
  const words = notebook.cells
    .filter((cell) => cell.cell_type === 'markdown')
    .reduce((sum, cell) => sum + textOf(cell.source).split(/\s+/).filter(Boolean).length, 0);
  const lines = codeCells(notebook)
    .filter(({ cell }) => !isFolded(cell))
    .reduce((sum, cell) => sum + cell.lines, 0);
  if (lines === 0 || words / lines >= codeLimits.wordsPerLine) return [];
  return [`${(words / lines).toFixed(1)} words for each line of code in sight; at least ${codeLimits.wordsPerLine}`];
}
