// The numbers that a lesson shows: printed in its outputs, drawn in its figures, written in its code.
import { hasTag, textOf } from '../files.mjs';
import { typescript } from '../syntax.mjs';

/**
 * @typedef {object} Evidence
 * @property {number[]} printed
 * @property {number[]} code  in the source, strings apart, with what is computed from such numbers alone
 * @property {number[]} drawn
 *
 * @typedef {import('typescript').Node} Node
 */

/** A longer column of a figure is a curve: one reads its ends and its extremes off the picture, not each of its points. */
const longestColumn = 16;

/** @param {import('../files.mjs').Cell} cell a code cell @returns {Evidence} all without their signs */
export function evidenceOf(cell) {
  // A question only names what might be.
  const outputs = hasTag(cell, 'predict') ? [] : (cell.outputs ?? []);
  return {
    printed: outputs
      .flatMap(({ text, data = {} }) => [...numbersIn(textOf(text)), ...plainNumbers(data)])
      .map(Math.abs),
    code: literals(textOf(cell.source)).map(Math.abs),
    drawn: outputs.flatMap(({ data = {} }) => drawnNumbers(data['application/vnd.plotly.v1+json']?.data)).map(Math.abs),
  };
}

/** @param {Evidence[]} list @returns {Evidence} */
export function together(list) {
  return {
    printed: list.flatMap(({ printed }) => printed),
    code: list.flatMap(({ code }) => code),
    drawn: list.flatMap(({ drawn }) => drawn),
  };
}

/** @param {Record<string, any>} data by MIME type. The text of a picture is its description: prose, not evidence. */
function plainNumbers(data) {
  return 'image/png' in data ? [] : numbersIn(textOf(data['text/plain']));
}

/** @param {string} text */
function numbersIn(text) {
  const found = text.matchAll(/(?<![\w.])[-−]?\d+(?:,\d{3})*(?:\.\d+)?(?:e[-+]?\d+)?/g);
  return [...found].map(([number]) => Number(number.replaceAll(',', '').replace('−', '-')));
}

/** @param {string} source @returns {number[]} */
function literals(source) {
  const ts = typescript();
  /** @type {number[]} */
  const found = [];
  const visit = (/** @type {Node} */ node) => {
    const value = constant(node);
    if (value !== null) found.push(value);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('cell.ts', source, ts.ScriptTarget.ES2022, true));
  return found;
}

/** @type {Record<string, (a: number, b: number) => number>} */
const operations = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '**': (a, b) => a ** b,
};

/** @param {Node} node @returns {number | null} the value of an expression of numbers only, such as 4 * 128 */
export function constant(node) {
  const ts = typescript();
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isParenthesizedExpression(node)) return constant(node.expression);
  if (!ts.isBinaryExpression(node)) return null;
  const [left, right] = [constant(node.left), constant(node.right)];
  if (left === null || right === null) return null;
  return operations[node.operatorToken.getText()]?.(left, right) ?? null;
}

/** What says how a figure looks, not what it shows. */
const look = new Set(['marker', 'line', 'font', 'domain', 'colorscale', 'xaxis', 'yaxis', 'opacity', 'customdata']);

/** @param {unknown} part of a plotly figure's data @returns {number[]} */
function drawnNumbers(part) {
  if (typeof part === 'number') return [part];
  if (typeof part === 'string') return numbersIn(part);
  if (Array.isArray(part)) return columnNumbers(part);
  if (part === null || typeof part !== 'object') return [];
  return Object.entries(part).flatMap(([name, value]) => (look.has(name) ? [] : drawnNumbers(value)));
}

/** @param {unknown[]} column */
function columnNumbers(column) {
  const numbers = /** @type {number[]} */ (column.filter((value) => typeof value === 'number'));
  if (numbers.length < column.length || column.length <= longestColumn) return column.flatMap(drawnNumbers);
  const sorted = [...numbers].sort((a, b) => a - b);
  return [numbers[0], numbers[numbers.length - 1], sorted[0], sorted[sorted.length - 1]];
}
