// Changes the source and the metadata of cells in the text of a notebook and leaves every other byte as it is: parsing and
// printing the whole file would write numbers in outputs in another way than the program that executes notebooks.
import { typescript } from './syntax.mjs';

/** How deep in the file the properties of a cell lie; the format indents by one space a level. */
const depth = ' '.repeat(3);

/**
 * @param {string} text of a notebook
 * @param {({ source?: string, metadata?: object } | null)[]} edits one for each cell: what it is to have instead
 * @returns {string} the new text
 */
export function editCells(text, edits) {
  const pieces = [];
  let from = 0;
  const file = typescript().parseJsonText('notebook.json', text);
  cellNodes(file).forEach((cell, index) => {
    for (const { name, initializer } of cell.properties) {
      const wanted = edits[index]?.[name.text];
      if (wanted === undefined) continue;
      pieces.push(
        text.slice(from, initializer.getStart(file)),
        print(name.text === 'source' ? linesOf(wanted) : wanted),
      );
      from = initializer.end;
    }
  });
  return pieces.join('') + text.slice(from);
}

function cellNodes(file) {
  const notebook = file.statements[0].expression;
  return notebook.properties.find(({ name }) => name.text === 'cells').initializer.elements;
}

/** A list of lines with their ends, cut where Python's `splitlines` cuts, as the format's own library does. */
function linesOf(source) {
  // eslint-disable-next-line no-control-regex -- the separators that Python knows
  return source.match(/[^]*?(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])|[^]+$/g) ?? [];
}

function print(value) {
  const sorted = (key, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort())
      : inner;
  return JSON.stringify(value, sorted, 1).replaceAll('\n', `\n${depth}`);
}
