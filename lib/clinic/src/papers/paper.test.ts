import assert from 'node:assert/strict';
import test from 'node:test';
import { notAttempted } from 'notebook-kit';
import { type Answer, markPaper, type Answers } from './mark';
import { type ChoiceItem, drawPaper, type Paper } from './paper';

const seeds = Array.from({ length: 60 }, (_, i) => i);
const exam = (seed: number): Paper => drawPaper({ kind: 'exam', seed });

/** The letter of the right option, or of one of the others. */
const letterOf = ({ options }: ChoiceItem, right: boolean): string =>
  Object.keys(options).find((letter) => (options[letter].idea === null) === right) as string;

/** The answers of somebody who knows everything. */
function perfect(paper: Paper): Answers {
  return Object.fromEntries(
    paper.items.map((item): [number, Answer] => {
      if (item.kind === 'choice') return [item.number, letterOf(item, true)];
      if (item.kind === 'numbers') return [item.number, item.right];
      const table = new Map(item.cases.map(({ args, expected }) => [JSON.stringify(args), expected]));
      const answer = ((...args: unknown[]) => table.get(JSON.stringify(args))) as Answer;
      return [item.number, answer];
    }),
  );
}

test('papers of two seeds ask other things with the same points, slot by slot', () => {
  const [one, other] = [exam(1), exam(2)];
  assert.equal(one.items.length, 30);
  const plan = ({ items }: Paper) => items.map(({ slot, points, kind, lesson }) => ({ slot, points, kind, lesson }));
  for (const seed of seeds) assert.deepEqual(plan(exam(seed)), plan(one));
  assert.equal(one.points, other.points);
  const same = one.items.filter((item, i) => item.question === other.items[i].question).length;
  assert.ok(same <= 8, `${same} questions are the same`); // a program to mend is one of two
  assert.ok(one.items.some((item, i) => item.variant !== other.items[i].variant));
  assert.equal(JSON.stringify(exam(1)), JSON.stringify(exam(1)));
});

test('every item has four options that read differently, one of them right', () => {
  for (const seed of seeds)
    for (const item of exam(seed).items.filter((one): one is ChoiceItem => one.kind === 'choice')) {
      const options = Object.values(item.options);
      assert.deepEqual(Object.keys(item.options), ['a', 'b', 'c', 'd']);
      assert.equal(new Set(options.map(({ text }) => text)).size, 4, `${item.slot}, seed ${seed}`);
      assert.equal(options.filter(({ idea }) => idea === null).length, 1);
    }
});

test('the right options are spread evenly over the letters of each paper, and over papers of each slot', () => {
  const bySlot = new Map<string, Record<string, number>>();
  for (const seed of Array.from({ length: 400 }, (_, i) => i)) {
    const counts: Record<string, number> = { a: 0, b: 0, c: 0, d: 0 };
    for (const item of exam(seed).items.filter((one): one is ChoiceItem => one.kind === 'choice')) {
      const letter = letterOf(item, true);
      counts[letter] += 1;
      const slot = bySlot.get(item.slot) ?? { a: 0, b: 0, c: 0, d: 0 };
      slot[letter] += 1;
      bySlot.set(item.slot, slot);
    }
    const numbers = Object.values(counts);
    assert.ok(Math.max(...numbers) - Math.min(...numbers) <= 1, `seed ${seed}: ${numbers.join(' ')}`);
  }
  for (const [slot, counts] of bySlot)
    for (const count of Object.values(counts))
      assert.ok(count > 65 && count < 135, `${slot}: ${JSON.stringify(counts)}`);
});

test('who knows everything gets all points, who knows nothing none, and open items stay open', () => {
  for (const seed of seeds.slice(0, 20)) {
    const paper = exam(seed);
    assert.equal(markPaper(paper, perfect(paper)).earned, paper.points);
    assert.deepEqual([markPaper(paper, {}).earned, markPaper(paper, {}).answered], [0, 0]);
    const wrong = Object.fromEntries(
      paper.items.map((item) => [
        item.number,
        item.kind === 'choice' ? letterOf(item, false) : item.kind === 'numbers' ? item.wrong[0][0] : item.wrong[0][0],
      ]),
    );
    const marks = markPaper(paper, wrong);
    assert.equal(marks.earned, 0);
    for (const mark of marks.marks) assert.ok(mark.verdict === 'wrong' && mark.says.length > 5, mark.slot);
  }
});

test('a program that throws, changes its arguments or returns nonsense is wrong, not fatal', () => {
  const paper = exam(3);
  const { number } = paper.items.find(({ kind }) => kind === 'code')!;
  const programs = [
    () => {
      throw new Error('broken');
    },
    (...args: unknown[]) => args.length,
    () => undefined as never,
  ];
  const stub = markPaper(paper, { [number]: () => notAttempted() });
  assert.deepEqual([stub.answered, stub.earned], [0, 0]);
  for (const program of programs) assert.equal(markPaper(paper, { [number]: program }).earned, 0);
});

test('what no answer can be is refused by number, value and what to give', () => {
  const paper = exam(1);
  const [choice, numbers, code] = ['choice', 'numbers', 'code'].map(
    (kind) => paper.items.find((item) => item.kind === kind)!.number,
  );
  assert.throws(() => markPaper(paper, { 31: 'a' }), /answer 31: the paper has no such item/);
  assert.throws(() => markPaper(paper, { [choice]: 'e' }), /give one of the letters a, b, c, d, got 'e'/);
  assert.throws(() => markPaper(paper, { [numbers]: '1' }), /give a list of \d numbers/);
  assert.throws(() => markPaper(paper, { [numbers]: Array.from({ length: 9 }, () => 1) }), /numbers, got 9/);
  assert.throws(() => markPaper(paper, { [code]: 'a' }), /give the function that you have mended/);
  assert.throws(() => drawPaper({ kind: 'exam', seed: -1 }), RangeError);
  assert.throws(() => drawPaper({ kind: 'test' as never, seed: 1 }), /kind must be 'exam' or 'pretest'/);
});
