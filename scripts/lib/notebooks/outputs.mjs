// What no run of a lesson may contain: an error, or anything on stderr.
import { cellLabel, textOf } from './files.mjs';

/** @typedef {import('./files.mjs').Notebook} Notebook */

/**
 * @typedef {object} Run
 * @property {Notebook} notebook  executed and normalised, as far as the run came
 * @property {string} file  which holds it
 * @property {{ cell: number, message: string, thrown: boolean } | null} failure  the cell that stopped the run;
 *   `thrown`: the cell itself failed, rather than being stopped
 * @property {string} stderr  of the kernel's process
 * @property {number} seconds
 */

/**
 * @param {Pick<Run, 'notebook' | 'failure' | 'stderr'>} run
 * @returns {string[]} messages that name the cell
 */
export function runProblems({ notebook, failure, stderr }) {
  const messages = notebook.cells.flatMap((cell, index) => {
    if (failure?.cell === index && !failure.thrown) return [];
    return outputProblems(notebook, cell, index);
  });
  const where = !failure || failure.cell < 0 ? 'the run' : cellLabel(notebook, failure.cell);
  const told = failure?.thrown && messages.some((message) => message.startsWith(where));
  if (failure && !told) messages.push(`${where}: ${failure.message}`);
  if (stderr) messages.push(`the kernel's process wrote to stderr: ${stderr.slice(0, 500)}`);
  return messages;
}

/** @param {Notebook} notebook @param {import('./files.mjs').Cell} cell @param {number} index @returns {string[]} */
export function outputProblems(notebook, cell, index) {
  return (cell.outputs ?? []).flatMap((output) => {
    const where = cellLabel(notebook, index);
    if (output.output_type === 'error') return [`${where}: ${output.ename}: ${plain(output.evalue)}`];
    if (output.name === 'stderr') return [`${where}: on stderr: ${plain(textOf(output.text)).slice(0, 500)}`];
    return [];
  });
}

/** @param {string} [text] */
function plain(text = '') {
  // eslint-disable-next-line no-control-regex -- colours of a terminal
  return text.replace(/\u001b\[[0-9;]*m/g, '').trim();
}
