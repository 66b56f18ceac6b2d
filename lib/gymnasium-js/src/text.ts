/**
 * A value as it should appear in an error message: short, with its type visible, never throwing.
 * @example show([1, NaN]) // '[1, NaN]'
 * @example show('2')      // '"2"'
 */
export function show(value: unknown): string {
  return showWithin(value, 3);
}

/** Lists in lists are shown so deep, and what lies below by its length: a list may hold itself. */
function showWithin(value: unknown, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(shorten(value));
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return `function ${value.name || '(anonymous)'}`;
  if (value === null || typeof value !== 'object') return String(value);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return `${value.constructor.name} ${showList(value as unknown as ArrayLike<unknown>, depth)}`;
  }
  if (Array.isArray(value)) return depth > 0 ? showList(value, depth) : `[... ${value.length} in all]`;
  return showObject(value);
}

function showList(values: ArrayLike<unknown>, depth: number): string {
  const shown = Array.from({ length: Math.min(values.length, 8) }, (_, i) => showWithin(values[i], depth - 1));
  return `[${shown.join(', ')}${values.length > 8 ? `, ... ${values.length} in all` : ''}]`;
}

function showObject(value: object): string {
  const text = speak(value);
  if (text !== null) return shorten(text);
  const prototype = Object.getPrototypeOf(value) as object | null;
  const name = prototype === null || prototype === Object.prototype ? '' : `${value.constructor?.name ?? 'object'} `;
  const keys = Object.keys(value);
  return `${name}{ ${keys.slice(0, 6).join(', ')}${keys.length > 6 ? ', ...' : ''} }`;
}

/** What the object's own `toString` says (a space, an environment); null for plain objects and those that fail. */
function speak(value: object): string | null {
  const own: unknown = Reflect.get(value, 'toString');
  if (typeof own !== 'function' || own === Object.prototype.toString) return null;
  try {
    return String(Reflect.apply(own, value, []));
  } catch {
    return null;
  }
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
