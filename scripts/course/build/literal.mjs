// Values as TypeScript, for cells that hold numbers instead of the formula that they came from.

/** @param {unknown} value @returns {string | null} null for what cannot be written as a literal, such as a function */
export function literal(value) {
  if (value === undefined) return 'undefined';
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object') return null;
  if (ArrayBuffer.isView(value)) return literal(Array.from(/** @type {any} */ (value)));
  if (Array.isArray(value)) return joined(value.map(literal), '[', ']');
  const fields = Object.entries(value).map(([name, part]) => {
    const text = literal(part);
    return text === null ? null : `${JSON.stringify(name)}: ${text}`;
  });
  return joined(fields, '{ ', ' }');
}

/** @param {(string | null)[]} parts @param {string} open @param {string} close */
function joined(parts, open, close) {
  return parts.some((part) => part === null) ? null : `${open}${parts.join(', ')}${close}`;
}
