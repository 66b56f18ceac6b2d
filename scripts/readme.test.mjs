import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findNotebooks, lessonName, readNotebook, textOf } from './lib/notebooks/files.mjs';
import { withBenchTable } from './bench/table.mjs';
import { root } from './lib/paths.mjs';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const notebooks = findNotebooks();

test('every file that the README links to exists', () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, link]) => link);
  assert.ok(links.length > 5, 'the README has relative links');
  assert.deepEqual(
    links.filter((link) => !existsSync(join(root, link))),
    [],
  );
});

test('the README lists every lesson', () => {
  assert.deepEqual(
    notebooks.map(lessonName).filter((name) => !readme.includes(`](notebooks/${name}.ipynb)`)),
    [],
  );
});

test("the README's picture is the one that a lesson drew", () => {
  const picture = readFileSync(join(root, /!\[[^\]]+\]\(([^)]+\.png)\)/.exec(readme)?.[1] ?? 'no picture')).toString(
    'base64',
  );
  const drawn = notebooks
    .flatMap((path) =>
      readNotebook(path).cells.flatMap(
        (/** @type {{ outputs?: { data?: Record<string, string | string[]> }[] }} */ cell) => cell.outputs ?? [],
      ),
    )
    .map((output) => textOf(output.data?.['image/png']).replaceAll('\n', ''));
  assert.ok(drawn.includes(picture), 'copy the picture out of the notebook again: its figure has changed');
});

test("the README's table of speed holds the numbers of data/bench.json", () => {
  const results = JSON.parse(readFileSync(join(root, 'data/bench.json'), 'utf8'));
  assert.equal(
    readme,
    withBenchTable(readme, results),
    'run npm run bench, or make the table again from data/bench.json',
  );
  const { median } = results.throughput['compiled learner'].perSecond;
  assert.ok(readme.includes(`${Number(median.toPrecision(3)).toLocaleString('en')} (`), `${median} steps per second`);
});
