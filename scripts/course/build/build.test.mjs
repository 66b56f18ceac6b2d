import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { findNotebooks, textOf } from '../../lib/notebooks/files.mjs';
import { root } from '../../lib/paths.mjs';
import { hiddenCasesOf } from '../hidden/cases.mjs';
import { shownBy } from '../kit.mjs';
import { answerBook } from '../lesson/answerBook.mjs';
import { readLesson } from '../lesson/exercises.mjs';
import { javascriptOf } from '../source/statements.mjs';
import { guide } from './guide.mjs';
import { keyNotebook } from './key.mjs';
import { openingOf, sectionsOf, toKeep } from './lessonText.mjs';
import { literal } from './literal.mjs';
import { marking } from './marking.mjs';
import { inline, markdownHtml } from './markdownHtml.mjs';
import { releaseNotebook } from './release.mjs';
import { studentsIn } from './students.mjs';

const require = createRequire(join(root, 'package.json'));
const lessons = findNotebooks()
  .map(readLesson)
  .filter(({ exercises }) => exercises.length > 0);
const bare = (/** @type {string} */ text) => text.replace(/[\s;,()]+/g, '');

/** @param {string} source of a function @returns {string[]} the lines of its body that say something */
const tellingLines = (source) =>
  source
    .split('\n')
    .slice(1)
    .map(bare)
    .filter((line) => line.length > 18 && !line.startsWith('//') && !line.includes('notAttempted'));

for (const lesson of lessons) {
  test(`${lesson.name}: what students get holds no answer, and its checks say what the lesson's say`, async () => {
    const book = await answerBook(lesson);
    const text = releaseNotebook(lesson, book, { hidden: {} });
    const { cells } = JSON.parse(text);
    assert.deepEqual(
      cells.flatMap((/** @type {any} */ cell) => cell.outputs ?? []),
      [],
    );
    const all = bare(cells.map((/** @type {any} */ cell) => textOf(cell.source)).join('\n'));
    for (const { id, cells: own } of lesson.exercises) {
      const entry = book.get(id) ?? assert.fail(id);
      const formulas = [entry.solutionSource, ...entry.wrong.map(({ source }) => source)].flatMap(tellingLines);
      const stub = bare(textOf(own.stub.source));
      for (const line of formulas) if (!stub.includes(line)) assert.ok(!all.includes(line), `${id}: ${line}`);
    }
    const imports = [...text.matchAll(/from '([^']+)'/g)].map(([, name]) => name);
    assert.deepEqual([...new Set(imports)], ['notebook-kit']);
    for (const exercise of lesson.exercises) await sayTheSame(exercise, book.get(exercise.id) ?? assert.fail(), cells);
  });
}

/**
 * @param {import('../lesson/exercises.mjs').Exercise} exercise
 * @param {import('../lesson/answerBook.mjs').BookEntry} entry
 * @param {any[]} cells
 */
async function sayTheSame({ id, functionName, cells: own }, { spec, solution, wrong }, cells) {
  const check = cells.find((cell) => cell.id === own.check.id);
  if (spec === null) return assert.equal(check.cell_type, 'markdown');
  const run = new Function(
    'require',
    'exports',
    functionName,
    javascriptOf(`import { check } from 'notebook-kit';\n${textOf(check.source)}`),
  );
  for (const answer of [solution, ...wrong.map((one) => one.answer)]) {
    const released = await shownBy(() => run(require, {}, answer));
    const original = await shownBy(() => require('notebook-kit').check(id, answer, spec));
    assert.equal(released[0].data['text/plain'], original[0].data['text/plain']);
  }
}

test('with a seed the visible numbers are others, and the worked solution still passes', async () => {
  const [, lesson] = lessons;
  const [book, hidden] = [await answerBook(lesson), await hiddenCasesOf(lesson.name)];
  const [plain, one, again, two] = [undefined, 1, 1, 2].map((seed) => releaseNotebook(lesson, book, { hidden, seed }));
  assert.equal(one, again);
  assert.equal(new Set([plain, one, two]).size, 3);
  const cells = JSON.parse(one).cells;
  for (const { id, functionName, cells: own } of lesson.exercises) {
    const source = textOf(cells.find((/** @type {any} */ cell) => cell.id === own.check.id).source);
    const run = new Function(
      'require',
      'exports',
      functionName,
      javascriptOf(`import { check } from 'notebook-kit';\n${source}`),
    );
    const [shown] = await shownBy(() => run(require, {}, book.get(id)?.solution));
    assert.equal(shown.data['text/plain'], `PASS ${id}`);
  }
});

