import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { collect, studentOf } from './collect.mjs';
import { zipOf } from './samples.mjs';
import { readZip } from './zip.mjs';

const bytes = Buffer.from('{}');
const lesson = '01-ratio-and-clip.ipynb';

/** @param {Record<string, Buffer>} files @returns {string[]} whose they are, in the order of names */
function owners(files) {
  const folder = mkdtempSync(join(tmpdir(), 'collect-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    return collect(folder).map(
      ({ student, refused }) => `${student.name}${student.id && ` (${student.id})`}${refused ?? ''}`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const zipped = (/** @type {string[]} */ ...names) =>
  zipOf(
    names.map((name) => ({ name, bytes })),
    { deflate: deflateRawSync },
  );

test('a student is known by folder or file, as teachers, Moodle and Canvas name them', () => {
  const names = {
    'anna/01-ratio-and-clip.ipynb': 'anna',
    'anna_01-ratio-and-clip.ipynb': 'anna',
    '01-ratio-and-clip_anna.ipynb': 'anna',
    'anna 01-ratio-and-clip (2).ipynb': 'anna',
    '01-ratio-and-clip.ipynb': '01-ratio-and-clip',
    'Anna Öz_4711_assignsubmission_file_/x.ipynb': 'Anna Öz 4711',
    'ozanna_LATE_4711_900_01-ratio-and-clip-1.ipynb': 'ozanna 4711',
    'ozanna_4711_900_01-ratio-and-clip.ipynb': 'ozanna 4711',
  };
  for (const [file, student] of Object.entries(names)) {
    const { name, id } = studentOf(file);
    assert.equal(`${name} ${id}`.trim(), student, file);
  }
});

test('one archive of each student, with whatever names inside, keeps the students apart', () => {
  assert.deepEqual(owners({ 'anna.zip': zipped(lesson), 'ben.zip': zipped(`work/${lesson}`) }), ['anna', 'ben']);
});

test('who handed in something else is in the list, in words; files of the teacher are not', () => {
  const pdf = Buffer.from('%PDF-1.4');
  const found = owners({
    [`anna/${lesson}`]: bytes,
    'anna/notes.pdf': pdf,
    [`ben/${lesson}.txt`]: bytes,
    'cy/solution.rar': pdf,
    'cy/photo.jpg': pdf,
    'dan.zip': zipped('thesis.docx'),
    'Eva_12_assignsubmission_file_/x.pdf': pdf,
    'roster.csv': pdf,
  });
  assert.deepEqual(found, [
    'Eva (12)There is no notebook here, only x.pdf: hand in the .ipynb file itself, or a zip of it.',
    'anna',
    'ben',
    'cyThere is no notebook here, only photo.jpg, solution.rar: hand in the .ipynb file itself, or a zip of it.',
    'danThere is no notebook here, only thesis.docx: hand in the .ipynb file itself, or a zip of it.',
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'collect-'));
  mkdirSync(join(folder, 'fay', 'work'), { recursive: true });
  assert.match(collect(folder)[0].refused ?? '', /^The folder is empty/);
  rmSync(folder, { recursive: true });
  const wrapped = owners({
    [`monday/anna/${lesson}`]: bytes,
    [`monday/ben/${lesson}`]: bytes,
    'monday/cy/a.pdf': pdf,
    'monday/roster.csv': pdf,
  });
  assert.deepEqual(
    wrapped.map((one) => one.slice(0, 8)),
    ['anna', 'ben', 'cyThere '],
  );
});

test('an archive or a folder around the whole class is nobody', () => {
  assert.deepEqual(owners({ 'all.zip': zipped(`anna/${lesson}`, `ben/${lesson}`) }), ['anna', 'ben']);
  assert.deepEqual(owners({ [`monday/anna/${lesson}`]: bytes, [`monday/ben/${lesson}`]: bytes }), ['anna', 'ben']);
  assert.deepEqual(owners({ 'all.zip': zipped(`monday/anna_${lesson}`, `monday/ben_${lesson}`) }), ['anna', 'ben']);
  assert.deepEqual(owners({ 'moodle.zip': zipped(`Anna_7_assignsubmission_file_/${lesson}`) }), ['Anna (7)']);
  assert.deepEqual(owners({ 'canvas.zip': zipped(`ozanna_7_900_${lesson}`) }), ['ozanna (7)']);
});

test('a student with two files or lessons stays one student', () => {
  const two = { [`anna/${lesson}`]: bytes, 'anna/03-advantage.ipynb': bytes };
  assert.deepEqual(owners(two), ['anna', 'anna']);
  assert.deepEqual(owners({ ...two, [`ben/${lesson}`]: bytes }), ['anna', 'anna', 'ben']);
});

test('a broken archive, or one deep in archives, is refused in words', () => {
  const [broken] = owners({ 'anna.zip': Buffer.from('PK nothing') });
  assert.match(broken, /^annaThe zip archive is broken/);
  const deep = zipOf([
    { name: 'a.zip', bytes: zipOf([{ name: 'b.zip', bytes: zipOf([{ name: 'c.zip', bytes: zipped(lesson) }]) }]) },
  ]);
  assert.match(owners({ 'anna.zip': deep }).join(), /anna.*Archives within archives/);
});

test('an archive is read within limits: size of a file, of all, and number; links are left out', () => {
  const large = zipOf(
    [
      { name: 'a', bytes: Buffer.alloc(5000) },
      { name: 'b', bytes: Buffer.alloc(5000) },
    ],
    { deflate: deflateRawSync },
  );
  const limits = { entries: 2, entryBytes: 5000, totalBytes: 8000 };
  const [a, b] = readZip(large, limits);
  assert.equal(a.bytes().length, 5000);
  assert.throws(() => b.bytes(), /unpacks to more/);
  assert.throws(() => readZip(large, { ...limits, entryBytes: 4999 })[0].bytes(), /unpacks to more/);
  assert.throws(() => readZip(large, { ...limits, entries: 1 }), /more than 1 files/);
  assert.deepEqual(readZip(zipOf([{ name: 'link', bytes }], { mode: 0o120777 })), []);
  assert.throws(() => readZip(large.subarray(0, 60)), /broken or incomplete/);
});
