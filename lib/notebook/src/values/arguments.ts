/** Checks of what a lesson passes in: what every function of this package needs said in words. */
import { describeKind, isList, quoted } from './kinds';
import { nearest } from './nearest';

/** Throws unless `text` is a sentence of at least `minimum` characters. `name` and `why` go into the message. */
export function requireText(text: unknown, name: string, why: string, minimum = 1): asserts text is string {
  const length = typeof text === 'string' ? text.trim().length : 0;
  if (length >= minimum) return;
  throw new TypeError(`${name}: expected text of at least ${minimum} characters, got ${given(text)}. ${why}`);
}

const given = (value: unknown): string => (value === undefined ? 'nothing' : quoted(value));

/** Throws unless `text` is text, which may be empty, or missing. */
export function requireOptionalText(text: unknown, name: string): asserts text is string | undefined {
  if (text === undefined || typeof text === 'string') return;
  throw new TypeError(`${name}: expected text, got ${quoted(text)}`);
}

/** Throws unless `id` can be a file name and an anchor: lower-case letters, digits and hyphens, e.g. `clip-slopes`. */
export function requireId(id: unknown, name: string): asserts id is string {
  if (typeof id === 'string' && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) return;
  throw new TypeError(`${name}: expected an id such as 'clip-slopes' (lower case, digits, hyphens), got ${given(id)}`);
}

/**
 * Throws unless `options` is an object whose fields are all among `names`; a misspelt one is answered with the nearest name.
 * @param name  starts the message, e.g. `lineFigure`
 */
export function requireOptions(options: unknown, name: string, names: readonly string[]): asserts options is object {
  if (typeof options !== 'object' || options === null || isList(options))
    throw new TypeError(
      `${name}: expected options, an object { ${names.slice(0, 3).join(', ')}, ... }, got ${given(options)}`,
    );
  const unknown = Object.keys(options).find((key) => !names.includes(key));
  if (unknown === undefined) return;
  const meant = nearest(unknown, names);
  const hint = meant === null ? `it takes ${names.join(', ')}` : `did you mean '${meant}'?`;
  throw new TypeError(`${name}: there is no option '${unknown}'; ${hint}`);
}

/** What a number must be beside finite. */
export interface NumberRule {
  readonly from?: number;
  readonly to?: number;
  /** Larger than this. */
  readonly above?: number;
  readonly whole?: boolean;
}

/** Throws RangeError unless `value` is a finite number within the rule. */
export function requireNumber(value: unknown, name: string, rule: NumberRule = {}): asserts value is number {
  const { from = -Infinity, to = Infinity, above = -Infinity, whole = false } = rule;
  if (typeof value === 'number' && Number.isFinite(value)) {
    if (value >= from && value <= to && value > above && (!whole || Number.isInteger(value))) return;
  }
  const limits = [
    ...(from > -Infinity ? [`from ${from}`] : []),
    ...(above > -Infinity ? [`above ${above}`] : []),
    ...(to < Infinity ? [`to ${to}`] : []),
  ];
  const kind = whole ? 'a whole number' : 'a finite number';
  throw new RangeError(`${name}: expected ${[kind, ...limits].join(' ')}, got ${quoted(value)}`);
}

/** Throws unless `value` is one of `choices`, which are texts. */
export function requireOneOf(value: unknown, name: string, choices: readonly string[]): void {
  if (typeof value === 'string' && choices.includes(value)) return;
  const meant = typeof value === 'string' ? nearest(value, choices) : null;
  const hint = meant === null ? '' : `; did you mean '${meant}'?`;
  throw new TypeError(
    `${name}: expected one of ${choices.map((choice) => `'${choice}'`).join(', ')}, got ${quoted(value)}${hint}`,
  );
}

/** Throws unless `value` is a function. */
export function requireFunction(value: unknown, name: string, example: string): void {
  if (typeof value === 'function') return;
  throw new TypeError(`${name}: expected a function such as ${example}, got ${describeKind(value)}`);
}

/** Calls `check` for each entry of a list, missing ones included: `forEach` would pass over them. */
export function forEachEntry<T>(list: ArrayLike<T>, check: (entry: T, index: number) => void): void {
  Array.from(list).forEach(check);
}

/** Throws unless `value` is a list with at least one entry. `example` shows one. */
export function requireEntries(value: unknown, name: string, example: string): asserts value is readonly unknown[] {
  if (Array.isArray(value) && value.length > 0) return;
  const got = Array.isArray(value) ? 'an empty list' : quoted(value);
  throw new TypeError(`${name}: expected a list with at least one entry, e.g. ${example}, got ${got}`);
}
