// The limits that keep lessons readable, checked on the committed file.
import { homedir } from 'node:os';
import { root } from '../paths.mjs';
import { cellLabel, hasTag, idAfter, tagsOf, textOf, textOutputs } from './files.mjs';
import { foldMessage, foldedCells, isFolded } from './fold.mjs';
import { lintCode } from './lintCode.mjs';
import { unboundNumbers } from './numbers/bound.mjs';
import { outputProblems } from './outputs.mjs';
import { stockTraps } from './stock.mjs';

export const limits = { outputBytes: 220_000, reviewBytes: 4_000, fileBytes: 2_000_000 };

const plainTags = new Set([
  'setup',
  'predict',
  'check',
  'exercise',
  'figure',
  'timing',
  'backend',
  'explorable',
  'fold',
]);
const machinePath = /(?<![\w.:/-])\/(?:home|root|Users|tmp|work|private|var)\/[\w.-]+|\bfile:\/\/+[\w%./~-]+/;

/** @typedef {import('./files.mjs').Notebook} Notebook */

/** @param {Notebook} notebook @returns {string[]} one message for each broken rule */
export function lintNotebook(notebook) {
  const rules = [shape, lintCode, sizes, counts, folds, tags, exercises, spoilers, paths, stockTraps, unboundNumbers];
  return rules.flatMap((rule) => rule(notebook));
}

const codeCells = (/** @type {Notebook} */ notebook) => notebook.cells.filter((cell) => cell.cell_type === 'code');

/** @param {Notebook} notebook */
function shape(notebook) {
  const messages = [];
  if (notebook.metadata.kernelspec?.name !== 'tslab') messages.push('the kernel must be tslab');
  const ids = notebook.cells.map((cell) => cell.id);
  ids.forEach((id, index) => {
    const where = cellLabel(notebook, index);
    if (!id || /^[0-9a-f]{8}(-[0-9a-f-]{27})?$/.test(id))
      messages.push(`${where}: give the cell an id that says what it is`);
    if (ids.indexOf(id) !== index) messages.push(`${where}: the id is used twice`);
  });
  return messages;
}

/**
 * The review that opens a lesson asks about other lessons: it has a limit of its own.
 * @param {Notebook} notebook
 */
function sizes(notebook) {
  const [reviews, others] = [true, false].map((is) => codeCells(notebook).filter(({ id }) => (id === 'review') === is));
  const bytes = outputBytes(others.filter((cell) => !hasTag(cell, 'explorable')));
  const file = Buffer.byteLength(JSON.stringify(notebook, null, 1));
  const messages = [];
  if (bytes > limits.outputBytes) messages.push(`${bytes} bytes of outputs; at most ${limits.outputBytes}`);
  const asked = outputBytes(reviews);
  if (asked > limits.reviewBytes) messages.push(`review: ${asked} bytes of outputs; at most ${limits.reviewBytes}`);
  if (file > limits.fileBytes) messages.push(`a file of ${file} bytes; at most ${limits.fileBytes}`);
  return messages;
}

/** @param {import('./files.mjs').Cell[]} cells */
function outputBytes(cells) {
  return cells.reduce((sum, cell) => sum + Buffer.byteLength(withoutScripts(JSON.stringify(cell.outputs))), 0);
}

/**
 * What a card needs to work in the page is the same few lines again and again; the limit is for what a lesson shows.
 * @param {string} outputs as JSON
 */
function withoutScripts(outputs) {
  return outputs.replace(/<script>.*?<\/script>/g, '');
}

/** @param {Notebook} notebook */
function counts(notebook) {
  const messages = codeCells(notebook).flatMap((cell, index) =>
    cell.execution_count === index + 1 ? [] : [`${cell.id}: execution count ${cell.execution_count}, not ${index + 1}`],
  );
  return [...messages, ...notebook.cells.flatMap((cell, index) => outputProblems(notebook, cell, index))];
}

/**
 * Cells that only set the stage are folded, and no others.
 * @param {Notebook} notebook
 */
function folds(notebook) {
  const folded = foldedCells(notebook);
  return notebook.cells.flatMap((cell, index) =>
    folded[index] === isFolded(cell) ? [] : [`${cellLabel(notebook, index)}: ${foldMessage(folded[index])}`],
  );
}

/** @param {Notebook} notebook */
function tags(notebook) {
  return notebook.cells.flatMap((cell, index) =>
    tagsOf(cell)
      .filter((tag) => !plainTags.has(tag) && !/^(check|exercise):[\w-]+$/.test(tag))
      .map((tag) => `${cellLabel(notebook, index)}: unknown tag "${tag}"`),
  );
}

/**
 * One stub and one check for each exercise, and the committed run leaves it unattempted.
 * @param {Notebook} notebook
 */
function exercises(notebook) {
  const ids = (/** @type {string} */ prefix) =>
    notebook.cells.map((cell) => idAfter(cell, prefix)).filter((id) => id !== null);
  const [stubs, checks] = [ids('exercise:'), ids('check:')];
  const messages = [...new Set([...stubs, ...checks])].flatMap((id) => {
    const once = (/** @type {(string | null)[]} */ list) => list.filter((other) => other === id).length === 1;
    return once(stubs) && once(checks) ? [] : [`exercise ${id} needs one stub cell and one check cell`];
  });
  notebook.cells.forEach((cell, index) => {
    const id = idAfter(cell, 'check:');
    if (id !== null && !textOutputs(cell).includes(`not attempted ${id}`)) {
      messages.push(`${cellLabel(notebook, index)}: the committed check should say "not attempted ${id}"`);
    }
  });
  return messages;
}

/**
 * A committed output tells nobody what they predicted: nobody has. What a page would say after a click is no output yet.
 * @param {Notebook} notebook
 */
function spoilers(notebook) {
  return notebook.cells.flatMap((cell, index) => {
    const shown = JSON.stringify(withoutPictures(cell.outputs ?? [])).replaceAll(/<script\b.*?<\/script>/gi, '');
    return /you predicted/i.test(shown) ? [`${cellLabel(notebook, index)}: its output says "You predicted"`] : [];
  });
}

/** @param {Notebook} notebook */
function paths(notebook) {
  return notebook.cells.flatMap((cell, index) => {
    const text = `${textOf(cell.source)}\n${JSON.stringify(withoutPictures(cell.outputs ?? []))}`;
    const found =
      [root, homedir()].find((path) => path.length > 1 && text.includes(`${path}/`)) ?? machinePath.exec(text)?.[0];
    return found ? [`${cellLabel(notebook, index)}: names a path of one machine, ${found}`] : [];
  });
}

/** @param {import('./files.mjs').Output[]} outputs */
function withoutPictures(outputs) {
  return outputs.map(({ data = {}, ...rest }) => ({ ...rest, data: { ...data, 'image/png': undefined } }));
}
