import { describeKind, isList, isPromise } from '../values/kinds';
import { isClose } from './compare';

/** True if two answers agree: numbers within the tolerance, lists and objects part by part, the rest exactly. */
export function sameAnswer(actual: unknown, expected: unknown, tolerance: number): boolean {
  return mismatch(actual, expected, tolerance) === null;
}

/**
 * What is wrong with an answer, in words that give nothing away but a direction; null if nothing is. `place` is the
 * path inside a list or object, e.g. ` at [2]`.
 */
export function mismatch(actual: unknown, expected: unknown, tolerance: number, place = ''): string | null {
  if (typeof expected === 'number') return numberMismatch(actual, expected, tolerance, place);
  if (isList(expected)) return listMismatch(actual, expected, tolerance, place);
  if (typeof expected === 'object' && expected !== null) return objectMismatch(actual, expected, tolerance, place);
  if (Object.is(actual, expected)) return null;
  if (typeof actual !== typeof expected) return `expected ${describeKind(expected)}${place}, got ${got(actual)}`;
  return `the ${typeof expected}${place} is not the right one`;
}

const got = (value: unknown): string => describeKind(value) + (isPromise(value) ? '; leave out `async`' : '');

function numberMismatch(actual: unknown, expected: number, tolerance: number, place: string): string | null {
  if (Number.isNaN(expected) && Number.isNaN(actual)) return null;
  if (typeof actual !== 'number' || Number.isNaN(actual)) return `expected a number${place}, got ${got(actual)}`;
  if (isClose(actual, expected, tolerance)) return null;
  if (actual * expected < 0 && isClose(actual, -expected, tolerance))
    return `the size is right but the sign is flipped${place}`;
  return `the number${place} is too ${actual > expected ? 'large' : 'small'}`;
}

function listMismatch(actual: unknown, expected: ArrayLike<unknown>, tolerance: number, place: string): string | null {
  if (!isList(actual)) return `expected a list${place}, got ${got(actual)}`;
  if (actual.length !== expected.length) return `expected ${expected.length} entries${place}, got ${actual.length}`;
  for (let index = 0; index < expected.length; index++) {
    const found = mismatch(actual[index], expected[index], tolerance, `${place || ' at '}[${index}]`);
    if (found !== null) return found;
  }
  return null;
}

function objectMismatch(actual: unknown, expected: object, tolerance: number, place: string): string | null {
  if (typeof actual !== 'object' || actual === null || isList(actual) || isPromise(actual))
    return `expected an object${place}, got ${got(actual)}`;
  for (const [key, value] of Object.entries(expected)) {
    if (!(key in actual)) return `the field ${key} is missing${place}`;
    const found = mismatch((actual as Record<string, unknown>)[key], value, tolerance, `${place || ' at '}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
