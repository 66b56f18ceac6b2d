/** Whether two results hold the same data: numbers, strings, typed arrays, and lists and objects of them. NaN equals NaN. */
export function sameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (ArrayBuffer.isView(a) || Array.isArray(a)) {
    const [x, y] = [a, b] as unknown as ArrayLike<unknown>[];
    return x.length === y.length && Array.from(x).every((value, i) => sameData(value, y[i]));
  }
  const [x, y] = [a, b] as Record<string, unknown>[];
  const keys = Object.keys(x);
  return (
    keys.length === Object.keys(y).length && keys.every((key) => Object.hasOwn(y, key) && sameData(x[key], y[key]))
  );
}

/** Whether two results share a mutable part: the same object or list, or typed arrays over the same memory. */
export function sharesData(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a === b) return true;
  if (ArrayBuffer.isView(a) && ArrayBuffer.isView(b)) {
    const overlap = a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength;
    return a.buffer === b.buffer && overlap;
  }
  if (ArrayBuffer.isView(a) || ArrayBuffer.isView(b)) return false;
  const [x, y] = [a, b] as Record<string, unknown>[];
  return Object.keys(x).some((key) => Object.hasOwn(y, key) && sharesData(x[key], y[key]));
}

/** A copy that later changes of the original cannot reach. */
export function snapshot<T>(data: T): T {
  if (typeof data !== 'object' || data === null) return data;
  if (ArrayBuffer.isView(data)) return (data as unknown as { slice(): T }).slice();
  if (Array.isArray(data)) return data.map(snapshot) as T;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, snapshot(value)])) as T;
}
