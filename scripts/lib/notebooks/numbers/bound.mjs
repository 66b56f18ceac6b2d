// A number in a lesson's prose appears in what the lesson shows, or its cell says where it comes from.
import { cellLabel, textOf } from '../files.mjs';
import { covers, declarationProblem, declarationsOf } from './declared.mjs';
import { evidenceOf, together } from './evidence.mjs';
import { statedNumbers } from './prose.mjs';

/**
 * @typedef {import('../files.mjs').Notebook} Notebook
 * @typedef {import('./prose.mjs').Stated} Stated
 * @typedef {import('./evidence.mjs').Evidence} Evidence
 *
 * @typedef {object} Section  from one heading of the second level to the next
 * @property {number} cell  where it begins
 * @property {number} from  and where in that cell's text
 * @property {Evidence} near  what it and the set-up show
 * @property {boolean} isFrame  the title and the summary speak of the whole lesson
 */

/**
 * @param {Notebook} notebook
 * @returns {string[]} one message for each number that nothing in the lesson shows, and for each wrong declaration
 */
export function unboundNumbers(notebook) {
  const sections = sectionsOf(notebook);
  const all = together(sections.map(({ near }) => near));
  const anywhere = [...all.printed, ...all.code, ...all.drawn];
  return notebook.cells.flatMap((cell, index) => {
    if (cell.cell_type !== 'markdown') return [];
    const where = cellLabel(notebook, index);
    const sectionAt = (/** @type {number} */ at) =>
      sections.filter((start) => start.cell < index || (start.cell === index && start.from <= at)).pop();
    return cellProblems(cell, sectionAt, all, anywhere).map((message) => `${where}: ${message}`);
  });
}

/**
 * @param {import('../files.mjs').Cell} cell
 * @param {(at: number) => Section | undefined} sectionAt  the section that a place of its text belongs to
 * @param {Evidence} all
 * @param {readonly number[]} anywhere  all of them in one list
 */
function cellProblems(cell, sectionAt, all, anywhere) {
  const source = textOf(cell.source);
  const stated = statedNumbers(source);
  const declarations = declarationsOf(cell, source);
  const isShownAnywhere = (/** @type {number} */ value) =>
    anywhere.some((shown) => Math.abs(shown - value) <= 1e-3 * value);
  const wrong = declarations.map((declaration) => {
    const covered = stated.filter((number) => covers(declaration, number));
    return declarationProblem(declaration, covered, isShownAnywhere);
  });
  const unbound = stated
    .filter((number) => !declarations.some((declaration) => covers(declaration, number)))
    .filter((number) => !isShown(number, reach(sectionAt(number.at), all), all))
    .map((number) => `"${number.text}" in "${around(source, number)}" is in no output, figure or code there`);
  return [...wrong.filter((message) => message !== null), ...unbound];
}

/** @param {Section | undefined} section @param {Evidence} all @returns {Evidence} what a number of few digits may be in */
function reach(section, all) {
  if (section === undefined) return all;
  return section.isFrame ? { printed: all.printed, code: [...section.near.code, 0, 1], drawn: [] } : section.near;
}

/** @param {Notebook} notebook @returns {Section[]} in the order of the text */
function sectionsOf(notebook) {
  const starts = notebook.cells.flatMap((cell, index) => {
    if (cell.cell_type !== 'markdown') return [];
    return [...textOf(cell.source).matchAll(/^## /gm)].map((match) => ({ cell: index, from: match.index ?? 0 }));
  });
  starts.unshift({ cell: 0, from: 0 });
  const evidence = starts.map(({ cell }, index) => {
    const cells = notebook.cells.slice(cell, starts[index + 1]?.cell ?? notebook.cells.length);
    return together(cells.filter(({ cell_type: type }) => type === 'code').map(evidenceOf));
  });
  return starts.map((start, index) => ({
    ...start,
    near: index === 0 ? evidence[0] : together([evidence[0], evidence[index]]),
    isFrame: index === 0 || start.cell === starts[starts.length - 1].cell,
  }));
}

/**
 * The fewer digits a number has, the closer it must stand to what shows it: among all numbers of a lesson, most small ones occur.
 * @param {Stated} stated
 * @param {Evidence} near
 * @param {Evidence} all
 */
function isShown({ values, halves, digits }, near, all) {
  if (digits === 0) return values[0] >= 5 && near.code.includes(values[0]);
  const shown = [...near.code, ...(digits > 2 ? all.printed : near.printed), ...(digits > 1 ? near.drawn : [])];
  if (digits > 3) shown.push(...all.code, ...all.drawn);
  return values.some((value, index) => {
    const isCount = digits === 1 && index === 0 && Number.isInteger(value);
    const half = isCount ? 0 : halves[index];
    return shown.some((number) => Math.abs(number - value) <= half * (1 + 1e-9) + 1e-12);
  });
}

/** @param {string} source @param {Stated} stated */
function around(source, { at, text }) {
  return source
    .slice(Math.max(0, at - 40), at + text.length + 20)
    .replaceAll(/\s+/g, ' ')
    .trim();
}
