// Changes the source and the metadata of cells in the text of a notebook and leaves every other byte as it is: parsing and
// printing the whole file would write numbers in outputs in another way than the program that executes notebooks.
import { typescript } from './syntax.mjs';

/** How deep in the file the properties of a cell lie; the format indents by one space a level. */
const depth = ' '.repeat(3);

/** @typedef {{ source?: string, metadata?: import('./files.mjs').Cell['metadata'] }} Edit */

/**
 * @param {string} text of a notebook
 * @param {Edit[]} edits one for each cell: what it is to have instead
 * @returns {string} the new text
 */
export function editCells(text, edits) {
  const file = typescript().parseJsonText('notebook.json', text);
  const pieces = [];
  let from = 0;
  for (const [index, cell] of cellNodes(file).entries()) {
    const { source, metadata } = edits[index] ?? {};
    const values = { source: source === undefined ? undefined : linesOf(source), metadata };
    for (const [name, value] of properties(cell)) {
      const wanted = name === 'source' || name === 'metadata' ? values[name] : undefined;
      if (wanted === undefined) continue;
      pieces.push(text.slice(from, value.getStart(file)), print(wanted));
      from = value.end;
    }
  }
  return pieces.join('') + text.slice(from);
}

/** @param {import('typescript').JsonSourceFile} file */
function cellNodes(file) {
  const cells = new Map(properties(file.statements[0].expression)).get('cells');
  return /** @type {import('typescript').ArrayLiteralExpression} */ (cells).elements;
}

/** @param {import('typescript').Node} node @returns {[string, import('typescript').Expression][]} an object's, in the order of the text */
function properties(node) {
  const object = /** @type {import('typescript').ObjectLiteralExpression} */ (node);
  return object.properties.map((property) => {
    const { name, initializer } = /** @type {import('typescript').PropertyAssignment} */ (property);
    return [/** @type {import('typescript').StringLiteral} */ (name).text, initializer];
  });
}

/** @param {string} source @returns {string[]} lines with their ends, cut where Python's `splitlines` cuts, as the format's own library does */
function linesOf(source) {
  // eslint-disable-next-line no-control-regex -- the separators that Python knows
  return source.match(/[^]*?(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])|[^]+$/g) ?? [];
}

/** @param {unknown} value */
function print(value) {
  const sorted = (/** @type {string} */ _key, /** @type {unknown} */ inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort())
      : inner;
  return JSON.stringify(value, sorted, 1).replaceAll('\n', `\n${depth}`);
}
