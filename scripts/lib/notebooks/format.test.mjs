import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { formatNotebooks } from './format.mjs';
import { code, markdown, notebook, stream } from './sample.mjs';

const folder = mkdtempSync(join(tmpdir(), 'format-test-'));
test.after(() => rmSync(folder, { recursive: true, force: true }));

/** @typedef {import('./files.mjs').Cell} Cell */

/**
 * Formats a notebook of these cells; gives the file before and after, and what was said.
 * @param {Cell[]} cells
 * @param {{ check?: boolean }} [options]
 */
async function format(cells, options) {
  const path = join(folder, 'lesson.ipynb');
  const before = `${JSON.stringify(notebook(cells), null, 1)}\n`;
  writeFileSync(path, before);
  const { changed, messages } = await formatNotebooks({ files: [path], ...options });
  const after = readFileSync(path, 'utf8');
  /** @type {Cell[]} */
  const formatted = JSON.parse(after).cells;
  return { before, after, cells: formatted, changed: changed.length, messages };
}

const wide = `const value = [${Array.from({ length: 30 }, (_, i) => 1000 + i).join(', ')}]`;
const source = (/** @type {Cell} */ cell) => [cell.source].flat().join('');

test('code cells are printed as the project prints, 96 wide; text and outputs stay', async () => {
  const cells = [
    markdown('words', 'const  x=1'),
    code('wide', wide, [stream('const  x=1\n')]),
    code('quotes', 'say("a")\n\n'),
  ];
  const formatted = await format(cells);
  assert.deepEqual([formatted.changed, formatted.messages], [1, []]);
  const lines = source(formatted.cells[1]).split('\n');
  assert.equal(lines[0], 'const value = [');
  assert.ok(lines.every((line) => line.length <= 96) && lines[1].length > 80, lines.join('\n'));
  assert.equal(source(formatted.cells[2]), "say('a');");
  assert.deepEqual(withoutSource(formatted.cells[1]), withoutSource(cells[1]));
  assert.deepEqual(formatted.cells[0], cells[0]);
});

const withoutSource = (/** @type {Cell} */ cell) => ({ ...cell, source: null });

test('a second time changes no byte', async () => {
  const once = await format([code('wide', wide), code('stage', "show('id', figure)")]);
  const twice = await format(once.cells);
  assert.equal(twice.changed, 0);
  assert.equal(twice.after, twice.before);
});

test('cells that only set the stage are folded, and opened when they do more', async () => {
  const { cells } = await format([code('stage', "show('id', figure);"), code('work', 'const x = 1;')]);
  assert.deepEqual(
    cells.map((cell) => cell.metadata.jupyter),
    [{ source_hidden: true }, undefined],
  );
  cells[0].source = 'const y = 2;';
  assert.equal((await format(cells)).cells[0].metadata.jupyter, undefined);
});

test('a check names the cells and writes nothing', async () => {
  const cells = [code('good', 'const x = 1;'), code('loose', 'const  y = 2'), code('stage', "show('id', figure);")];
  const { before, after, changed, messages } = await format(cells, { check: true });
  assert.equal(after, before);
  assert.equal(changed, 1);
  assert.deepEqual(messages, [
    'lesson: cell 2 (loose): not as the formatter leaves it; run npm run format',
    'lesson: cell 3 (stage): it only sets the stage and is not folded (jupyter.source_hidden): run npm run format',
  ]);
});

test('a cell that is no TypeScript is named and left alone, the others are formatted', async () => {
  const { cells, messages } = await format([code('broken', 'const = 1'), code('loose', 'const  y = 2')]);
  assert.equal(messages.length, 1);
  assert.match(messages[0], /^lesson: cell 1 \(broken\): the formatter cannot read it: .*expected/);
  assert.deepEqual(cells.map(source), ['const = 1', 'const y = 2;']);
});

test('what the formatter prints in another way the second time is printed as it stays', async () => {
  const unstable =
    "table(fresh.slice(0, 5).map(({ theta, batch }, i) => ({ seed: seeds[i], return: batch.returns[0], 'loss of the " +
    "fresh policy': lossOf(theta, batch), 'loss of a coin': coinLoss(batch.returns[0]) })), { digits: 4 });";
  const once = await format([code('odd', unstable)]);
  assert.equal((await format(once.cells)).changed, 0);
});
