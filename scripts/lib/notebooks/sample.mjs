// Small notebooks for the tests of the notebook tools.

export function code(id, source, outputs = [], tags = []) {
  return { cell_type: 'code', id, metadata: { tags }, execution_count: null, outputs, source };
}

export function markdown(id, source) {
  return { cell_type: 'markdown', id, metadata: {}, source };
}

export function notebook(cells) {
  const kernelspec = { name: 'tslab', display_name: 'TypeScript', language: 'typescript' };
  let count = 0;
  for (const cell of cells) if (cell.cell_type === 'code') cell.execution_count = ++count;
  return { cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
}

export function stream(text, name = 'stdout') {
  return { output_type: 'stream', name, text };
}

export function display(data) {
  return { output_type: 'display_data', metadata: {}, data };
}
