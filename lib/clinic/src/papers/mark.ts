import { ideas } from '../bank/ideas';
import type { Program } from '../bank/item';
import { type ChoiceItem, type CodeItem, type Item, type NumbersItem, type Paper, requirePaper } from './paper';

/** What a reader gives for an item: a letter, a list of numbers, or a function. '' and an empty list leave it open. */
export type Answer = string | readonly number[] | Program | null;

/** By the item's number. */
export type Answers = Readonly<Record<number, Answer>>;

/** How one item was answered. */
export interface Mark {
  readonly number: number;
  readonly slot: string;
  readonly lesson: string;
  readonly points: number;
  readonly earned: number;
  readonly verdict: 'right' | 'wrong' | 'open';
  /** For a wrong answer: the misconception it shows, if it shows one. */
  readonly says: string;
}

/** A marked paper. */
export interface Marks {
  readonly earned: number;
  readonly points: number;
  readonly answered: number;
  readonly marks: readonly Mark[];
}

/** Numbers are right within one percent, or within a thousandth near 0. */
const isNear = (given: number, right: number): boolean =>
  Math.abs(given - right) <= Math.max(0.01 * Math.abs(right), 0.001);

/**
 * Marks a paper: letters are looked up, numbers compared, functions run.
 * @throws RangeError for the number of an item that the paper has not, or a letter that its options have not; TypeError for an answer
 *   of another kind than the item's
 * @example markPaper(paper, { 1: 'b' }).earned
 */
export function markPaper(paper: Paper, answers: Answers): Marks {
  requirePaper(paper, 'markPaper');
  if (typeof answers !== 'object' || answers === null || Array.isArray(answers))
    throw new TypeError(`markPaper: answers must be an object such as { 1: 'b' }, got ${textOf(answers)}`);
  const stray = Object.keys(answers).find((key) => !paper.items.some(({ number }) => String(number) === key));
  if (stray !== undefined)
    throw new RangeError(`answer ${stray}: the paper has no such item; its numbers go from 1 to ${paper.items.length}`);
  const marks = paper.items.map((item) => markItem(item, answers[item.number]));
  const earned = marks.reduce((sum, mark) => sum + mark.earned, 0);
  return { earned, points: paper.points, answered: marks.filter(({ verdict }) => verdict !== 'open').length, marks };
}

function markItem(item: Item, answer: Answer | undefined): Mark {
  const { number, slot, lesson, points } = item;
  const found = isOpen(answer) || isStub(item, answer) ? null : judged(item, answer);
  const verdict = found === null ? 'open' : found.right ? 'right' : 'wrong';
  const earned = verdict === 'right' ? points : 0;
  return { number, slot, lesson, points, earned, verdict, says: found?.says ?? '' };
}

const isOpen = (answer: Answer | undefined): answer is undefined | null =>
  answer === undefined || answer === null || answer === '' || (Array.isArray(answer) && answer.length === 0);

/** A function that still says `notAttempted()`. */
function isStub(item: Item, answer: Answer): boolean {
  if (item.kind !== 'code' || typeof answer !== 'function') return false;
  const error = outcomeOf(answer, item.cases[0].args);
  return error instanceof Error && error.name === 'NotAttempted';
}

interface Judged {
  readonly right: boolean;
  readonly says: string;
}

function judged(item: Item, answer: Exclude<Answer, null>): Judged {
  if (item.kind === 'choice') return judgedLetter(item, answer);
  return item.kind === 'numbers' ? judgedNumbers(item, answer) : judgedProgram(item, answer);
}

function judgedLetter(item: ChoiceItem, answer: Exclude<Answer, null>): Judged {
  const letters = Object.keys(item.options);
  if (typeof answer !== 'string' || !letters.includes(answer))
    throw new RangeError(`answer ${item.number}: give one of the letters ${letters.join(', ')}, got ${textOf(answer)}`);
  const { idea } = item.options[answer];
  return { right: idea === null, says: idea === null ? '' : ideas[idea].words };
}

function judgedNumbers(item: NumbersItem, answer: Exclude<Answer, null>): Judged {
  const { length } = item.right;
  const fits = Array.isArray(answer) && answer.every((one) => typeof one === 'number' && !Number.isNaN(one));
  if (!fits) throw new TypeError(`answer ${item.number}: give a list of ${length} numbers, got ${textOf(answer)}`);
  const list = answer as readonly number[];
  if (list.length !== length) throw new RangeError(`answer ${item.number}: give ${length} numbers, got ${list.length}`);
  const equals = (other: readonly number[]): boolean => other.every((x, i) => isNear(list[i], x));
  if (equals(item.right)) return { right: true, says: '' };
  const shown = item.wrong.find(([values]) => equals(values));
  return { right: false, says: shown === undefined ? '' : ideas[shown[1]].words };
}

function judgedProgram(item: CodeItem, answer: Exclude<Answer, null>): Judged {
  if (typeof answer !== 'function')
    throw new TypeError(`answer ${item.number}: give the function that you have mended, got ${textOf(answer)}`);
  const results = item.cases.map(({ args }) => outcomeOf(answer, args));
  if (item.cases.every(({ expected }, i) => agrees(results[i], expected))) return { right: true, says: '' };
  const shown = item.wrong.find(([like]) =>
    item.cases.every(({ args }, i) => agrees(results[i], outcomeOf(like, args))),
  );
  return { right: false, says: shown === undefined ? '' : ideas[shown[1]].words };
}

/** What a program returns for copies of the arguments; the error, if it stops with one. */
function outcomeOf(program: Program, args: CodeItem['cases'][number]['args']): unknown {
  try {
    return program(...(structuredClone(args) as never[]));
  } catch (error) {
    return error;
  }
}

function agrees(given: unknown, expected: unknown): boolean {
  if (typeof given === 'number' && typeof expected === 'number')
    return Math.abs(given - expected) <= 1e-6 * Math.max(1, Math.abs(expected));
  if (!Array.isArray(given) || !Array.isArray(expected) || given.length !== expected.length) return false;
  return expected.every((x, i) => agrees(given[i], x));
}

/** A value in an error message. */
export const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? `'${value}'`
    : typeof value === 'number'
      ? String(value)
      : value === null
        ? 'null'
        : Array.isArray(value)
          ? `a list of ${value.length}`
          : `a ${typeof value}`;
