// Reading notebooks: which there are, and what their cells hold.
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { notebooks } from '../paths.mjs';
import { Problem } from '../problems.mjs';

/**
 * @typedef {object} Output of a code cell: of these, each kind has its own
 * @property {string} output_type
 * @property {string} [name]  of a stream
 * @property {string | string[]} [text]  of a stream
 * @property {Record<string, any>} [data]  by MIME type
 * @property {object} [metadata]
 * @property {string} [ename]  of an error
 * @property {string} [evalue]  of an error
 *
 * @typedef {object} Cell
 * @property {string} cell_type
 * @property {string} id
 * @property {{ tags?: string[], jupyter?: { source_hidden?: boolean, outputs_hidden?: boolean } } & Record<string, unknown>} metadata
 * @property {string | string[]} source
 * @property {Output[]} outputs  code cells only
 * @property {number | null} execution_count  code cells only
 *
 * @typedef {{ cells: Cell[], metadata: { kernelspec?: { name: string } }, nbformat: number, nbformat_minor: number }} Notebook
 */

/**
 * The notebooks to work on, as absolute paths.
 * @param {string[]} wanted names, such as `01`, `01-ratio-and-clip` or a path; none: all
 */
export function findNotebooks(wanted = []) {
  const all = readdirSync(notebooks)
    .filter((name) => name.endsWith('.ipynb'))
    .sort();
  const chosen = wanted.length === 0 ? all : wanted.flatMap((name) => matching(all, name));
  return chosen.map((name) => join(notebooks, name));
}

/** @param {string[]} all @param {string} wanted */
function matching(all, wanted) {
  const name = basename(wanted, '.ipynb');
  const found = all.filter((file) => file === `${name}.ipynb` || file.startsWith(`${name}-`));
  if (found.length > 0) return found;
  throw new Problem(`There is no notebook "${wanted}": the notebooks are ${all.join(', ')}.`);
}

/** @param {string} path */
export function lessonName(path) {
  return basename(path, '.ipynb');
}

/** @param {string} path @returns {Notebook} */
export function readNotebook(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** @param {unknown} field a source or a text: one string or a list of lines */
export function textOf(field) {
  return Array.isArray(field) ? field.join('') : String(field ?? '');
}

/** @param {Cell} cell */
export function tagsOf(cell) {
  return cell.metadata?.tags ?? [];
}

/** @param {Cell} cell @param {string} tag */
export function hasTag(cell, tag) {
  return tagsOf(cell).includes(tag);
}

/**
 * @param {Cell} cell
 * @param {string} prefix
 * @returns {string | null} the id after the prefix, as in `check:clip-table`; null if the cell has no such tag
 */
export function idAfter(cell, prefix) {
  return (
    tagsOf(cell)
      .find((tag) => tag.startsWith(prefix))
      ?.slice(prefix.length) ?? null
  );
}

/**
 * @param {Notebook} notebook
 * @param {number} index
 * @returns {string} how a message names a cell: its place among all cells, counted from 1, and its id
 */
export function cellLabel(notebook, index) {
  return `cell ${index + 1} (${notebook.cells[index]?.id ?? 'no id'})`;
}

/** @param {Cell} cell @returns {string} all text that its outputs show: streams and text/plain */
export function textOutputs(cell) {
  return (cell.outputs ?? []).map((output) => textOf(output.text ?? output.data?.['text/plain'])).join('\n');
}
