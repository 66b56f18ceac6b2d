/** Node and every page have it; the types of this TypeScript do not. */
interface Text {
  toWellFormed(): string;
}

/**
 * The same value with the replacement sign U+FFFD in place of each half of a surrogate pair (half an emoji, say): a notebook with one
 * cannot be saved. Only what holds one is copied.
 */
export function wellFormed<T>(value: T): T {
  if (typeof value === 'string') return (value as unknown as Text).toWellFormed() as T;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  const entries = Object.entries(value);
  const mended = entries.map(([key, entry]): [string, unknown] => [wellFormed(key), wellFormed(entry as unknown)]);
  if (mended.every(([key, entry], index) => key === entries[index][0] && entry === entries[index][1])) return value;
  return (Array.isArray(value) ? mended.map(([, entry]) => entry) : Object.fromEntries(mended)) as T;
}
