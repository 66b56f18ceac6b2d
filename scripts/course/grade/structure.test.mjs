// What happens to notebooks on their way: each is marked as it deserves, or refused with a sentence that says what to mend.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { findJail } from '../sandbox/jail.mjs';
import { Pool } from '../sandbox/pool.mjs';
import { collect } from './collect.mjs';
import { gradeClass } from './gradeClass.mjs';
import { pointsOf } from './results.mjs';
import { bytesOf, cell, handedIn, lesson, own, right, zipOf } from './samples.mjs';

/** @type {string} */ let folder;
/** @type {Map<string, import('./results.mjs').Result>} */ let results;

/** @typedef {import('./samples.mjs').RawNotebook} RawNotebook */
/** @type {Record<string, (notebook: RawNotebook) => Buffer | RawNotebook | void>} what happened, by student */
const damage = {
  untouched: () => handedIn({}),
  whole: () => {},
  deleted: (notebook) => void (notebook.cells = notebook.cells.filter(({ id }) => id !== 'stub-slope')),
  duplicated: (notebook) => {
    const place = notebook.cells.indexOf(cell(notebook, 'stub-slope'));
    const copy = { ...notebook.cells[place], source: 'function slopeOfObjective() {\n  return 7;\n}' };
    notebook.cells.splice(place, 0, copy);
  },
  'duplicated-untouched': (notebook) => {
    const stub = cell(handedIn({}), 'stub-slope');
    notebook.cells.push(stub);
  },
  'split-helper': (notebook) => {
    cell(notebook, 'stub-slope').source =
      'function slopeOfObjective(ratio: number, advantage: number, range: number): number {\n  return isDead(ratio, advantage, range) ? 0 : advantage;\n}';
    const helper = 'const isDead = (r: number, A: number, e: number) => (A > 0 ? r > 1 + e : r < 1 - e);';
    notebook.cells.splice(3, 0, own('my-helper', helper));
  },
  'split-in-two': (notebook) => {
    const lines = right.slope.split('\n');
    const place = notebook.cells.indexOf(cell(notebook, 'stub-slope'));
    notebook.cells[place].source = lines.slice(0, 2).join('\n');
    notebook.cells.splice(place + 1, 0, own('rest', lines.slice(2).join('\n')));
  },
  merged: (notebook) => {
    const check = cell(notebook, 'check-slope');
    cell(notebook, 'stub-slope').source = `${right.slope}\n${[check.source].flat().join('')}`;
    notebook.cells.splice(notebook.cells.indexOf(check), 1);
  },
  moved: (notebook) => {
    const stub = cell(notebook, 'stub-slope');
    notebook.cells.splice(notebook.cells.indexOf(stub), 1);
    notebook.cells.push(stub);
  },
  'type-changed': (notebook) => void Object.assign(cell(notebook, 'stub-slope'), { cell_type: 'raw' }),
  'renamed-function': (notebook) =>
    void (cell(notebook, 'stub-slope').source = right.slope.replace('slopeOfObjective', 'mySlope')),
  'arrow-function': (notebook) =>
    void (cell(notebook, 'stub-slope').source =
      'const slopeOfObjective = (r: number, A: number, e: number): number => ((A > 0 ? r > 1 + e : r < 1 - e) ? 0 : A);'),
  'retyped-signature': (notebook) =>
    void (cell(notebook, 'stub-slope').source = right.slope
      .replace('ratio: number', 'ratio: any')
      .replace('): number', '): any')),
  'ids-lost': (notebook) => void notebook.cells.forEach((one, place) => (one.id = `x${place}`)),
  'ids-and-tags-lost': (notebook) => void notebook.cells.forEach((one) => void (delete one.id, (one.metadata = {}))),
  'outputs-only': (notebook) =>
    void notebook.cells.forEach((one) => (one.source = one.cell_type === 'code' ? '' : one.source)),
  emptied: (notebook) => void (cell(notebook, 'stub-slope').source = ''),
  'older-version': (notebook) =>
    void (notebook.cells = notebook.cells.filter(({ id }) => !/cap$/.test(id ?? '')).slice(20)),
  'other-kernel': (notebook) => void (notebook.metadata.kernelspec = { name: 'python3', language: 'python' }),
  'conflict-in-file': (notebook) => Buffer.from(JSON.stringify(notebook, null, 1).replace('\n', '\n<<<<<<< HEAD\n')),
  'conflict-in-cell': (notebook) =>
    void (cell(notebook, 'stub-slope').source = `<<<<<<< HEAD\n${right.slope}\n=======\n>>>>>>> mine\n`),
  'bom-and-crlf': (notebook) => Buffer.from(`\uFEFF${JSON.stringify(notebook, null, 1).replaceAll('\n', '\r\n')}`),
  'source-with-crlf': (notebook) => void (cell(notebook, 'stub-slope').source = right.slope.replaceAll('\n', '\r\n')),
  truncated: (notebook) => bytesOf(notebook).subarray(0, 5000),
  'web-page': () => Buffer.from('<!doctype html><html></html>'),
  'in-the-check': (notebook) => {
    const check = cell(notebook, 'check-slope');
    check.source = `${right.slope}\n${[check.source].flat().join('')}`;
    cell(notebook, 'stub-slope').source = cell(handedIn({}), 'stub-slope').source;
  },
  'out-of-order': (notebook) =>
    void notebook.cells.forEach((one, place) => (one.execution_count = one.cell_type === 'code' ? 999 - place : null)),
  'syntax-error': (notebook) => void (cell(notebook, 'stub-slope').source = right.slope.replace('{', '')),
  'no-exercise': (notebook) => void (notebook.cells = notebook.cells.slice(0, 2)),
};

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'structure-'));
  const handed = join(folder, 'handed');
  for (const [student, harm] of Object.entries(damage)) {
    const notebook = handedIn();
    const changed = harm(notebook) ?? notebook;
    place(`${student}/01-ratio-and-clip.ipynb`, Buffer.isBuffer(changed) ? changed : bytesOf(changed));
  }
  place('renamed-file/My homework FINAL (3).ipynb', bytesOf(handedIn()));
  place(
    'zip-in-zip/all.zip',
    zipOf([
      {
        name: 'inner.zip',
        bytes: zipOf([{ name: 'a/01.ipynb', bytes: bytesOf(handedIn()) }], { deflate: deflateRawSync }),
      },
    ]),
  );
  const old = place('second-file/01-ratio-and-clip.ipynb', bytesOf(handedIn({})));
  utimesSync(old, 1000, 1000);
  place('second-file/01-ratio-and-clip-Copy1.ipynb', bytesOf(handedIn()));
  mkdirSync(join(handed, 'link'));
  symlinkSync(old, join(handed, 'link', '01-ratio-and-clip.ipynb'));

  const pool = new Pool(findJail({ memoryMegabytes: 128, cpuSeconds: 20 }));
  try {
    const graded = await gradeClass(collect(handed), [lesson], pool, { folder: join(folder, 'graded'), seed: 5 });
    results = new Map(graded.results.map((result) => [result.student.name, result]));
  } finally {
    await pool.close();
  }

  /** @param {string} name @param {Buffer} bytes */
  function place(name, bytes) {
    const file = join(handed, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
    return file;
  }
});

