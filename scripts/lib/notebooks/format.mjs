// The layout of the lessons' code: every code cell as the project's formatter prints it, 96 characters wide, and cells that
// only set the stage folded. Nothing else of a notebook changes.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.mjs';
import { editCells } from './cellEdits.mjs';
import { cellLabel, findNotebooks, lessonName, textOf } from './files.mjs';
import { foldMessage, foldedCells, foldedMetadata, isFolded } from './fold.mjs';
import { maxWidth } from './width.mjs';

/**
 * Formats notebooks in place.
 * @param {{ check?: boolean, files?: string[] }} [options] `check`: write nothing, and say what would change;
 *   `files`: paths of the notebooks (default: all)
 * @returns {Promise<{ changed: string[], messages: string[] }>} paths of the notebooks that changed (or would); messages
 *   about cells that cannot be read and, with `check`, about each cell that is not as the formatter leaves it
 */
export async function formatNotebooks({ check = false, files = findNotebooks() } = {}) {
  /** @type {string[]} */
  const changed = [];
  /** @type {string[]} */
  const messages = [];
  for (const path of files) {
    const text = readFileSync(path, 'utf8');
    const formatted = await formatText(text);
    if (formatted.text !== text) changed.push(path);
    if (formatted.text !== text && !check) writeFileSync(path, formatted.text);
    const said = check ? [...formatted.unreadable, ...formatted.different] : formatted.unreadable;
    messages.push(...said.map((message) => `${lessonName(path)}: ${message}`));
  }
  return { changed, messages };
}

/** @param {string} path @returns {Promise<string[]>} one message for each cell of one notebook that is not as the formatter leaves it */
export async function formatProblems(path) {
  const { unreadable, different } = await formatText(readFileSync(path, 'utf8'));
  return [...unreadable, ...different];
}

/** @type {{ source?: string, error?: string }} */
const noCode = {};

/**
 * @param {string} text of a notebook
 * @returns {Promise<{ text: string, different: string[], unreadable: string[] }>} the formatted text, and messages about
 *   the cells in which it differs, and about those that are no TypeScript and stay as they are
 */
export async function formatText(text) {
  /** @type {import('./files.mjs').Notebook} */
  const notebook = JSON.parse(text);
  const sources = await Promise.all(
    notebook.cells.map((cell) => (cell.cell_type === 'code' ? formatCell(cell) : noCode)),
  );
  const formatted = { ...notebook, cells: notebook.cells.map((cell, index) => ({ ...cell, ...sources[index] })) };
  const folded = foldedCells(formatted);
  /** @type {string[][]} */
  const [different, unreadable] = [[], []];
  const edits = notebook.cells.map((cell, index) => {
    const { source, error } = sources[index];
    /** @type {import('./cellEdits.mjs').Edit} */
    const edit = {};
    if (error) unreadable.push(`${cellLabel(notebook, index)}: the formatter cannot read it: ${error}`);
    if (source !== undefined && source !== textOf(cell.source)) {
      different.push(`${cellLabel(notebook, index)}: not as the formatter leaves it; run npm run format`);
      edit.source = source;
    }
    if (folded[index] !== isFolded(cell)) {
      different.push(`${cellLabel(notebook, index)}: ${foldMessage(folded[index])}`);
      edit.metadata = foldedMetadata(cell.metadata, folded[index]);
    }
    return edit;
  });
  return { text: editCells(text, edits), different, unreadable };
}

/**
 * @param {import('./files.mjs').Cell} cell
 * @returns {Promise<{ source?: string, error?: string }>} the formatted source of a code cell, or why there is none
 */
async function formatCell(cell) {
  const { format, resolveConfig } = await import('prettier');
  // The project's own options, but narrower: code cells share the page with the outline of the lesson.
  const options = {
    ...(await resolveConfig(join(root, 'scripts', 'cell.ts'))),
    printWidth: maxWidth,
    parser: 'typescript',
  };
  const print = async (/** @type {string} */ source) => (await format(source, options)).trimEnd();
  try {
    const source = textOf(cell.source);
    const once = await print(source);
    // What the formatter has broken into lines, it may print in another way when it sees it so: only its second answer lasts.
    return { source: once === source ? once : await print(once) };
  } catch (error) {
    return { error: /** @type {Error} */ (error).message.split('\n')[0] };
  }
}
