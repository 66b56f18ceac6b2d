import {
  forEachEntry,
  requireEntries,
  requireFunction,
  requireNumber,
  requireOptionalText,
  requireOptions,
  requireText,
} from '../values/arguments';
import { describeKind, isList, isPromise, quoted, shortened } from '../values/kinds';
import { valueText } from '../values/valueText';
import { isNotAttempted } from './exercise';
import { interval, squaredError } from './measure';
import { mismatch, sameAnswer } from './mismatch';

/** One case of a check: the student's function is called with `args`. */
export interface CheckCase<Args extends readonly unknown[], Result> {
  readonly args: Args;
  /** The right result, computed, not typed in where it can be: it is never shown. */
  readonly expected: Result;
  /** What is special about the case; completes "When ...": 'the action was bad and became more likely'. */
  readonly when?: string;
}

/** A typical wrong idea, given as the function that a student with this idea would write. */
export interface Misconception<Args extends readonly unknown[], Result> {
  readonly like: (...args: Args) => Result;
  /** Names the misconception to the student; must not contain the answer. */
  readonly says: string;
}

export interface CheckSpec<Args extends readonly unknown[], Result> {
  readonly cases: readonly CheckCase<Args, Result>[];
  readonly misconceptions?: readonly Misconception<Args, Result>[];
  /** Allowed difference of numbers, absolute up to 1, relative beyond (default 1e-6). */
  readonly tolerance?: number;
  /** True where the task forbids to change arguments in place: a function that does so does not pass. */
  readonly keepsArguments?: boolean;
  /**
   * A method that the student's must beat. Then each case is one seed, `expected` is the truth, and to pass the mean squared error must be
   * smaller by so much that a 95 % interval over the cases excludes 0. At least 10 cases; a part earns nothing.
   */
  readonly beat?: (...args: Args) => Result;
}

export type Callable = (...args: readonly unknown[]) => unknown;
export type Spec = CheckSpec<readonly unknown[], unknown>;

/** So few seeds are needed to compare two methods. */
const FEWEST_SEEDS = 10;
/** A gain of this share of the other method's error is no merit: the same method in other numbers rounds otherwise. */
const ROUNDING = 1e-4;

/** `right` of the cases hold, and `free` would hold for an answer that takes no thought. */
export type Outcome =
  | { readonly kind: 'untouched' }
  | { readonly kind: 'pass' }
  | {
      readonly kind: 'not yet';
      readonly message: string;
      readonly right: number;
      readonly of: number;
      readonly free: number;
    };

/** `changed` is the number of the first argument that was changed in place, 0 if none was. */
type Answer =
  { readonly value: unknown; readonly changed: number } | { readonly error: unknown; readonly changed: number };

/** Calls the student's function with every case and says what comes of it. `where` starts the messages of a wrong spec. */
export function examined(where: string, student: unknown, spec: Spec): Outcome {
  checkSpec(spec, where);
  const { cases, tolerance = 1e-6, keepsArguments = false } = spec;
  const of = cases.length;
  if (typeof student !== 'function')
    return { kind: 'not yet', message: `expected a function, got ${describeKind(student)}`, right: 0, of, free: 0 };
  const answers = cases.map(({ args }) => answer(student as Callable, args));
  if (answers.some((given) => 'error' in given && isNotAttempted(given.error))) return { kind: 'untouched' };
  const { beat } = spec;
  if (beat)
    return measured(
      answers,
      cases,
      cases.map(({ args }) => answer(beat, args)),
      keepsArguments,
    );
  const faults = answers.map((given, index) => faultOf(given, cases[index].expected, tolerance, keepsArguments));
  const first = faults.findIndex((fault) => fault !== null);
  if (first < 0) return { kind: 'pass' };
  const named = misconception(answers, spec, tolerance);
  const message =
    named === null
      ? `when ${situation(cases[first])}, ${faults[first] ?? ''}`
      : `${named.replace(/\.$/, '')}${evidence(answers[first], cases[first])}`;
  return {
    kind: 'not yet',
    message,
    right: faults.filter((fault) => fault === null).length,
    of,
    free: freeCases(cases, tolerance),
  };
}

/** What comes of comparing squared errors with those of the method to beat, seed by seed. */
function measured(
  answers: readonly Answer[],
  cases: Spec['cases'],
  theirs: readonly Answer[],
  keepsArguments: boolean,
): Outcome {
  const notYet = (message: string): Outcome => ({ kind: 'not yet', message, right: 0, of: 1, free: 0 });
  // Whether a result is of the right form: any finite numbers are close enough.
  const faults = answers.map((given, index) => faultOf(given, cases[index].expected, Number.MAX_VALUE, keepsArguments));
  const first = faults.findIndex((fault) => fault !== null);
  if (first >= 0) return notYet(`when ${situation(cases[first])}, ${faults[first] ?? ''}`);
  const errorsOf = (all: readonly Answer[]): number[] =>
    all.map((given, index) => squaredError('value' in given ? given.value : NaN, cases[index].expected));
  const [own, other] = [errorsOf(answers), errorsOf(theirs)];
  const gain = interval(other.map((error, index) => error - own[index]));
  if (gain.low > ROUNDING * interval(other).mean) return { kind: 'pass' };
  const text = (value: number): string => valueText(value, 3);
  return notYet(
    `over ${cases.length} seeds the mean squared error is ${text(interval(own).mean)}, and ${text(interval(other).mean)} for the method to beat; ` +
      `yours is smaller by ${text(gain.mean)}, 95 % interval ${text(gain.low)} to ${text(gain.high)}: ${gain.high < 0 ? 'it is worse' : 'that decides nothing'}`,
  );
}

