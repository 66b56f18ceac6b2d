// What no run of a lesson may contain: an error, or anything on stderr.
import { cellLabel, textOf } from './files.mjs';

/**
 * @param {{ notebook: object, failure: { cell: number, message: string } | null, stderr: string }} result of a run
 * @returns {string[]} messages that name the cell
 */
export function runProblems({ notebook, failure, stderr }) {
  const messages = notebook.cells.flatMap((cell, index) => outputProblems(notebook, cell, index));
  const told = failure && messages.some((message) => message.startsWith(cellLabel(notebook, failure.cell)));
  if (failure && !told) messages.push(`${cellLabel(notebook, failure.cell)}: ${failure.message}`);
  if (stderr) messages.push(`the kernel's process wrote to stderr: ${stderr.slice(0, 500)}`);
  return messages;
}

export function outputProblems(notebook, cell, index) {
  return (cell.outputs ?? []).flatMap((output) => {
    const where = cellLabel(notebook, index);
    if (output.output_type === 'error') return [`${where}: ${output.ename}: ${plain(output.evalue)}`];
    if (output.name === 'stderr') return [`${where}: on stderr: ${plain(textOf(output.text)).slice(0, 500)}`];
    return [];
  });
}

function plain(text) {
  // eslint-disable-next-line no-control-regex -- colours of a terminal
  return text.replace(/\u001b\[[0-9;]*m/g, '').trim();
}
