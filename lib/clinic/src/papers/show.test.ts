import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { check, collectOutputs, keptScores, notAttempted } from 'notebook-kit';
import { pretestSlots } from '../bank/bank';
import { lessonFiles } from '../bank/ideas';
import { gainOf } from './gain';
import { checkOf } from './checkOf';
import type { Answers } from './mark';
import { type ChoiceItem, drawPaper, type Paper } from './paper';
import { exportResults, showGain } from './results';
import { drawReview } from './review';
import { showItems, showMarks } from './show';
import { review } from './showReview';

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scores ü '));
  process.env.NOTEBOOK_PROGRESS_DIR = folder;
});
test.afterEach(() => {
  delete process.env.NOTEBOOK_PROGRESS_DIR;
  rmSync(folder, { recursive: true });
});

const textOf = async (body: () => unknown): Promise<string> =>
  (await collectOutputs(body)).map(({ data }) => data['text/plain'] as string).join('\n');
const right = ({ options }: ChoiceItem): string =>
  Object.keys(options).find((letter) => options[letter].idea === null) as string;

/** The right letters of those items that a condition chooses. */
function letters(paper: Paper, isKnown: (slot: string) => boolean): Answers {
  const known = paper.items.filter((item): item is ChoiceItem => item.kind === 'choice' && isKnown(item.slot));
  return Object.fromEntries(known.map((item) => [item.number, right(item)]));
}

test('a shown paper has every question, option and program, and not a word about what is right', async () => {
  const paper = drawPaper({ kind: 'exam', seed: 15 });
  const text = await textOf(() => showItems(paper));
  for (const item of paper.items) {
    assert.ok(text.includes(`${item.number}. (`) && text.includes(item.question), item.slot);
    if (item.kind === 'code') assert.ok(text.includes(item.broken), item.slot);
    if (item.kind === 'choice')
      for (const [letter, option] of Object.entries(item.options))
        assert.ok(text.includes(`(${letter}) ${option.text}`));
  }
  const part = await textOf(() => showItems(paper, 3, 4));
  assert.ok(part.startsWith('3. (') && !part.includes('5. ('));
  assert.throws(() => showItems(paper, 0), /from must be the number of an item, 1 to 30, got 0/);
});

test('marks name the misconception and its lesson, never the right answer', async () => {
  const paper = drawPaper({ kind: 'exam', seed: 15 });
  const item = paper.items.find((one): one is ChoiceItem => one.slot === 'clip-slope')!;
  const letter = Object.keys(item.options).find((one) => item.options[one].idea === 'deadOutside')!;
  const text = await textOf(() => showMarks(paper, { [item.number]: letter }));
  assert.match(text, /The exam: 0 of \d+ points \(0 %\)/);
  assert.match(text, /you switch the gradient off everywhere outside the band +01-ratio-and-clip/);
  assert.doesNotMatch(text, new RegExp(`\\(${right(item)}\\)`));
  assert.match(await textOf(() => showMarks(paper, {})), /^not attempted: the exam/);
  assert.deepEqual(keptScores().length, 1, 'an untouched paper is no score');
});

test('before, after and the gain come from the ten slots that both tests have', async () => {
  assert.match(await textOf(showGain), /No gain can be computed yet/);
  const pretest = drawPaper({ kind: 'pretest', seed: 1 });
  assert.deepEqual(pretest.items.map(({ slot }) => slot).sort(), [...pretestSlots].sort());
  const exam = drawPaper({ kind: 'exam', seed: 15 });
  const easy = (slot: string): boolean => pretest.items.some((item) => item.slot === slot && item.points === 1);
  await collectOutputs(() => {
    showMarks(pretest, letters(pretest, easy));
    showMarks(
      exam,
      letters(exam, (slot) => slot !== 'dashboard' && pretestSlots.includes(slot)),
    );
    showMarks(
      pretest,
      letters(pretest, () => true),
    ); // a second pretest is none
  });
  const ones = pretest.items.filter(({ points }) => points === 1).length;
  const { before, after, gain } = gainOf(keptScores())!;
  assert.equal(before, ones / pretest.points);
  assert.equal(after, (pretest.points - 3) / pretest.points);
  assert.ok(Math.abs(gain! - (after - before) / (1 - before)) < 1e-12 && gain! > 0);
  assert.match(await textOf(showGain), /Normalised gain \d\d %/);
});

test('who knew everything before has no gain to compute', () => {
  const parts = Object.fromEntries(pretestSlots.map((slot) => [slot, [1, 1] as const]));
  assert.deepEqual(
    gainOf([
      { test: 'pretest', parts },
      { test: 'exam', parts },
    ]),
    { before: 1, after: 1, gain: null },
  );
  assert.equal(gainOf([{ test: 'exam', parts }]), null);
});

