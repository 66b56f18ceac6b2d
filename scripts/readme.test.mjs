import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findNotebooks, lessonName, readNotebook, textOf } from './lib/notebooks/files.mjs';
import { describe } from './figures/front/picture.mjs';
import { studyMinutes } from './lib/notebooks/studyTime.mjs';
import { benchTable, shownTable } from './bench/table.mjs';
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

test("the README's picture is the committed one, and says what the committed run shows", () => {
  const run = JSON.parse(readFileSync(join(root, 'data/figures/front.runs.json'), 'utf8')).runs[0];
  assert.ok(readme.includes(`src="data/figures/front.svg" width="100%" alt="${describe(run)}"`), describe(run));
  for (const [, file] of readme.matchAll(/(?:src|srcset)="([^"]+)"/g)) assert.ok(existsSync(join(root, file)), file);
});

test('what the README says is needed is what package.json says', () => {
  const { engines, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  assert.ok(readme.includes(`${license} licence · Node.js ${engines.node.replace('>=', '')} or newer`));
});

/** @param {string} id such as 02b @param {number} [sections] how many of its numbered sections; all if not given */
function minutesOf(id, sections) {
  const notebook = readNotebook(findNotebooks([id])[0]);
  const next = `## ${Number(sections) + 1}.`;
  const end = notebook.cells.findIndex(({ source }) => `\n${textOf(source)}`.includes(`\n${next}`));
  if (sections === undefined) return studyMinutes(notebook);
  assert.ok(end > 0, `lesson ${id} has a section that begins with "${next}"`);
  return studyMinutes({ ...notebook, cells: notebook.cells.slice(0, end) });
}

const table = [...readme.matchAll(/^\| (\d\w+) \| \[.*\| (\d+) min \|$/gm)].map(([row, id, minutes]) => ({
  id,
  minutes: Number(minutes),
  isSecondReading: row.includes('(a second reading)'),
}));
const near = (/** @type {number} */ stated, /** @type {number} */ counted) => Math.abs(stated / counted - 1) < 0.3;

test('the map gives every lesson the time that a student takes, within a third', () => {
  assert.deepEqual(
    table.map(({ id }) => id),
    notebooks.map((path) => lessonName(path).split('-')[0]).filter((id) => /^\d/.test(id)),
  );
  const wrong = table.filter(({ id, minutes }) => !near(minutes, minutesOf(id)));
  assert.deepEqual(
    wrong.map(({ id, minutes }) => `${id}: ${minutes} min in the README, ${Math.round(minutesOf(id))} counted`),
    [],
  );
});

test('no lesson takes more than an hour', () => {
  const long = table
    .map(({ id }) => ({ id, minutes: Math.round(minutesOf(id)) }))
    .filter(({ minutes }) => minutes > 60);
  assert.deepEqual(long, []);
});

test('the three paths take as long as they say', () => {
  const [, first, second, third] =
    /00\]\([^)]+\) to the end of section (\d), \[01\]\([^)]+\) sections 1 to (\d), \[07\]\([^)]+\) sections 1 to (\d)\./.exec(
      readme,
    ) ?? [];
  const short = minutesOf('00', Number(first)) + minutesOf('01', Number(second)) + minutesOf('07', Number(third));
  assert.ok(near(90, short), `${Math.round(short)} minutes`);
  const hours = (/** @type {typeof table} */ rows) =>
    Math.round(rows.reduce((sum, { minutes }) => sum + minutes, 0) / 60);
  const week = hours(table.filter(({ id, isSecondReading }) => Number.parseInt(id) <= 8 && !isSecondReading));
  assert.ok(readme.includes(`00 to 08 without the second readings, about ${week} hours`), `${week} hours`);
  const all = hours(table);
  assert.ok(readme.includes(`all of them, about ${all} hours`), `${all} hours`);
});

test("the README's table of speed holds the numbers of data/bench.json", () => {
  const results = JSON.parse(readFileSync(join(root, 'data/bench.json'), 'utf8'));
  assert.equal(
    readme,
    shownTable(readme, 'bench', benchTable(results)),
    'run npm run bench, or make the table again from data/bench.json',
  );
  const { median } = results.throughput['compiled learner'].perSecond;
  assert.ok(readme.includes(`${Number(median.toPrecision(3)).toLocaleString('en')} (`), `${median} steps per second`);
});
