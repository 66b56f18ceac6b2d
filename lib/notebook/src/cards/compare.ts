/** Comparing numbers, flat columns and nested lists: for assertions in lessons and for checks of exercises. */
import { requireNumber } from '../values/arguments';
import { describeKind, isList } from '../values/kinds';

/** Anything numeric a lesson compares: one number, an array or typed array, or nested arrays of them. */
export type Numeric = number | ArrayLike<number> | readonly Numeric[];

interface Leaf {
  readonly path: string;
  readonly value: number;
}

/** `around` are the lists that hold the value. */
function* leaves(value: unknown, name: string, path = '', around: readonly unknown[] = []): Generator<Leaf> {
  if (typeof value === 'number') {
    yield { path, value };
  } else if (isList(value)) {
    if (around.includes(value)) throw new TypeError(`${name}${path}: a list that holds itself has no end; give a copy`);
    for (let index = 0; index < value.length; index++)
      yield* leaves(value[index], name, `${path}[${index}]`, [...around, value]);
  } else {
    throw new TypeError(`${name}${path}: expected a number or a list of numbers, got ${describeKind(value)}`);
  }
}

/** @param names of the function and of its two arguments, for messages */
function paired(
  actual: Numeric,
  expected: Numeric,
  [where, first, second]: readonly [string, string, string],
): { path: string; actual: number; expected: number }[] {
  const left = [...leaves(actual, `${where}: ${first}`)];
  const right = [...leaves(expected, `${where}: ${second}`)];
  const shape = (all: readonly Leaf[]): string =>
    all.length === 1 && all[0].path === '' ? 'a number' : `${all.length} numbers`;
  if (left.length !== right.length || left.some(({ path }, index) => path !== right[index].path)) {
    throw new RangeError(`${where}: the shapes differ, ${first} has ${shape(left)}, ${second} ${shape(right)}`);
  }
  return left.map(({ path, value }, index) => ({ path, actual: value, expected: right[index].value }));
}

/**
 * Throws unless every number of `actual` is within `tolerance` of `expected`, measured absolutely for numbers up to 1 and
 * relative to `expected` beyond. NaN is never close, not even to NaN.
 * @throws Error that quotes the first number that differs, its place, and the difference; RangeError if the shapes differ or the tolerance is not a finite number
 *   from 0
 * @example assertClose([0.1 + 0.2], [0.3])
 */
export function assertClose(actual: Numeric, expected: Numeric, tolerance = 1e-6): void {
  requireNumber(tolerance, 'assertClose: tolerance', { from: 0 });
  for (const pair of paired(actual, expected, ['assertClose', 'actual', 'expected'])) {
    if (isClose(pair.actual, pair.expected, tolerance)) continue;
    const difference = Math.abs(pair.actual - pair.expected).toPrecision(3);
    throw new Error(
      `assertClose: actual${pair.path} is ${pair.actual}, expected ${pair.expected}; ` +
        `they differ by ${difference}, more than the tolerance ${tolerance}`,
    );
  }
}

/** True if two numbers agree within `tolerance`, absolute up to 1, relative beyond; equal infinities agree. */
export function isClose(actual: number, expected: number, tolerance: number): boolean {
  if (actual === expected) return true;
  if (!Number.isFinite(actual) || !Number.isFinite(expected)) return false;
  return Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected));
}

/**
 * The largest absolute difference between two numbers or two equally shaped lists; equal infinities do not differ.
 * @throws RangeError if the shapes differ, or where there is no difference: NaN, or one infinity of two numbers
 * @example maxDifference([1, 2], [1, 2.5]) // 0.5
 */
export function maxDifference(a: Numeric, b: Numeric): number {
  let largest = 0;
  for (const { path, actual, expected } of paired(a, b, ['maxDifference', 'a', 'b'])) {
    if (actual === expected) continue;
    if (!Number.isFinite(actual - expected))
      throw new RangeError(
        `maxDifference: a${path} is ${actual} and b${path} is ${expected}, which have no difference; give finite numbers`,
      );
    largest = Math.max(largest, Math.abs(actual - expected));
  }
  return largest;
}
