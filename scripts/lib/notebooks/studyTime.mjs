// How long a student takes for a lesson: read at 180 words a minute, the code in sight at 12 lines a minute, each prediction in a minute
// and a half, each item of a paper in a minute, each exercise in the time that its card states. The rates are those of a reader who worked through 00 to 08 with a clock.
import { isFolded } from './fold.mjs';
import { hasTag, textOf } from './files.mjs';

const rates = { wordsPerMinute: 180, linesPerMinute: 12, minutesPerPrediction: 1.5, minutesPerItem: 1 };

/**
 * @param {import('./files.mjs').Notebook} notebook
 * @returns {number} minutes
 */
export function studyMinutes(notebook) {
  const sources = (/** @type {(cell: import('./files.mjs').Cell) => boolean} */ which) =>
    notebook.cells.filter(which).map((cell) => textOf(cell.source));
  const prose = sources(({ cell_type: type }) => type === 'markdown').join('\n');
  const words = prose.split(/\s+/).filter(Boolean).length;
  const code = sources((cell) => cell.cell_type === 'code' && !isFolded(cell)).join('\n');
  const lines = code.split('\n').filter((line) => line.trim() !== '').length;
  const predictions = notebook.cells.filter((cell) => hasTag(cell, 'predict')).length;
  const papers = sources(({ cell_type: type }) => type === 'code').flatMap((text) => [
    ...text.matchAll(/^ *showItems\(\w+, (\d+), (\d+)\)/gm),
  ]);
  const items = papers.reduce((sum, [, from, to]) => sum + Number(to) - Number(from) + 1, 0);
  const cards = sources(({ cell_type: type }) => type === 'code').flatMap((text) => [
    ...text.matchAll(/^ *exercise\([^]*?\bminutes: *(\d+)/gm),
  ]);
  const exercises = cards.reduce((sum, [, minutes]) => sum + Number(minutes), 0);
  const { wordsPerMinute, linesPerMinute, minutesPerPrediction, minutesPerItem } = rates;
  const guesses = predictions * minutesPerPrediction;
  return words / wordsPerMinute + lines / linesPerMinute + guesses + items * minutesPerItem + exercises;
}
