import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import {
  check,
  collectOutputs,
  courseMap,
  exercise,
  keepScore,
  keptScores,
  notAttempted,
  predict,
  verdict,
} from '../index';
import { currentLesson, progressFolder } from '../host/kept';
import { resetProgress } from './progress';

const kernel = { ...process.env };
let folder = '';

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "progress ü #%'-"));
  mkdirSync(join(folder, 'notebooks'));
  writeFileSync(join(folder, 'package.json'), '{}');
  for (const lesson of ['00-start', '01-ratio', 'errata'])
    writeFileSync(join(folder, 'notebooks', `${lesson}.ipynb`), '');
  process.chdir(join(folder, 'notebooks'));
  delete process.env.NOTEBOOK_PROGRESS_DIR;
  newKernel('01-ratio');
});
test.afterEach(() => {
  process.chdir(tmpdir());
  process.env = { ...kernel };
  rmSync(folder, { recursive: true });
});

/** Forgets what a kernel knows, and belongs to a lesson; null: to none, as in a run by a command. */
function newKernel(lesson: string | null): void {
  resetProgress();
  const holder = globalThis as unknown as Record<symbol, unknown>;
  for (const name of ['00-start', '01-ratio']) delete holder[Symbol.for(`notebook-kit.record.${name}`)];
  delete process.env.JPY_SESSION_NAME;
  if (lesson !== null) process.env.JPY_SESSION_NAME = `/somewhere/notebooks/${lesson}.ipynb`;
}

const kept = (name: string): string => join(folder, '.ppo-progress', `${name}.json`);
const mapText = async (): Promise<string> => (await collectOutputs(courseMap))[0].data['text/plain'] as string;
const card = (id: string): void => exercise(id, { title: 'Twice', minutes: 1, points: 2, kind: 'implement' });
const twice = (student: (x: number) => number): unknown =>
  check('twice', student, { cases: [2, 3].map((x) => ({ args: [x] as [number], expected: 2 * x })) });

test('points earned in one kernel are on the map of the next, and stay there when the next earns fewer', async () => {
  await collectOutputs(() => {
    card('twice');
    card('other');
    twice((x) => 2 * x);
  });
  assert.match(await mapText(), /01-ratio: 1 of 2 exercises, 2 of 4 points/);
  newKernel('01-ratio');
  await collectOutputs(() => {
    card('twice');
    twice(() => notAttempted());
  });
  newKernel('00-start');
  const text = await mapText();
  assert.match(text, /01-ratio: 1 of 2 exercises, 2 of 4 points/);
  assert.match(text, /Go on with 00-start/);
  assert.match(text, /00-start: not begun/);
  assert.doesNotMatch(text, /errata/);
});

test('a new edition beside a copy, and what a reader had before, are the same lesson', () => {
  for (const [notebook, lesson] of [
    ['03-gae.new', '03-gae'],
    ['03-gae.mine-12', '03-gae'],
    ['02b-new', '02b-new'],
    ['my.own', 'my.own'],
  ]) {
    newKernel(notebook);
    assert.equal(currentLesson(), lesson);
  }
});

test('a lesson is done when every exercise of its cards was passed, and the map goes on with the next', async () => {
  newKernel('00-start');
  await collectOutputs(() => {
    card('twice');
    twice((x) => x + x);
  });
  assert.match(await mapText(), /Go on with 01-ratio/);
});

test('predictions whose answers have been asked for are counted by the page', async () => {
  await collectOutputs(() => {
    predict('first', { question: 'Which?', options: { a: 'one', b: 'two' } });
    predict('second', { question: 'Which?', options: { a: 'one', b: 'two' } });
    verdict('first', { answer: 'a' });
  });
  const [{ data }] = await collectOutputs(courseMap);
  assert.match(data['text/html'] as string, /data-lesson="01-ratio" data-asked="first"/);
});

test('a run by a command keeps nothing and sees nothing', async () => {
  newKernel(null);
  await collectOutputs(() => {
    card('twice');
    twice((x) => 2 * x);
  });
  assert.equal(progressFolder(), null);
  assert.equal(keepScore('exam', { earned: 1, points: 2, parts: {}, seed: 1 }), false);
  assert.deepEqual(readdirSync(folder).sort(), ['notebooks', 'package.json']);
  assert.match(await mapText(), /In JupyterLab this is a map/);
  assert.doesNotMatch(await mapText(), /01-ratio/);
});

test('a damaged file is set aside, and the lesson goes on', async () => {
  for (const content of ['{"predictions": [', '[]', '{"predictions": [], "exercises": {"twice": {"points": "x"}}}']) {
    newKernel('01-ratio');
    mkdirSync(join(folder, '.ppo-progress'), { recursive: true });
    writeFileSync(kept('01-ratio'), content);
    assert.match(await mapText(), /01-ratio: not begun/);
    assert.equal(readFileSync(kept('01-ratio.damaged'), 'utf8'), content);
    await collectOutputs(() => card('twice'));
    assert.match(await mapText(), /01-ratio: 0 of 1 exercises/);
  }
});

test('a folder that cannot be made costs the progress only', async () => {
  writeFileSync(join(folder, '.ppo-progress'), 'a file');
  const [output] = await collectOutputs(() => card('twice'));
  assert.match(output.data['text/plain'] as string, /Exercise twice/);
  assert.match(await mapText(), /01-ratio: not begun/);
});

test('scores are kept in order, and a wrong one is refused by name', () => {
  assert.deepEqual(keptScores(), []);
  for (const earned of [3, 8])
    assert.equal(keepScore('exam', { earned, points: 9, parts: { gae: [0, 3] }, seed: 1 }), true);
  assert.deepEqual(
    keptScores().map(({ test: name, earned, parts }) => [name, earned, parts]),
    [
      ['exam', 3, { gae: [0, 3] }],
      ['exam', 8, { gae: [0, 3] }],
    ],
  );
  assert.deepEqual(readdirSync(join(folder, '.ppo-progress')), ['scores.json'], 'no draft is left');
  assert.throws(() => keepScore('exam', { earned: NaN, points: 9, parts: {}, seed: 1 }), /score\.earned/);
  assert.throws(() => keepScore('exam', { earned: 1, points: 9, parts: { a: [1] as never }, seed: 1 }), /score\.parts/);
  assert.throws(() => keepScore('The Exam', { earned: 1, points: 9, parts: {}, seed: 1 }), /id such as/);
});