after(() => rmSync(folder, { recursive: true, force: true }));

/** @param {string} student */
function resultOf(student) {
  return results.get(student) ?? assert.fail(`no result of ${student}`);
}

/** Marked in full, with or without a remark about the exercise `slope` or the file. */
const full = {
  whole: null,
  duplicated: /2 cells answer this exercise.*stub-slope.*the last one was marked/,
  'duplicated-untouched': null,
  'split-helper': null,
  'split-in-two': /cut in two: cells \d+ to \d+ were put together; merge them/,
  merged: null,
  moved: null,
  'type-changed': /Cell \d+ \(stub-slope\) is a raw cell.*set its type to Code/,
  'renamed-function': /called mySlope instead of slopeOfObjective/,
  'arrow-function': null,
  'retyped-signature': null,
  'ids-lost': null,
  'ids-and-tags-lost': null,
  'bom-and-crlf': null,
  'source-with-crlf': null,
  'in-the-check': /found in cell \d+ \(check-slope\); it belongs into the cell stub-slope/,
  'out-of-order': null,
  'renamed-file': null,
  'zip-in-zip': null,
  'other-kernel': /set to the kernel python3.*Choose the kernel TypeScript/,
  'second-file': /There are 2 files.*the newest, .*Copy1\.ipynb, was marked/,
};

for (const [student, remark] of Object.entries(full))
  test(`${student}: marked in full${remark ? ', with a remark' : ''}`, () => {
    const { marks, notes, refused } = resultOf(student);
    assert.equal(refused, null);
    assert.equal(pointsOf(marks), 6, JSON.stringify(marks));
    const remarks = [...notes, ...marks.flatMap((mark) => mark.notes)].join(' ');
    if (remark) assert.match(remarks, remark);
    else assert.equal(remarks.replace(/The answer was found in cell \d+ \(\w+\)[^.]*\./g, ''), '');
  });

/** Points for the rest, and a sentence about `slope` that names its cell and the mend. */
const cellRefused = {
  deleted: /The cell stub-slope is missing.*put the cell back/,
  emptied: /\(stub-slope\) is empty.*put the function back/,
  'conflict-in-cell': /\(stub-slope\) holds conflict markers of git: keep one/,
  'syntax-error': /\(stub-slope\) does not compile, line \d+: .*Mend that/,
};

for (const [student, sentence] of Object.entries(cellRefused))
  test(`${student}: one exercise is refused in a sentence, the others are marked`, () => {
    const { marks } = resultOf(student);
    const [slope] = marks;
    assert.equal(slope.status, 'refused');
    assert.match(slope.message, sentence);
    assert.equal(pointsOf(marks), 4);
  });

/** Not marked at all, with a sentence. */
const fileRefused = {
  'outputs-only': /outputs and no code/,
  'conflict-in-file': /Line 2 of the file is a conflict marker of git/,
  truncated: /ends in the middle/,
  'web-page': /a web page, not a notebook/,
  'no-exercise': /no cell of any exercise/,
  link: /a link to another file, which is not followed/,
};

for (const [student, sentence] of Object.entries(fileRefused))
  test(`${student}: the file is refused in a sentence`, () => {
    const { refused, marks } = resultOf(student);
    assert.match(refused ?? '', sentence);
    assert.deepEqual(marks, []);
  });

test('untouched: nothing was attempted, and nothing is refused', () => {
  assert.deepEqual(
    resultOf('untouched').marks.map(({ status }) => status),
    ['not attempted', 'not attempted', 'not attempted'],
  );
});

test('older-version: exercises that it has are marked, the missing one says so', () => {
  const { marks } = resultOf('older-version');
  assert.deepEqual(
    marks.map(({ status }) => status),
    ['pass', 'pass', 'refused'],
  );
  assert.match(marks[2].message, /The cell stub-cap is missing/);
});
