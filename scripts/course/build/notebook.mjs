// Notebooks written from nothing: no output, no metadata but what a cell needs.

/** @typedef {import('../../lib/notebooks/files.mjs').Cell} Cell */

/** @param {string} id @param {string} source @returns {object} */
export function markdown(id, source) {
  return { cell_type: 'markdown', id, metadata: {}, source: lines(source) };
}

/**
 * @param {string} id
 * @param {string} source
 * @param {{ tags?: string[], folded?: boolean, outputs?: object[] }} [options]
 */
export function code(id, source, { tags = [], folded = false, outputs = [] } = {}) {
  const metadata = { ...(folded ? { jupyter: { source_hidden: true } } : {}), ...(tags.length > 0 ? { tags } : {}) };
  return { cell_type: 'code', execution_count: null, id, metadata, outputs, source: lines(source) };
}

/** @param {object[]} cells @returns {string} the text of a notebook for the lessons' kernel */
export function notebookText(cells) {
  const metadata = {
    kernelspec: { display_name: 'TypeScript', language: 'typescript', name: 'tslab' },
    language_info: { file_extension: '.ts', mimetype: 'text/typescript', name: 'typescript', version: '3.7.2' },
  };
  return `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

/** @param {string} source */
const lines = (source) => source.split(/(?<=\n)/);
