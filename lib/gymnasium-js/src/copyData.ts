/**
 * A deep copy of data: lists, plain objects, maps, sets, dates, buffers and typed arrays are copied, shared and circular
 * references among them kept. Functions and instances of other classes are code or own private state, so they are shared.
 */
export function copyData<T>(value: T): T {
  return copy(value, new Map()) as T;
}

function copy(value: unknown, done: Map<object, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (done.has(value)) return done.get(value);
  const kind = Object.prototype.toString.call(value);
  if (Array.isArray(value)) return copyList(value, done);
  if (kind === '[object Map]') return copyMap(value as Map<unknown, unknown>, done);
  if (kind === '[object Set]') return copySet(value as Set<unknown>, done);
  if (ArrayBuffer.isView(value) || ['[object Date]', '[object ArrayBuffer]'].includes(kind)) {
    const twin: unknown = structuredClone(value);
    done.set(value, twin);
    return twin;
  }
  return isPlain(value) ? copyFields(value, done) : value;
}

function copyList(list: readonly unknown[], done: Map<object, unknown>): unknown[] {
  const twin: unknown[] = [];
  done.set(list, twin);
  for (const entry of list) twin.push(copy(entry, done));
  return twin;
}

function copyMap(map: ReadonlyMap<unknown, unknown>, done: Map<object, unknown>): Map<unknown, unknown> {
  const twin = new Map<unknown, unknown>();
  done.set(map, twin);
  for (const [key, entry] of map) twin.set(copy(key, done), copy(entry, done));
  return twin;
}

function copySet(set: ReadonlySet<unknown>, done: Map<object, unknown>): Set<unknown> {
  const twin = new Set<unknown>();
  done.set(set, twin);
  for (const entry of set) twin.add(copy(entry, done));
  return twin;
}

function copyFields(value: object, done: Map<object, unknown>): object {
  const twin = Object.create(Object.getPrototypeOf(value) as object | null) as Record<PropertyKey, unknown>;
  done.set(value, twin);
  for (const [key, entry] of Object.entries(value)) twin[key] = copy(entry, done);
  return twin;
}

/** An object literal or one without prototype, of this realm or another (a notebook cell may run in its own). */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
