import { colors } from '../figures/template';
import { requireId } from '../values/arguments';
import { describeKind, isList } from '../values/kinds';
import { showCard } from './card';
import { isNotAttempted } from './exercise';
import { mismatch, sameAnswer } from './mismatch';
import { progress } from './progress';

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
}

/** A student's function: its own types do not matter, so that a changed signature gets a message, not a compile error. */
export type AnyFunction = (...args: never[]) => unknown;
type Callable = (...args: readonly unknown[]) => unknown;
type Spec = CheckSpec<readonly unknown[], unknown>;

/** Judges the student's function itself: returns what is wrong with it, or null if nothing is. */
export type Judge<Student> = (student: Student) => string | null;

type Outcome =
  | { readonly kind: 'untouched' }
  | { readonly kind: 'pass' }
  | { readonly kind: 'not yet'; readonly message: string; readonly share: number };

/**
 * Checks one exercise and shows one line: `PASS <id>`, `NOT YET <id>: <the misconception found>`, or
 * `not attempted <id>`. It never throws because of what the student wrote, and never shows the answer.
 *
 * @param id       the exercise's id; its card sets the points (1 without a card)
 * @param student  the student's function; pure functions of plain numbers and lists
 * @param test     cases with typical wrong ideas, or a judge that returns what is wrong or null
 * @returns under nbgrader (environment variable NBGRADER_EXECUTION) the points earned, at most the exercise's points, in
 *          proportion to the cases that hold; otherwise undefined, so that a cell ending in `check(...)` shows one output.
 *          `earnedPoints(id)` gives the points at any time.
 * @example check('ratio', ratio, {
 *   cases: [{ args: [-0.5, -1], expected: Math.exp(0.5) }],
 *   misconceptions: [{ like: (a, b) => a / b, says: 'these are log-probabilities: divide probabilities, not their logs' }],
 * })
 */
export function check<Args extends readonly unknown[] | [], Result>(
  id: string,
  student: AnyFunction,
  test: CheckSpec<Args, Result>,
): number | undefined;
export function check<Student extends AnyFunction>(
  id: string,
  student: Student,
  test: Judge<Student>,
): number | undefined;
export function check(
  id: string,
  student: AnyFunction,
  test: CheckSpec<readonly unknown[], unknown> | Judge<AnyFunction>,
): number | undefined {
  requireId(id, 'check');
  const known = progress().exercises.get(id);
  const points = known?.points ?? 1;
  const outcome = typeof test === 'function' ? judged(student, test) : examined(id, student as Callable, test);
  const earned = earnedShare(outcome, points);
  const attempted = outcome.kind !== 'untouched';
  progress().exercises.set(id, { title: known?.title ?? id, points, earned, attempted });
  report(id, outcome);
  return process.env.NBGRADER_EXECUTION ? earned : undefined;
}

/** Points that an exercise has earned in this kernel so far, 0 before its check has run. */
export function earnedPoints(id: string): number {
  return progress().exercises.get(id)?.earned ?? 0;
}

/** Points to one decimal, rounded down, so that part of the credit never rounds up to all of it. */
function earnedShare(outcome: Outcome, points: number): number {
  if (outcome.kind === 'pass') return points;
  return outcome.kind === 'untouched' ? 0 : Math.floor(points * outcome.share * 10) / 10;
}

function report(id: string, outcome: Outcome): void {
  if (outcome.kind === 'untouched') showCard({ heading: `not attempted ${id}`, lines: [], color: colors.grey });
  else if (outcome.kind === 'pass') showCard({ heading: `PASS ${id}`, lines: [], color: colors.green });
  else showCard({ heading: `NOT YET ${id}: ${outcome.message}`, lines: [], color: colors.orange });
}

function judged<Student>(student: Student, judge: Judge<Student>): Outcome {
  try {
    const message = judge(student);
    return message === null ? { kind: 'pass' } : { kind: 'not yet', message, share: 0 };
  } catch (error) {
    return isNotAttempted(error) ? { kind: 'untouched' } : { kind: 'not yet', message: thrown(error), share: 0 };
  }
}

function thrown(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `your function stopped with an error. ${text}`;
}

type Answer = { readonly value: unknown } | { readonly error: unknown };

/** Each case gets its own copy of the arguments: a student who changes them in place is not judged by the damage. */
function answer(student: Callable, args: readonly unknown[]): Answer {
  try {
    return { value: student(...structuredClone<readonly unknown[]>(args)) };
  } catch (error) {
    return { error };
  }
}

function examined(id: string, student: Callable, spec: Spec): Outcome {
  const { cases, tolerance = 1e-6 } = spec;
  if (!(cases?.length > 0)) throw new TypeError(`check('${id}'): cases must be a list with at least one case`);
  if (typeof student !== 'function')
    return { kind: 'not yet', message: `expected a function, got ${describeKind(student)}`, share: 0 };
  const answers = cases.map(({ args }) => answer(student, args));
  if (answers.some((given) => 'error' in given && isNotAttempted(given.error))) return { kind: 'untouched' };
  const holds = answers.map(
    (given, index) => 'value' in given && sameAnswer(given.value, cases[index].expected, tolerance),
  );
  if (holds.every(Boolean)) return { kind: 'pass' };
  const share = holds.filter(Boolean).length / cases.length;
  return {
    kind: 'not yet',
    message: misconception(answers, spec, tolerance) ?? firstFault(answers, holds, spec, tolerance),
    share,
  };
}

/** The first wrong idea that gives the student's answers in every case. */
function misconception(
  answers: readonly Answer[],
  { cases, misconceptions = [] }: Spec,
  tolerance: number,
): string | null {
  const found = misconceptions.find(({ like }) =>
    cases.every(({ args }, index) => {
      const [given, wrong] = [answers[index], answer(like, args)];
      return 'value' in given && 'value' in wrong && sameAnswer(given.value, wrong.value, tolerance);
    }),
  );
  return found?.says ?? null;
}

function firstFault(answers: readonly Answer[], holds: readonly boolean[], { cases }: Spec, tolerance: number): string {
  const index = holds.indexOf(false);
  const given = answers[index];
  const { when, args, expected } = cases[index];
  const list = args.map((value) => JSON.stringify(plain(value))).join(', ');
  const situation = when ?? (list === '' ? 'it is called' : `the arguments are ${list}`);
  const fault =
    'error' in given ? thrown(given.error) : (mismatch(given.value, expected, tolerance) ?? 'the result is wrong');
  return `when ${situation}, ${fault}`;
}

const plain = (value: unknown): unknown => (isList(value) ? Array.from(value) : value);
