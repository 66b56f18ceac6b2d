/** True for an array and for every typed array. */
export const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

/** True for what has a `then` method; false where even asking fails. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  try {
    return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function';
  } catch {
    return false;
  }
}

/** What a value is, in words that a message can use, without showing it. */
export function describeKind(value: unknown): string {
  if (value === null) return 'null';
  if (isList(value)) return `a list of length ${value.length}`;
  if (Number.isNaN(value)) return 'NaN';
  if (typeof value === 'object') return isPromise(value) ? 'a promise' : 'an object';
  return value === undefined ? 'undefined' : `a ${typeof value}`;
}

/** A value as a message quotes it: numbers and texts themselves, if they are short; lists and objects by kind. */
export function quoted(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint') return shortened(`${value}n`);
  if (typeof value === 'string') return shortened(JSON.stringify(value));
  return describeKind(value);
}

const LONGEST = 60;

/** At most `longest` characters, the end replaced by three dots. */
export function shortened(text: string, longest: number = LONGEST): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 3)}...`;
}
