// Small notebooks for the tests of the notebook tools.

/** @typedef {import('./files.mjs').Cell} Cell */
/** @typedef {import('./files.mjs').Output} Output */

/** @param {string} id @param {string} source @param {Output[]} [outputs] @param {string[]} [tags] @returns {Cell} */
export function code(id, source, outputs = [], tags = []) {
  return { cell_type: 'code', id, metadata: { tags }, execution_count: null, outputs, source };
}

/** @param {string} id @param {string} source @returns {Cell} */
export function markdown(id, source) {
  return /** @type {Cell} */ ({ cell_type: 'markdown', id, metadata: {}, source });
}

/** @param {Cell[]} cells @returns {import('./files.mjs').Notebook} */
export function notebook(cells) {
  const kernelspec = { name: 'tslab', display_name: 'TypeScript', language: 'typescript' };
  let count = 0;
  for (const cell of cells) if (cell.cell_type === 'code') cell.execution_count = ++count;
  return { cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
}

/** @param {string | string[]} text @returns {Output} */
export function stream(text, name = 'stdout') {
  return { output_type: 'stream', name, text };
}

/** @param {Record<string, unknown>} data @returns {Output} */
export function display(data) {
  return { output_type: 'display_data', metadata: {}, data };
}
