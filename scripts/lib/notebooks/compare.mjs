// Compares the outputs of a fresh run with the committed ones: text and metadata exactly, the numbers of figures within a tolerance,
// pictures by presence. Cells tagged `timing` may print what they like, but the same kinds of output; elsewhere than on Node, so may cells
// tagged `backend`, which show what differs from place to place. Library code inside a page changes with the library and shows nothing by
// itself, so it is left out; a browser test runs the committed page instead.
import { cellLabel, hasTag, textOf } from './files.mjs';

export const plotly = 'application/vnd.plotly.v1+json';

/** Differences smaller than this are none, whatever the size of the numbers. */
const absoluteTolerance = 1e-9;
export const defaultTolerance = 1e-6;

/**
 * @param {import('./files.mjs').Notebook} committed
 * @param {import('./files.mjs').Notebook} fresh     the same notebook after a run
 * @param {number} [tolerance] relative, for numbers inside figures
 * @param {string[]} [free]    tags of the cells that may print what they like
 * @returns {string[]} one message for each cell that differs
 */
export function compareNotebooks(committed, fresh, tolerance = defaultTolerance, free = ['timing']) {
  return committed.cells.flatMap((cell, index) => {
    if (cell.cell_type !== 'code') return [];
    const isFree = free.some((tag) => hasTag(cell, tag));
    const message = compareOutputs(cell, fresh.cells[index], tolerance, isFree);
    return message ? [`${cellLabel(committed, index)}: ${message}`] : [];
  });
}

/** @typedef {import('./files.mjs').Output} Output */

/** @param {import('./files.mjs').Cell} cell @param {import('./files.mjs').Cell} freshCell @param {number} tolerance @param {boolean} isFree */
function compareOutputs(cell, freshCell, tolerance, isFree) {
  const [before, after] = [cell.outputs, freshCell.outputs];
  const kinds = (/** @type {Output[]} */ outputs) => outputs.map(kindOf).join(', ') || 'nothing';
  if (kinds(before) !== kinds(after)) return `the committed outputs are ${kinds(before)}; now they are ${kinds(after)}`;
  if (isFree) return null;
  for (let index = 0; index < before.length; index++) {
    const difference = compareOutput(before[index], after[index], tolerance);
    if (difference) return difference;
  }
  return null;
}

/** @param {Output} output @returns {string} */
function kindOf(output) {
  return output.name ?? (output.data ? Object.keys(output.data).sort().join(' + ') : output.output_type);
}

/** @param {Output} before @param {Output} after @param {number} tolerance */
function compareOutput(before, after, tolerance) {
  if (before.text !== undefined) return compareText('text', textOf(before.text), textOf(after.text));
  if (before.ename !== undefined) return compareText('error', errorOf(before), errorOf(after));
  for (const [mime, value] of Object.entries(before.data ?? {})) {
    const difference = compareData(mime, value, after.data?.[mime], tolerance);
    if (difference) return difference;
  }
  // Here stand the sentences that say what a picture shows.
  return compareNumbers(before.metadata ?? {}, after.metadata ?? {}, 0, 'metadata');
}

/** @param {Output} output */
const errorOf = ({ ename, evalue }) => `${ename}: ${evalue}`;

/** @param {string} mime @param {unknown} before @param {unknown} after @param {number} tolerance */
function compareData(mime, before, after, tolerance) {
  if (mime === 'image/png') return after ? null : 'the picture is missing';
  if (mime === plotly) return compareNumbers(before, after, tolerance, 'figure');
  if (mime.endsWith('json')) return compareNumbers(before, after, 0, mime);
  return compareText(mime, withoutCode(textOf(before)), withoutCode(textOf(after)));
}

/**
 * Leaves out what the kit's `inBrowser` has bundled for a worker.
 * @param {string} html
 */
function withoutCode(html) {
  return html.replaceAll(/<script data-code>[\s\S]*?<\/script>/g, '<script data-code></script>');
}

/** @param {string} what @param {string} before @param {string} after */
function compareText(what, before, after) {
  if (before === after) return null;
  const [lines, freshLines] = [before.split('\n'), after.split('\n')];
  const at = lines.findIndex((line, index) => line !== freshLines[index]);
  const line = at < 0 ? lines.length : at;
  const [quote, freshQuote] = quotes(lines[line], freshLines[line]);
  return `${what} differs in line ${line + 1}: committed ${quote}, now ${freshQuote}`;
}

const quoteLength = 160;
const quoteBefore = 40;

/**
 * Two lines, cut so that the place where they part is in sight.
 * @param {(string | undefined)[]} lines undefined for a line that is not there
 */
function quotes(...lines) {
  const [one = '', other = ''] = lines;
  let same = 0;
  while (same < one.length && one[same] === other[same]) same++;
  const long = lines.some((line) => line !== undefined && line.length > quoteLength);
  const from = long ? Math.max(0, same - quoteBefore) : 0;
  return lines.map((line) => {
    if (line === undefined) return '(nothing)';
    return JSON.stringify((from > 0 ? '...' : '') + line.slice(from, from + quoteLength));
  });
}

/**
 * Walks two JSON values.
 * @param {any} before
 * @param {any} after
 * @param {number} tolerance
 * @param {string} path of the values, for the message
 * @returns {string | null} the first place where they differ
 */
export function compareNumbers(before, after, tolerance, path) {
  if (typeof before === 'number' && typeof after === 'number') {
    const allowed = absoluteTolerance + tolerance * Math.max(Math.abs(before), Math.abs(after));
    return Math.abs(before - after) <= (tolerance > 0 ? allowed : 0)
      ? null
      : `${path} was ${before} and is now ${after}`;
  }
  if (before === null || after === null || typeof before !== 'object' || typeof after !== 'object') {
    return Object.is(before, after)
      ? null
      : `${path} was ${JSON.stringify(before)} and is now ${JSON.stringify(after)}`;
  }
  const keys = Object.keys(before);
  const freshKeys = Object.keys(after);
  const missing = keys.find((key) => !(key in after)) ?? freshKeys.find((key) => !(key in before));
  if (missing !== undefined)
    return `${path}.${missing} is there only ${missing in before ? 'in what is committed' : 'now'}`;
  for (const key of keys) {
    const difference = compareNumbers(before[key], after[key], tolerance, `${path}.${key}`);
    if (difference) return difference;
  }
  return null;
}