test('every student has numbers of their own, the same at every build', async () => {
  const [, lesson] = lessons;
  const [book, hidden] = [await answerBook(lesson), await hiddenCasesOf(lesson.name)];
  const forOne = (/** @type {string} */ student, seed = 7) => releaseNotebook(lesson, book, { hidden, seed, student });
  assert.equal(forOne('Ann'), forOne('Ann'));
  assert.equal(new Set([forOne('Ann'), forOne('Bob'), forOne('Ann', 8)]).size, 3);
});

test('a list of students: names become folders, and what cannot is refused with the line', () => {
  const list = join(mkdtempSync(join(tmpdir(), 'students-')), 'list.txt');
  const names = (/** @type {string} */ text) => {
    writeFileSync(list, text);
    return studentsIn(list);
  };
  assert.deepEqual(names("\uFEFFAnn O'Neil\r\n\r\n  Żółć 2 \nE. Noether\n"), ["Ann O'Neil", 'Żółć 2', 'E. Noether']);
  for (const bad of ['../x', 'a/b', '.hidden', 'dot.', 'a\\b', '<b>', 'a'.repeat(90)])
    assert.throws(
      () => names(`Ann\n${bad}`),
      (error) => String(error).includes(`"${bad}"`),
      bad,
    );
  assert.throws(() => names('Ann\nann'), /"Ann" and "ann" would get the same folder/);
  assert.throws(() => names('\n'), /no list of names/);
});

test('the key holds every answer with what the check says to it', async () => {
  const [, lesson] = lessons;
  const book = await answerBook(lesson);
  const { cells } = JSON.parse(await keyNotebook(lesson, book));
  for (const { id, cells: own } of lesson.exercises) {
    const said = (/** @type {string} */ cell) =>
      cells.find((/** @type {any} */ one) => one.id === cell).outputs[0].data['text/plain'];
    assert.equal(said(own.stub.id), `PASS ${id}`);
    book
      .get(id)
      ?.wrong.forEach(({ message }, index) => assert.match(said(`wrong-${id}-${index + 1}`), new RegExp(message)));
  }
  assert.match(
    textOf(cells.find((/** @type {any} */ one) => one.id === 'about-slope').source),
    /flat beyond it/,
    'the reason stands with the solution',
  );
});

test('the marking scheme adds up and names a goal for every lesson', () => {
  const { csv, html } = marking(lessons);
  const points = lessons.flatMap(({ exercises }) => exercises).reduce((sum, exercise) => sum + exercise.points, 0);
  assert.ok(html.includes(`${points} points in all`));
  assert.equal(csv.trim().split('\r\n').length, 1 + lessons.flatMap(({ exercises }) => exercises).length);
  for (const { name, cells } of lessons) {
    const { question, goal } = openingOf(cells);
    assert.ok(question.endsWith('?'), `${name}: ${question}`);
    assert.match(goal, /^At the end you .*[.?]$/, name);
  }
});

test('a guide has the questions, the time and the stumbling blocks of its lesson', async () => {
  const [, lesson] = lessons;
  const html = await guide(lesson, await answerBook(lesson));
  assert.match(html, /average the ratio/);
  assert.match(html, /45 minutes:<\/strong> \d of \d sections/);
  assert.match(html, /two cells must be flat/);
  for (const one of lessons) {
    const predictions = sectionsOf(one.cells).flatMap((section) => section.predictions);
    // A question that quotes a number of another cell is left out.
    const asked = one.cells
      .map(({ source }) => textOf(source))
      .filter((text) => /^predict\(/m.test(text) && !text.includes('${')).length;
    assert.equal(predictions.length, asked, one.name);
    for (const { id, options } of predictions) assert.ok(Object.keys(options).length >= 2, `${one.name}, ${id}`);
    assert.ok(toKeep(one.cells).length > 100, one.name);
  }
});

test('Markdown: bars within formulas cut no table, addresses are dropped, HTML stays text', () => {
  const formula = (/** @type {string} */ tex) => `<svg>${tex}</svg>`;
  assert.equal(
    inline('**a** `b<c` $x|y$ [d](e.ipynb) <script>', formula),
    '<strong>a</strong> <code>b&lt;c</code> <svg>x|y</svg> d &lt;script&gt;',
  );
  const table = markdownHtml('| a | b |\n|---|---|\n| $p(a|s)$ | 2 |', formula);
  assert.equal([...table.matchAll(/<td>/g)].length, 2);
  assert.equal(markdownHtml('- one\n  more\n- two', formula), '<ul><li>one more</li><li>two</li></ul>');
});

test('values become literals that mean the same', () => {
  for (const value of [1, -0, NaN, -Infinity, 'a"b', null, undefined, true, [1, [NaN]], { a: [1], 'b-c': undefined }]) {
    const text = literal(value) ?? assert.fail();
    assert.deepEqual(new Function(`return (${text});`)(), value);
  }
  assert.equal(literal([() => 1]), null);
});
