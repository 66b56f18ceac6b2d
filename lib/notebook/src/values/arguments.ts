/** Checks of what a lesson passes in: what every function of this package needs said in words. */

/** Throws unless `text` is a sentence of at least `minimum` characters. `name` and `why` go into the message. */
export function requireText(text: unknown, name: string, why: string, minimum = 1): asserts text is string {
  const length = typeof text === 'string' ? text.trim().length : 0;
  if (length >= minimum) return;
  throw new TypeError(
    `${name}: expected text of at least ${minimum} characters, got ${JSON.stringify(text) ?? 'nothing'}. ${why}`,
  );
}

/** Throws unless `id` can be a file name and an anchor: lower-case letters, digits and hyphens, e.g. `clip-slopes`. */
export function requireId(id: unknown, name: string): asserts id is string {
  if (typeof id === 'string' && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) return;
  throw new TypeError(
    `${name}: expected an id such as 'clip-slopes' (lower case, digits, hyphens), got ${JSON.stringify(id) ?? 'nothing'}`,
  );
}
