import assert from 'node:assert/strict';
import { test } from 'node:test';
import { notebookText } from './notebook-text.mjs';

const notebook = {
  cells: [
    { cell_type: 'markdown', id: 'title', metadata: {}, source: ['# One\n', 'two'] },
    {
      cell_type: 'code',
      id: 'sum',
      metadata: { tags: ['check'] },
      execution_count: 7,
      source: '1 + 1',
      outputs: [
        { output_type: 'stream', name: 'stdout', text: ['a\n', 'b\n'] },
        { output_type: 'display_data', data: { 'image/png': 'iVBORw0', 'text/plain': 'A line that climbs.' } },
        { output_type: 'error', ename: 'RangeError', evalue: 'too large', traceback: ['...'] },
      ],
    },
  ],
};

test('a notebook as text has sources and what outputs say, and no picture, count or metadata', () => {
  assert.equal(
    notebookText(JSON.stringify(notebook)),
    [
      '--- markdown title',
      '# One',
      'two',
      '',
      '--- code sum [check]',
      '1 + 1',
      '  > a',
      '  > b',
      '  > A line that climbs.',
      '  > RangeError: too large',
      '',
    ].join('\n'),
  );
});
