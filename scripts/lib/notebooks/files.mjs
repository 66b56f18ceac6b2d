// Reading notebooks: which there are, and what their cells hold.
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { notebooks } from '../paths.mjs';
import { Problem } from '../problems.mjs';

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

function matching(all, wanted) {
  const name = basename(wanted, '.ipynb');
  const found = all.filter((file) => file === `${name}.ipynb` || file.startsWith(`${name}-`));
  if (found.length > 0) return found;
  throw new Problem(`There is no notebook "${wanted}": the notebooks are ${all.join(', ')}.`);
}

export function lessonName(path) {
  return basename(path, '.ipynb');
}

export function readNotebook(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** A source or text field of the format may be one string or a list of lines. */
export function textOf(field) {
  return Array.isArray(field) ? field.join('') : String(field ?? '');
}

export function tagsOf(cell) {
  return cell.metadata?.tags ?? [];
}

export function hasTag(cell, tag) {
  return tagsOf(cell).includes(tag);
}

/** The id after a prefix, as in `check:clip-table`; null if the cell has no such tag. */
export function idAfter(cell, prefix) {
  return (
    tagsOf(cell)
      .find((tag) => tag.startsWith(prefix))
      ?.slice(prefix.length) ?? null
  );
}

/** How a message names a cell: its place among all cells, counted from 1, and its id. */
export function cellLabel(notebook, index) {
  return `cell ${index + 1} (${notebook.cells[index]?.id ?? 'no id'})`;
}

/** All text that a cell's outputs show: streams and text/plain. */
export function textOutputs(cell) {
  return (cell.outputs ?? []).map((output) => textOf(output.text ?? output.data?.['text/plain'])).join('\n');
}
