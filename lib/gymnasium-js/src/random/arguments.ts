// Argument checks of the generators; each throws an error that names the call, the argument and the value.
import { InvalidArgumentError } from '../errors.js';
import { show } from '../text.js';

/** The longest typed array that is handed out. */
const MOST = 2 ** 31 - 1;

/** A number of things to draw: an integer from 0 to 2^31 - 1. */
export function checkLength(length: unknown, name: string): number {
  if (Number.isInteger(length) && (length as number) >= 0 && (length as number) <= MOST) return length as number;
  throw new InvalidArgumentError(`${name} must be an integer from 0 to 2^31 - 1, got ${show(length)}`);
}

/** A parameter of a distribution: a finite number, `least` or more. */
export function checkParameter(value: unknown, name: string, least = -Infinity): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= least) return value;
  const wanted = least === -Infinity ? 'a finite number' : `a finite number, ${least} or more`;
  throw new InvalidArgumentError(`${name} must be ${wanted}, got ${show(value)}`);
}

/** A list of integers from 0 to 2^53, as seeds and keys of streams are made of. */
export function checkWords(words: unknown, name: string): readonly number[] {
  if (!Array.isArray(words)) throw new InvalidArgumentError(`${name} must be a list of integers, got ${show(words)}`);
  Array.from<unknown>(words).forEach((word, i) => {
    if (Number.isInteger(word) && (word as number) >= 0 && (word as number) <= 2 ** 53) return;
    throw new InvalidArgumentError(`${name}[${i}] must be an integer from 0 to 2^53, got ${show(word)}`);
  });
  return words as readonly number[];
}
