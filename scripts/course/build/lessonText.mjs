// What the teacher's pages take from the prose of a lesson.
import { textOf } from '../../lib/notebooks/files.mjs';
import { callsOf } from '../lesson/calls.mjs';

/** @typedef {import('../../lib/notebooks/files.mjs').Cell} Cell */
/** @typedef {{ heading: string, minutes: number, predictions: Prediction[] }} Section */
/** @typedef {{ id: string, question: string, options: Record<string, string> }} Prediction */
/** @typedef {{ alt: string, png: string }} Figure  `png`: base64 */

/** @param {Cell[]} cells @returns {{ question: string, needs: string, goal: string }} from the first cell */
export function openingOf(cells) {
  const text = textOf(cells[0]?.source)
    .replace(/\n(?=\S)/g, ' ')
    .replace(/ {2,}/g, ' ');
  const question = /\*\*The one question:\*\*\s*\*?([^*]+)\*?/.exec(text)?.[1] ?? '';
  const needs = /You need [^]*?\.(?= |$)/.exec(text)?.[0] ?? '';
  const goal = /At the end you [^]*?\.(?=\s+[A-Z]|\s*$)/.exec(text)?.[0] ?? '';
  return {
    question: question.trim(),
    needs: plain(needs),
    goal: plain(goal) || `At the end you can answer: ${question.trim()}`,
  };
}

/** Words a minute of prose, and lines a minute of code. */
const [wordsPerMinute, linesPerMinute, minutesPerPrediction] = [180, 15, 1.5];

/** @param {Cell[]} cells @returns {Section[]} by headings of the second level; exercises are not in it */
export function sectionsOf(cells) {
  /** @type {Section[]} */
  const sections = [];
  for (const cell of cells) {
    const text = textOf(cell.source);
    const heading = cell.cell_type === 'markdown' ? /^##\s+(.+)$/m.exec(text)?.[1] : undefined;
    if (heading) sections.push({ heading: plain(heading), minutes: 0, predictions: [] });
    const section = sections.at(-1);
    if (!section || /^exercise\(/m.test(text)) continue;
    section.minutes += minutesOf(cell, text);
    if (/^predict\(/m.test(text)) section.predictions.push(...predictionsIn(text));
  }
  return sections.filter(({ heading }) => !/^(what to keep|sources|exercises|\d*\.? ?your turn)/i.test(heading));
}

/** @param {Cell} cell @param {string} text */
function minutesOf(cell, text) {
  if (cell.cell_type === 'markdown') return text.split(/\s+/).length / wordsPerMinute;
  if (/^predict\(/m.test(text)) return minutesPerPrediction;
  const folded = cell.metadata?.jupyter?.source_hidden === true;
  return folded ? 0 : text.split('\n').length / linesPerMinute;
}

/**
 * @param {string} source of a cell
 * @returns {Prediction[]}
 */
const predictionsIn = (source) =>
  callsOf(source, 'predict').map(([id, { question, options }]) => ({ id, question, options }));

/** @param {Cell[]} cells @returns {Figure[]} the pictures that the lesson shows, in its order */
export function figuresOf(cells) {
  return cells.flatMap((cell) =>
    (cell.outputs ?? []).flatMap(({ data }) =>
      data?.['image/png']
        ? [{ png: textOf(data['image/png']).replace(/\s/g, ''), alt: textOf(data['text/plain']).slice(0, 600) }]
        : [],
    ),
  );
}

/** @param {Cell[]} cells @returns {string} Markdown: the section "What to keep", as far as the sources */
export function toKeep(cells) {
  const cell = cells.find(
    ({ cell_type, source }) => cell_type === 'markdown' && /^## What to keep/m.test(textOf(source)),
  );
  return textOf(cell?.source)
    .replace(/^[^]*?## What to keep\s*/, '')
    .replace(/\n(\*\*Next\.\*\*|## )[^]*$/, '')
    .trim();
}

/** @param {string} markdown @returns {string} without links */
const plain = (markdown) => markdown.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1').trim();
