// One class, marked on three ways: the marks are the same.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { installedPython } from '../../lib/optionalPython.mjs';
import { releaseNotebook } from '../build/release.mjs';
import { gradeCommand } from '../grade/gradeCommand.mjs';
import { lesson, right } from '../grade/samples.mjs';
import { hiddenCasesOf } from '../hidden/cases.mjs';
import { answerBook } from '../lesson/answerBook.mjs';
import { nbgraderBuild, nbgraderGrade, nbgraderPython } from './command.mjs';

const { JSDOM } = createRequire(import.meta.url)('jsdom');
const seed = 20;
const folder = mkdtempSync(join(tmpdir(), 'routes-'));
const submissions = join(folder, 'submissions');
after(() => rmSync(folder, { recursive: true }));

/** @typedef {import('./source.mjs').RawNotebook} RawNotebook */
/** @param {RawNotebook} notebook @param {string} id */
const place = (notebook, id) => notebook.cells.findIndex((cell) => cell.id === id);

const book = await answerBook(lesson);
const release = releaseNotebook(lesson, book, { hidden: await hiddenCasesOf(lesson.name) });

/** @param {Record<string, string>} answers @param {(notebook: RawNotebook) => void} [damage] @returns {string} */
function handedIn(answers, damage = () => {}) {
  const notebook = /** @type {RawNotebook} */ (JSON.parse(release));
  for (const [id, source] of Object.entries(answers)) notebook.cells[place(notebook, `stub-${id}`)].source = source;
  damage(notebook);
  return JSON.stringify(notebook);
}

const wrongAnswers = lesson.exercises.flatMap(({ id }) =>
  (book.get(id)?.wrong ?? []).map(({ source }, index) => [`${id}-wrong-${index}`, handedIn({ [id]: source })]),
);
const rest = { metadata: {}, nbformat: 4, nbformat_minor: 5 };
const head = 'function slopeOfObjective(ratio: number, advantage: number, range: number): number';
/** @type {Record<string, string>} */
const students = {
  right: handedIn(right),
  untouched: handedIn({}),
  ...Object.fromEntries(wrongAnswers),
  constant: handedIn({ slope: `${head} {\n  return 0;\n}` }),
  throwing: handedIn({ slope: `${head} {\n  throw new Error('<b>no</b> & "never" | ]]>');\n}` }),
  nothing: handedIn({ slope: 'function slopeOfObjective(): any {}' }),
  endless: handedIn({ slope: `${head} {\n  for (;;);\n}` }),
  'other-types': handedIn({ slope: right.slope.replace('ratio: number', 'ratio: string') }),
  'no-check': handedIn(right, ({ cells }) => void cells.splice(place({ cells, ...rest }, 'check-slope'), 1)),
  'no-stub': handedIn(right, ({ cells }) => void cells.splice(place({ cells, ...rest }, 'stub-cap'), 1)),
  'points-raised': handedIn({ cap: `${right.cap}\n({ points: 99 });` }),
  twice: handedIn(right, ({ cells }) => {
    const own = place({ cells, ...rest }, 'stub-cap');
    cells.splice(own, 0, { ...cells[own], source: 'function largestObjective() {\n  return 7;\n}' });
  }),
};

mkdirSync(submissions);
for (const [name, text] of Object.entries(students)) {
  mkdirSync(join(submissions, name));
  writeFileSync(join(submissions, name, `${lesson.name}.ipynb`), text);
}
await gradeCommand(submissions, { seed, out: join(folder, 'marks'), lessons: ['01'] });

/** @param {string} text @returns {string[][]} for tables whose fields hold no comma */
const rowsOf = (text) =>
  text
    .trim()
    .split('\r\n')
    .map((row) => row.split(','));
const [titles, ...rows] = rowsOf(readFileSync(join(folder, 'marks', 'marks.csv'), 'utf8'));
const from = titles.indexOf('01 slope (2)');
/** @type {Record<string, number[]>} by student, in the order of the exercises */
const own = Object.fromEntries(rows.map((row) => [row[0], row.slice(from, from + 3).map(Number)]));

test('marks of the project’s grader: right, wrong and damaged answers', () => {
  assert.deepEqual(Object.keys(own).sort(), Object.keys(students).sort());
  for (const name of ['right', 'no-check', 'twice', 'other-types']) assert.equal(own[name][0], 2, name);
  for (const name of ['untouched', 'constant', 'throwing', 'nothing', 'endless']) assert.equal(own[name][0], 0, name);
  assert.deepEqual(own['no-stub'], [2, 2, 0]);
  assert.deepEqual(own['points-raised'], [0, 0, 2]);
});

test('the result file that a forge shows holds the same marks and words, and is XML whatever a student wrote', () => {
  const text = readFileSync(join(folder, 'marks', 'junit.xml'), 'utf8');
  const { document } = new JSDOM(text, { contentType: 'text/xml' }).window;
  const suites = /** @type {any[]} */ ([...document.querySelectorAll('testsuite')]);
  assert.equal(suites.length, Object.keys(students).length);
  for (const suite of suites) {
    const name = suite.getAttribute('name').split(': ')[1];
    const points = [...suite.querySelectorAll('property[name="points"]')].map((one) =>
      Number(one.getAttribute('value')),
    );
    assert.deepEqual(points, own[name], name);
    assert.equal(suite.querySelectorAll('failure').length, Number(suite.getAttribute('failures')));
    const solved = points.filter((one) => one === 2).length;
    assert.equal(suite.querySelectorAll('failure, error, skipped').length, 3 - solved, name);
  }
  const thrown = suites.find((suite) => suite.getAttribute('name').endsWith('throwing'));
  assert.match(
    thrown.querySelector('failure').getAttribute('message'),
    /^0 of 2 points: .*<b>no<\/b> & "never" \| ]]>/,
  );
  const summary = readFileSync(join(folder, 'marks', 'summary.md'), 'utf8');
  assert.match(summary, /### 01-ratio-and-clip: throwing\n\n0 of 6 points/);
  assert.doesNotMatch(summary, /<b>|"never"/);
});

const skip =
  installedPython(nbgraderPython) === null && 'nbgrader is not installed: npm run course -- nbgrader does that';
test(
  'nbgrader: the release holds what students get, and its marks are those of the project’s grader',
  { skip },
  async () => {
    const out = join(folder, 'nbgrader');
    mkdirSync(out);
    writeFileSync(join(out, 'hidden-seed'), String(seed));
    await nbgraderBuild({ lessons: ['01'], out });
    const path = join(out, 'release', lesson.name, `${lesson.name}.ipynb`);
    const released = /** @type {RawNotebook} */ (JSON.parse(readFileSync(path, 'utf8')));
    const sources = (/** @type {RawNotebook} */ { cells }) =>
      cells.map(({ id, source }) => [id, [source].flat().join('')]);
    assert.deepEqual(sources(released), sources(JSON.parse(release)));
    await nbgraderGrade(submissions, { out });
    const marks = rowsOf(readFileSync(join(out, 'marks.csv'), 'utf8')).slice(1);
    const theirs = Object.fromEntries(
      Object.keys(students).map((name) => [
        name,
        lesson.exercises.map(({ cells }) =>
          Number(marks.find(([student, , cell]) => student === name && cell === cells.check.id)?.[3]),
        ),
      ]),
    );
    assert.deepEqual(theirs, own);
  },
);
