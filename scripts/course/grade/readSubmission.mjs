// A file that somebody handed in, as a notebook; or one sentence about why it is none and how to mend that.

/** @typedef {{ type: string, id: string | null, tags: string[], source: string, hasOutputs: boolean }} HandedCell */
/** @typedef {{ cells: HandedCell[], kernel: string, notes: string[] }} HandedNotebook */

export const mostBytes = 30_000_000;
const mostSource = 200_000;

/**
 * @param {Buffer} bytes
 * @returns {HandedNotebook | { refused: string }}
 */
export function readSubmission(bytes) {
  if (bytes.length === 0) return { refused: 'The file is empty: save the notebook and hand it in again.' };
  if (bytes.length > mostBytes)
    return { refused: `The file is larger than ${mostBytes / 1e6} MB: clear its outputs and hand it in again.` };
  /** @type {string[]} */
  const notes = [];
  const text = textOf(bytes, notes);
  const conflict = text.split('\n').findIndex((line) => /^(<{7}|>{7}) /.test(line));
  if (conflict >= 0)
    return {
      refused: `Line ${conflict + 1} of the file is a conflict marker of git: resolve the conflict, open the notebook once and hand it in again.`,
    };
  /** @type {any} */
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    return { refused: notJson(text) };
  }
  const cells = cellsOf(data);
  if (cells === null)
    return { refused: 'The file is no notebook: it has no list of cells. Hand in the .ipynb file itself.' };
  const spec = isRecord(data.metadata) && isRecord(data.metadata.kernelspec) ? data.metadata.kernelspec : {};
  return { cells, kernel: String(spec.name ?? spec.language ?? 'unknown').slice(0, 60), notes };
}

/** @param {Buffer} bytes @param {string[]} notes */
function textOf(bytes, notes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    notes.push('The file was UTF-16; it was read as such.');
    return bytes.toString('utf16le').slice(1);
  }
  const text = bytes.toString('utf8');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** @param {string} text */
function notJson(text) {
  const start = text.trimStart();
  if (start.startsWith('<'))
    return 'The file is a web page, not a notebook: download the .ipynb file itself and hand that in.';
  if (start.startsWith('{') && !text.trimEnd().endsWith('}'))
    return 'The file ends in the middle, as after a broken download or copy: hand in the whole notebook again.';
  return 'The file is not in the form of a notebook (its JSON cannot be read): open it in JupyterLab, save it and hand it in again.';
}

/** @param {any} data @returns {HandedCell[] | null} */
function cellsOf(data) {
  if (!isRecord(data)) return null;
  // Notebooks of format 3 hold their cells in worksheets.
  const list = data.cells ?? (Array.isArray(data.worksheets) ? data.worksheets[0]?.cells : null);
  if (!Array.isArray(list)) return null;
  return list.filter(isRecord).map((cell) => ({
    type: String(cell.cell_type),
    id: typeof cell.id === 'string' ? cell.id : null,
    tags: tagsOf(cell.metadata),
    source: sourceOf(cell.source ?? cell.input)
      .replace(/\r\n?/g, '\n')
      .slice(0, mostSource),
    hasOutputs: Array.isArray(cell.outputs) && cell.outputs.length > 0,
  }));
}

/** @param {any} metadata @returns {string[]} */
function tagsOf(metadata) {
  const tags = isRecord(metadata) ? metadata.tags : [];
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [];
}

/** @param {any} source */
function sourceOf(source) {
  if (typeof source === 'string') return source;
  return Array.isArray(source) ? source.filter((line) => typeof line === 'string').join('') : '';
}

/** @param {any} value @returns {value is Record<string, any>} */
function isRecord(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
