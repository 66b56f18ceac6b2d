/** True for an array and for every typed array. */
export const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

/** What a value is, in words that a message can use, without showing it. */
export function describeKind(value: unknown): string {
  if (value === null) return 'null';
  if (isList(value)) return `a list of length ${value.length}`;
  if (Number.isNaN(value)) return 'NaN';
  if (typeof value === 'object')
    return typeof (value as PromiseLike<unknown>).then === 'function' ? 'a promise' : 'an object';
  return value === undefined ? 'undefined' : `a ${typeof value}`;
}
