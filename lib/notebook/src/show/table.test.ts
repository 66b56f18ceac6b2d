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

test('every value is readable: dates, big integers, cyclic and foreign objects', async () => {
  const loop: Record<string, unknown> = { a: 1 };
  loop.self = loop;
  const cells: [unknown, string][] = [
    [new Date(Date.UTC(2026, 0, 31)), '2026-01-31'],
    [new Date(Date.UTC(2026, 0, 31, 12, 30, 5)), '2026-01-31 12:30:05 UTC'],
    [new Date(Date.UTC(2026, 0, 31, 12, 30, 5, 250)), '2026-01-31 12:30:05.250 UTC'],
    [new Date(Number.NaN), 'invalid date'],
    [2n ** 60n, '1152921504606846976'],
    [loop, '{"a":1,"self":(itself)}'],
    [{ n: 3n }, '{"n":3}'],
    [new Map([['a', 0.123456]]), '{a: 0.1235}'],
    [new Set([1, 2]), '{1, 2}'],
    [{ inner: new Set([1]) }, '{"inner":[1]}'],
    [[1, [new Date(0), null]], '[1, [1970-01-01, –]]'],
    [Float32Array.of(0.5), '[0.5]'],
    [Symbol('s'), 'Symbol(s)'],
    [Math.max, 'function max'],
    [new RangeError('too far'), 'RangeError: too far'],
    [Number.NaN, 'NaN'],
    [{ a: 1.23456789 }, '{"a":1.23456789}'],
    [true, 'true'],
  ];
  for (const [value, text] of cells) {
    const lines = (await shown([{ value }, { value: 'x' }])).text.split('\n'); // not a column of numbers
    assert.equal(lines[2], text);
  }
});

test('mistakes are named', () => {
  const refused = (rows: unknown, options: unknown, message: RegExp): void =>
    assert.throws(() => table(rows as Row[], options as TableOptions), message);
  refused([null], {}, /table: rows\[0\] must be an object such as \{ ratio: 0\.7 \}, got null/);
  refused([{ a: 1 }, 5], {}, /rows\[1\] must be an object .* got 5/);
  refused('abc', {}, /rows must be a list .* got "abc"/);
  for (const digits of [Number.NaN, 0, 1.5, '3', 99])
    refused([{ a: 1 }], { digits }, /table: digits: expected a whole number from 1 to 15/);
  refused([{ a: 1 }], { columns: 5 }, /table: columns must be names.* got 5/);
  refused([{ a: 1 }], { columns: { a: 5 } }, /table: columns must be names/);
  refused([{ a: 1 }], { caption: 5 }, /table: caption: expected text, got 5/);
  refused([{ a: 1 }], { captions: 'x' }, /no option 'captions'; did you mean 'caption'\?/);
});