test('the export has a line for each part of each test, and the gain', async () => {
  assert.match(await textOf(exportResults), /nothing to export yet/);
  const pretest = drawPaper({ kind: 'pretest', seed: 1 });
  await collectOutputs(() =>
    showMarks(
      pretest,
      letters(pretest, () => true),
    ),
  );
  assert.match(await textOf(exportResults), /export\.json/);
  const lines = readFileSync(join(folder, 'export.csv'), 'utf8').trim().split('\n');
  assert.equal(lines[0], 'test,at,seed,part,earned,points');
  assert.equal(lines.length, 1 + 1 + 10 + 3);
  assert.match(lines[1], new RegExp(`^pretest,[^,]+,1,all,${pretest.points},${pretest.points}$`));
  assert.ok(lines.includes('summary,,,gain,,'));
  const { scores } = JSON.parse(readFileSync(join(folder, 'export.json'), 'utf8')) as { scores: unknown[] };
  assert.equal(scores.length, 1);
});

test('a review asks five questions about lessons before, the last one and ones long ago', () => {
  for (const lesson of Object.keys(lessonFiles).sort().slice(1)) {
    const items = drawReview(lesson);
    assert.equal(items.length, lesson === '01' ? 2 : 5, lesson);
    assert.equal(new Set(items.map(({ slot }) => slot)).size, items.length);
    for (const item of items) assert.ok(item.lesson < lesson, `${lesson} asks about ${item.lesson}`);
  }
  const numbersOf = (lesson: string): number[] => drawReview(lesson).map((item) => Number.parseInt(item.lesson, 10));
  const of13 = numbersOf('13');
  assert.equal(of13[0], 12);
  assert.ok(Math.min(...of13) <= 2, of13.join(' '));
  for (const lesson of ['12', '13', '14', '15']) assert.equal(new Set(numbersOf(lesson)).size, 5, lesson); // 11, 11b and 11c are one
  assert.deepEqual(drawReview('08', 2), drawReview('08', 2));
  assert.notDeepEqual(drawReview('08', 2), drawReview('08', 3));
  for (const lesson of ['00', '99', '']) assert.throws(() => drawReview(lesson), /lesson must be one after the first/);
});

test('a review is one small card: every question, and answers that stay closed', async () => {
  for (const lesson of Object.keys(lessonFiles).sort().slice(1)) {
    const outputs = await collectOutputs(() => review(lesson));
    assert.equal(outputs.length, 1);
    const html = outputs[0].data['text/html'] as string;
    const shown = html.replace(/<details><summary>Answer.*?<\/details>/g, '');
    for (const item of drawReview(lesson)) {
      assert.ok(shown.includes(`<p>${item.number}. `) && !shown.includes(lessonFiles[item.lesson]), lesson);
      assert.ok(
        html.includes(`<summary>Answer</summary>(${right(item)}), from <a href="${lessonFiles[item.lesson]}.ipynb">`),
      );
    }
    assert.equal(shown.match(/<br>\(d\) /g)?.length, lesson === '01' ? 2 : 5);
    assert.ok(JSON.stringify(outputs).length < 4000, `${lesson}: ${JSON.stringify(outputs).length} bytes`);
    assert.doesNotMatch(html, /<script/);
  }
  assert.match(await textOf(() => review('05')), /5 questions in the page/);
  assert.throws(() => review('05', { seed: -1 }), /seed: expected a whole number from 0, got -1/);
  assert.throws(() => review('05', { sed: 2 } as never), /there is no field 'sed'/);
});

test('a program of a paper is judged by check, with its misconceptions', async () => {
  const paper = drawPaper({ kind: 'exam', seed: 15 });
  const { number } = paper.items.find(({ slot }) => slot === 'repair-objective')!;
  const attempt = (student: (...args: never[]) => unknown) =>
    textOf(() => check('item', student, checkOf(paper, number)));
  const sound = (r: number, A: number, e: number): number => (A > 0 ? Math.min(r, 1 + e) * A : Math.max(r, 1 - e) * A);
  assert.match(await attempt(sound), /^PASS item/);
  assert.match(await attempt((r: number, A: number) => r * A), /^NOT YET item: this is the slope without any clip/);
  assert.match(await attempt(() => notAttempted()), /^not attempted item/);
  assert.throws(
    () => checkOf(paper, 1),
    /number must be one of the items that ask for programs, 27, 28, 29, 30; got 1/,
  );
});
