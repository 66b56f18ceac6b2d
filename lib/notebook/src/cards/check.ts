import { colors } from '../figures/template';
import { requireId } from '../values/arguments';
import { isPromise, quoted } from '../values/kinds';
import { showCard } from './card';
import { type CheckSpec, examined, type Outcome, thrown } from './examine';
import { isNotAttempted } from './exercise';
import { progress } from './progress';
import { keepLesson } from './record';
import { workedSolution } from './workedSolution';

/** A student's function: its own types do not matter, so that a changed signature gets a message, not a compile error. */
export type AnyFunction = (...args: never[]) => unknown;
/** Judges the student's function itself: returns what is wrong with it, or null if nothing is. */
export type Judge<Student> = (student: Student) => string | null;

/**
 * Checks one exercise and shows one line: `PASS <id>`, `NOT YET <id>: <the misconception found>`, or
 * `not attempted <id>`. It never throws because of what the student wrote, and never shows the answer.
 *
 * @param id       the exercise's id; its card sets the points (1 without a card)
 * @param student  the student's function; pure functions of plain numbers and lists
 * @param test     cases with typical wrong ideas, or a judge that returns what is wrong or null
 * @throws TypeError or RangeError for a mistake in `test` itself
 * @returns under nbgrader (environment variable NBGRADER_EXECUTION) the points earned, at most the exercise's points, in
 *          proportion to the cases that hold beyond those that a constant would get right; otherwise undefined, so that a
 *          cell ending in `check(...)` shows one output. `earnedPoints(id)` gives the points at any time.
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
  const where = `check('${id}')`;
  const outcome = typeof test === 'function' ? judged(where, student, test) : examined(where, student, test);
  const earned = earnedOf(outcome, points);
  const attempted = outcome.kind !== 'untouched';
  progress().exercises.set(id, { title: known?.title ?? id, points, earned, attempted });
  keepLesson();
  report(id, outcome);
  return process.env.NBGRADER_EXECUTION ? earned : undefined;
}

/** Points that an exercise has earned in this kernel so far, 0 before its check has run. */
export function earnedPoints(id: string): number {
  return progress().exercises.get(id)?.earned ?? 0;
}

/**
 * Points to one decimal, rounded down, so that part of the credit never rounds up to all of it. Cases that an answer without thought gets
 * right earn nothing.
 */
function earnedOf(outcome: Outcome, points: number): number {
  if (outcome.kind === 'pass') return points;
  if (outcome.kind === 'untouched') return 0;
  const { right, of, free } = outcome;
  return right > free ? Math.floor((10 * points * (right - free)) / (of - free)) / 10 : 0;
}

function report(id: string, outcome: Outcome): void {
  if (outcome.kind === 'untouched') return showCard({ heading: `not attempted ${id}`, lines: [], color: colors.grey });
  const [heading, color] =
    outcome.kind === 'pass' ? [`PASS ${id}`, colors.green] : [`NOT YET ${id}: ${outcome.message}`, colors.orange];
  const { tries } = progress();
  tries.set(id, (tries.get(id) ?? 0) + 1);
  const isOffered = outcome.kind === 'pass' || (tries.get(id) ?? 0) >= TRIES;
  const solution = isOffered ? workedSolution(id) : null;
  const folded = solution && { label: 'A worked solution, and why', text: solution.reasons, code: solution.code };
  showCard({ heading, lines: [], color, ...(folded ? { folded } : {}) });
}

/** Who has tried as often as this may read the solution. */
const TRIES = 3;

function judged<Student>(where: string, student: Student, judge: Judge<Student>): Outcome {
  let message: string | null;
  try {
    message = judge(student);
  } catch (error) {
    return isNotAttempted(error)
      ? { kind: 'untouched' }
      : { kind: 'not yet', message: thrown(error), right: 0, of: 1, free: 0 };
  }
  if (message === null) return { kind: 'pass' };
  if (typeof message === 'string') return { kind: 'not yet', message, right: 0, of: 1, free: 0 };
  if (isPromise(message)) Promise.resolve(message).catch(() => undefined);
  throw new TypeError(
    `${where}: the judge must return what is wrong as text, or null if nothing is, got ${quoted(message)}`,
  );
}
