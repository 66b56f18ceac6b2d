import assert from 'node:assert/strict';
import test from 'node:test';
import { collectOutputs, type Row, table, type TableOptions } from '../index';
import { formatColumn } from './table';

async function shown(rows: readonly Row[], options?: TableOptions): Promise<{ text: string; html: string }> {
  const [output] = await collectOutputs(() => table(rows, options));
  return { text: output.data['text/plain'] as string, html: output.data['text/html'] as string };
}

test('a table of any length', async () => {
  const rows = Array.from({ length: 150_000 }, (_, n) => ({ n: n + 10.5 }));
  const [{ data }] = await collectOutputs(() => table(rows));
  assert.match(data['text/plain'] as string, /150009\.5$/);
});

test('columns are aligned, numbers right, a missing value is a dash', async () => {
  const { text } = await shown([{ name: 'PPO', ratio: 0.7 }, { name: 'A2C long', ratio: -12 }, { name: 'x' }], {
    caption: 'Runs',
  });
  assert.equal(
    text,
    ['Runs', 'name      ratio', '--------  -----', 'PPO         0.7', 'A2C long  -12.0', 'x             –'].join('\n'),
  );
});

test('decimals: shared by a column, four significant digits, no minus zero', () => {
  assert.deepEqual(formatColumn([0.7, 1, -1.1]), ['0.7', '1.0', '-1.1']);
  assert.deepEqual(formatColumn([0, -0.13809999, 0]), ['0.0000', '-0.1381', '0.0000']);
  assert.deepEqual(formatColumn([-1e-9, 1]), ['-1e-9', '1']);
  assert.deepEqual(formatColumn([1234.5678, 2]), ['1235', '2']);
  assert.deepEqual(formatColumn([128, 100000, null]), ['128', '100000', '–']);
  assert.deepEqual(formatColumn([1 / 3, NaN], 2), ['0.33', 'NaN']);
  assert.deepEqual(formatColumn([-0, 0.04]), ['0.00', '0.04']);
});

test('html is escaped and has header cells', async () => {
  const { html } = await shown([{ 'a<b': '<script>' }], { caption: 'x & y' });
  assert.ok(html.includes('<th scope="col" style="text-align: left">a&lt;b</th>'), html);
  assert.ok(html.includes('&lt;script&gt;') && !html.includes('<script>') && html.includes('x &amp; y'));
});

test('columns can be chosen, ordered and renamed; unknown ones are named', async () => {
  const rows = [{ ratio: 1, slope: 2, extra: 3 }];
  assert.ok((await shown(rows, { columns: { slope: 'dL/dr', ratio: 'r' } })).text.startsWith('dL/dr  r\n'));
  assert.ok((await shown(rows, { columns: ['slope'] })).text.startsWith('slope\n'));
  assert.throws(
    () => table(rows, { columns: ['speed'] }),
    /no row has a column 'speed'; the first row has ratio, slope, extra/,
  );
  assert.throws(() => table([]), /at least one row/);
});
