// A symbol that a formula uses is in the glossary.
import { findNotebooks, cellLabel, readNotebook, textOf } from './files.mjs';

/** @typedef {import('./files.mjs').Notebook} Notebook */

const greek =
  'alpha beta gamma delta epsilon varepsilon zeta eta theta lambda mu nu xi pi rho sigma tau phi chi psi omega Gamma Delta Theta Lambda Sigma Phi Psi Omega nabla'.split(
    ' ',
  );
const aGreekLetter = new RegExp(`\\\\(?:${greek.join('|')})(?![A-Za-z])`, 'g');

/** Words inside a formula, and commands: their letters are no symbols. "O(n)" is how costs are written. */
const wordsAndCommands = [/\\(?:text|operatorname|mathrm|tag|begin|end)\{[^{}]*\}/g, /\bO\(/g, /\\[A-Za-z]+/g];

/** @param {string} markdown @returns {string[]} what stands between dollar signs, code apart */
function formulasOf(markdown) {
  const withoutCode = markdown.replace(/```[^]*?```|`[^`\n]*`/g, ' ');
  return [...withoutCode.matchAll(/\$\$([^]*?)\$\$|(?<![\\$])\$([^$]+)\$/g)].map((match) => match[1] ?? match[2]);
}

/** @param {string} markdown @returns {Set<string>} single letters, Latin or Greek, such as "r" and "\gamma" */
export function symbolsOf(markdown) {
  /** @type {Set<string>} */
  const found = new Set();
  for (const formula of formulasOf(markdown)) {
    const plain = formula.replace(wordsAndCommands[0], ' ');
    for (const [letter] of plain.matchAll(aGreekLetter)) found.add(letter);
    const letters = wordsAndCommands.slice(1).reduce((text, pattern) => text.replace(pattern, ' '), plain);
    for (const [letter] of letters.matchAll(/[A-Za-z]/g)) found.add(letter);
  }
  return found;
}

/** @returns {string} the tables of notebooks/glossary.ipynb, topic after topic */
export function glossaryText() {
  const [path] = findNotebooks(['glossary']);
  const cells = readNotebook(path).cells.filter(({ cell_type }) => cell_type === 'markdown');
  return cells.map(({ source }) => textOf(source)).join('\n\n');
}

/**
 * @param {string} glossary
 * @returns {string[]} the term of each row that lacks a meaning: a glossary that only names is none
 */
export function undefinedTerms(glossary) {
  const rows = glossary.split('\n').filter((line) => /^\|(?! term \||---)/.test(line));
  return rows
    .map((row) => row.split(/(?<!\\)\|/).map((field) => field.trim()))
    .filter(([, , , meaning = '']) => meaning.split(/\s+/).length < 4)
    .map(([, term]) => term);
}

/**
 * @param {string} glossary  tables of term, symbol, meaning, code and lesson
 * @returns {string[]} one message for each letter that stands alone, without an index, as the symbol of two terms
 */
export function doubleMeanings(glossary) {
  /** @type {Map<string, string[]>} */
  const terms = new Map();
  for (const row of glossary.split('\n').filter((line) => line.startsWith('|'))) {
    const [term, symbols = ''] = row.split(/(?<!\\)\|/).slice(1);
    const letters = formulasOf(symbols).flatMap((formula) => formula.split(',').map((part) => part.trim()));
    for (const letter of new Set(
      letters.filter((part) => /^\\?[A-Za-z]+$/.test(part) && symbolsOf(`$${part}$`).size === 1),
    ))
      terms.set(letter, [...(terms.get(letter) ?? []), term.trim()]);
  }
  return [...terms]
    .filter(([, all]) => all.length > 1)
    .map(([letter, all]) => `the glossary has $${letter}$ for ${all.map((term) => `"${term}"`).join(' and ')}`);
}

/**
 * @param {Notebook} notebook
 * @param {Set<string>} glossary
 * @returns {string[]} one message for each symbol that the glossary lacks, at its first use
 */
export function unknownSymbols(notebook, glossary) {
  /** @type {Map<string, string>} */
  const places = new Map();
  notebook.cells.forEach((cell, index) => {
    if (cell.cell_type !== 'markdown') return;
    for (const symbol of symbolsOf(textOf(cell.source)))
      if (!glossary.has(symbol) && !places.has(symbol)) places.set(symbol, cellLabel(notebook, index));
  });
  return [...places].map(([symbol, place]) => `${place}: the glossary lacks the symbol $${symbol}$`);
}