/** How many cases an answer gets right that takes no thought: always the same result, or an argument as it came. */
function freeCases(cases: Spec['cases'], tolerance: number): number {
  const hits = (guess: (one: Spec['cases'][number]) => unknown): number =>
    cases.filter((one) => sameAnswer(guess(one), one.expected, tolerance)).length;
  const constants = cases.map(({ expected }) => hits(() => expected));
  const most = Math.max(...cases.map(({ args }) => args.length));
  const passedOn = Array.from({ length: most }, (_, index) => hits(({ args }) => args[index]));
  return Math.max(...constants, ...passedOn);
}

function checkSpec(spec: Spec, where: string): void {
  requireOptions(spec, where, ['cases', 'misconceptions', 'tolerance', 'keepsArguments', 'beat']);
  const { cases, misconceptions = [], tolerance, beat } = spec;
  if (tolerance !== undefined) requireNumber(tolerance, `${where}: tolerance`, { from: 0 });
  requireEntries(cases, `${where}: cases`, '{ args: [1, 2], expected: 3 }');
  forEachEntry(cases, (one, index) => {
    requireOptions(one, `${where}: cases[${index}]`, ['args', 'expected', 'when']);
    requireOptionalText(one.when, `${where}: cases[${index}].when`);
    if (!Array.isArray(one.args))
      throw new TypeError(`${where}: cases[${index}].args must be a list of arguments, got ${quoted(one.args)}`);
    if (one.expected === undefined)
      throw new TypeError(`${where}: cases[${index}].expected is undefined: a function without return would pass`);
  });
  if (beat !== undefined) {
    requireFunction(beat, `${where}: beat`, '(rewards) => mean(rewards)');
    if (cases.length < FEWEST_SEEDS)
      throw new RangeError(
        `${where}: cases must be at least ${FEWEST_SEEDS} seeds where there is a method to beat, got ${cases.length}`,
      );
  }
  if (!isList(misconceptions))
    throw new TypeError(`${where}: misconceptions must be a list, got ${quoted(misconceptions)}`);
  forEachEntry(misconceptions, (one, index) => {
    requireOptions(one, `${where}: misconceptions[${index}]`, ['like', 'says']);
    requireFunction(one.like, `${where}: misconceptions[${index}].like`, '(now, old) => now / old');
    requireText(one.says, `${where}: misconceptions[${index}].says`, 'Name the misconception.');
  });
}

/** Each case gets its own copy of the arguments: a student who changes them in place is not judged by the damage. */
function answer(student: Callable, args: readonly unknown[]): Answer {
  const own = args.map(copied);
  const changed = (): number => own.findIndex((after, index) => isChanged(after, args[index])) + 1;
  try {
    const value = student(...own);
    silence(value);
    return { value, changed: changed() };
  } catch (error) {
    return { error, changed: changed() };
  }
}

function isChanged(after: unknown, before: unknown): boolean {
  try {
    return !sameAnswer(after, before, 0);
  } catch {
    return false; // what cannot be compared
  }
}

/** Lists and plain objects are copied through and through, functions and the like are passed on. */
function copied(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return Array.isArray(value) ? value.map(copied) : value;
  }
}

/** A promise that nobody waits for must not end another cell when it fails. */
function silence(value: unknown): void {
  if (isPromise(value)) Promise.resolve(value).catch(() => undefined);
  else if (Array.isArray(value)) value.filter(isPromise).forEach(silence);
}

/** What is wrong with an answer, with what the function returned; null if nothing is. */
function faultOf(given: Answer, expected: unknown, tolerance: number, keepsArguments: boolean): string | null {
  const changed = given.changed > 0 ? `changes its argument ${given.changed} in place; work on a copy` : null;
  const aside = changed === null ? '' : ` (Your function also ${changed}.)`;
  if ('error' in given) return thrown(given.error) + aside;
  try {
    const fault = mismatch(given.value, expected, tolerance);
    if (fault !== null) return `your function returned ${returned(given.value)}: ${fault}${aside}`;
  } catch (error) {
    return `what your function returned cannot be read. ${errorText(error)}`;
  }
  return keepsArguments && changed !== null ? `your function ${changed}` : null;
}

/** An error in the student's function, in words. */
export const thrown = (error: unknown): string => `your function stopped with an error. ${errorText(error)}`;

function errorText(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  } catch {
    return 'It cannot be shown.';
  }
}

/** What the student sees beside a named misconception: an input and what his function made of it. */
const evidence = (given: Answer, one: Spec['cases'][number]): string =>
  'value' in given ? `; when ${situation(one)}, your function returned ${returned(given.value)}` : '';

function returned(value: unknown): string {
  if (value === undefined) return 'nothing (undefined)';
  if (value === null || isPromise(value)) return describeKind(value);
  return shortened(typeof value === 'string' ? JSON.stringify(value) : valueText(value, 6));
}

function situation({ when, args }: Spec['cases'][number]): string {
  const list = shortened(args.map(argumentText).join(', '), 80);
  if (when !== undefined) return list === '' ? when : `${when} (arguments ${list})`;
  return list === '' ? 'it is called' : `the arguments are ${list}`;
}

const argumentText = (value: unknown): string =>
  value === null || value === undefined || typeof value === 'string'
    ? (JSON.stringify(value) ?? 'undefined')
    : valueText(value, 6);

/** The first wrong idea that gives the student's answers in every case. */
function misconception(
  answers: readonly Answer[],
  { cases, misconceptions = [] }: Spec,
  tolerance: number,
): string | null {
  const agrees = (given: Answer, wrong: Answer): boolean =>
    'value' in given && 'value' in wrong && sameAnswer(given.value, wrong.value, tolerance);
  const found = misconceptions.find(({ like }) =>
    cases.every(({ args }, index) => agrees(answers[index], answer(like, args))),
  );
  return found?.says ?? null;
}
