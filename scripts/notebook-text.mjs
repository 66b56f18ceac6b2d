// A notebook as text, for `git diff`: sources, and the text of outputs; no pictures, no numbers of figures, no metadata but tags.
// Once in a clone: git config diff.lesson.textconv "node scripts/notebook-text.mjs"
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** @param {string | string[] | undefined} text as nbformat has it */
const joined = (text) => (Array.isArray(text) ? text.join('') : (text ?? ''));

/**
 * @param {string} json a notebook file
 * @returns {string} its cells, each under a line that names it
 */
export function notebookText(json) {
  /** @type {{ cells: { id?: string, cell_type: string, source: string | string[], metadata?: { tags?: string[] }, outputs?: any[] }[] }} */
  const { cells } = JSON.parse(json);
  return cells
    .map(({ id, cell_type: type, source, metadata, outputs = [] }) => {
      const tags = (metadata?.tags ?? []).map((tag) => ` [${tag}]`).join('');
      const shown = outputs.map((output) => `  > ${shownText(output).trimEnd().replaceAll('\n', '\n  > ')}`);
      return [`--- ${type} ${id ?? ''}${tags}`, joined(source), ...shown].join('\n');
    })
    .join('\n\n')
    .concat('\n');
}

/** @param {any} output @returns {string} what a reader without pictures gets of it */
function shownText(output) {
  if (output.output_type === 'stream') return joined(output.text);
  if (output.output_type === 'error') return `${output.ename}: ${output.evalue}`;
  return joined(output.data?.['text/plain']);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.stdout.write(notebookText(readFileSync(process.argv[2], 'utf8')));
}
