import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { collect } from '../course/grade/collect.mjs';
import { cell, handedIn, lesson, right } from '../course/grade/samples.mjs';
import { textOf } from '../lib/notebooks/files.mjs';
import { exercisesCommand } from './command.mjs';
import { progressLines, progressPage, standings } from './progress.mjs';

const file = `${lesson.name}.ipynb`;

/** @param {(places: import('./command.mjs').Places, said: (args: string[]) => Promise<string>) => Promise<void>} body */
async function withCopy(body) {
  const folder = mkdtempSync(join(tmpdir(), 'exercises-'));
  const places = { lessons: join(folder, 'my'), progress: join(folder, 'progress'), handIn: join(folder, 'hand-in') };
  mkdirSync(places.lessons);
  const copy = handedIn({ slope: right.slope, cap: 'function largestObjective() {' });
  writeFileSync(join(places.lessons, file), JSON.stringify(copy));
  const log = console.log;
  try {
    await body(places, async (args) => {
      /** @type {string[]} */
      const lines = [];
      console.log = (line) => void lines.push(line);
      await exercisesCommand(args, places).finally(() => (console.log = log));
      return lines.join('\n');
    });
  } finally {
    console.log = log;
    rmSync(folder, { recursive: true });
  }
}
const read = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8'));

test('progress: what is kept counts, damage counts as nothing, and what is not attempted stands first', () => {
  const folder = mkdtempSync(join(tmpdir(), 'progress-'));
  const kept = { slope: { earned: 2, attempted: true }, dead: { earned: 0.5, attempted: true }, cap: { earned: 'x' } };
  writeFileSync(join(folder, `${lesson.name}.json`), JSON.stringify({ exercises: kept }));
  const all = standings([lesson], folder);
  assert.deepEqual(
    all.map(({ id, earned, state }) => [id, earned, state]),
    [
      ['slope', 2, 'solved'],
      ['dead', 0.5, 'tried'],
      ['cap', 0, 'open'],
    ],
  );
  assert.match(progressLines(all)[0], /^01-ratio-and-clip +2\.5 of 6 +left: dead \(tried\), cap$/);
  const page = progressPage(all);
  assert.ok(page.indexOf('not attempted') < page.indexOf('tried') && page.indexOf('tried') < page.indexOf('solved'));
  writeFileSync(join(folder, `${lesson.name}.json`), '{"exercises": [');
  assert.match(progressLines(standings([lesson], folder))[0], /0 of 6/);
  rmSync(folder, { recursive: true });
});

test('an exercise is as it was again, the others stay, and the answer is kept', () =>
  withCopy(async (places, said) => {
    for (let turn = 1; turn <= 2; turn++) {
      const notebook = read(join(places.lessons, file));
      cell(notebook, 'stub-slope').source = `${right.slope} // ${turn}`;
      writeFileSync(join(places.lessons, file), JSON.stringify(notebook));
      await said(['--reset', '01', 'slope']);
    }
    const after = read(join(places.lessons, file));
    const stub = textOf(lesson.exercises[0].cells.stub.source);
    assert.equal(textOf(cell(after, 'stub-slope').source), stub);
    assert.match(textOf(cell(after, 'stub-cap').source), /^function largestObjective\(\) \{$/);
    const aside = readdirSync(join(places.progress, 'set-aside')).sort();
    assert.deepEqual(aside, [`${lesson.name}-slope-1.ts`, `${lesson.name}-slope-2.ts`]);
    assert.match(readFileSync(join(places.progress, 'set-aside', aside[1]), 'utf8'), /\/\/ 2$/m);
    assert.match(await said(['--reset', '01', 'slope']), /is as it was at first\.$/);
  }));

test('handing in: what is missing is said first, outputs are gone, and the grader knows whose it is', () =>
  withCopy(async (places, said) => {
    const words = await said(['--hand-in', '01', '--name', "Ann O'Neil"]);
    assert.match(
      words,
      /^ {2}Not attempted: dead\.\n {2}Cannot be marked, cap: .*does not compile.*\n {2}Answered: slope\./,
    );
    const [handed] = collect(places.handIn);
    assert.equal(handed.student.name, "Ann O'Neil");
    const { cells } = JSON.parse(String(handed.bytes));
    assert.match(cells[0].source, /^Handed in by Ann O'Neil\.\n\nNot attempted: dead\./);
    assert.equal(cells.flatMap((/** @type {any} */ one) => one.outputs ?? []).length, 0);
    await assert.rejects(said(['--hand-in', '01', '--name', '../x']), /--name must be your name/);
  }));

test('a hint is shown alone, and what cannot be meant is refused', () =>
  withCopy(async (_places, said) => {
    assert.match(await said(['--hint', '01', 'slope']), /slope: .*Hint 1 of \d: /);
    await assert.rejects(said(['--hint', '01', 'slope', '--step', '9']), /--step must be a whole number from 1 to/);
    await assert.rejects(said(['--hint', '01', 'gae']), /It has slope, dead, cap; got gae/);
    await assert.rejects(said(['--reset', '01']), /It has slope, dead, cap; got none/);
    await assert.rejects(said(['--rest', '01']), /npm run exercises -- --reset/);
  }));
