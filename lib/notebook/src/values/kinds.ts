/** What a value is, in words that a message can use, without showing it. */
export function describeKind(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value) || ArrayBuffer.isView(value))
    return `a list of length ${(value as ArrayLike<unknown>).length}`;
  if (Number.isNaN(value)) return 'NaN';
  if (typeof value === 'object')
    return typeof (value as PromiseLike<unknown>).then === 'function' ? 'a promise' : 'an object';
  return value === undefined ? 'undefined' : `a ${typeof value}`;
}
