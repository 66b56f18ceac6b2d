// Taken before cells run, which may replace them.
const { stringify } = JSON;

/** What half of a surrogate pair becomes, as on a terminal: U+FFFD, the replacement character. */
const REPLACEMENT = '\ufffd';

/**
 * JSON text of a value in which every string is well-formed Unicode. Half of a surrogate pair, as in `'😀'[0]`, is legal
 * in a string of JavaScript and is written as an escape by `JSON.stringify`; but no notebook that holds one can be saved.
 * @throws TypeError when the value cannot be written as JSON: a bigint, or an object that contains itself
 * @example wellFormedJson({ a: '\ud83d' }) // '{"a":"\ufffd"}'
 */
export function wellFormedJson(value: unknown): string {
  const text = (stringify(value) as string | undefined) ?? 'null';
  if (!text.includes('\\ud')) return text;
  // JSON.stringify escapes no surrogate of a pair. A backslash of the text itself is the escape `\\`, matched as a whole.
  return text.replace(/\\(?:ud[89a-f][0-9a-f]{2}|[^])/g, (escape) => (escape.length === 6 ? REPLACEMENT : escape));
}
