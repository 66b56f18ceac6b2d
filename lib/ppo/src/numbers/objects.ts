import { nearestFirst } from 'gymnasium-js';
import { describe, requireFinite, requireObject } from './validate';

/** Checks of arguments that are no numbers: options by name, things that have methods, functions. One wording, as in `validate`. */

/**
 * A misspelt option would be ignored without a word.
 * @param name what takes the options, such as "train"
 * @throws TypeError if `options` is no object or has a field that is not `known`; the message gives the nearest one
 */
export function requireKnownOptions(name: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options) || ArrayBuffer.isView(options)) {
    throw new TypeError(`${name}: got ${describe(options)}, expected an object of options: ${known.join(', ')}`);
  }
  for (const given of Object.keys(options)) {
    if (known.includes(given)) continue;
    const [nearest] = nearestFirst(given, known);
    throw new TypeError(`${name}: unknown option "${given}", did you mean "${nearest}"? It takes ${known.join(', ')}`);
  }
}

/**
 * The same for what was saved or made elsewhere, a state or a layer: a field that nobody reads is a sign of another version, or of a slip.
 * @throws TypeError if `value` is no object or has a field that is not `known`
 */
export function requireKnownFields(name: string, value: unknown, known: readonly string[], what: string): void {
  requireObject(name, value, what);
  const unknown = Object.keys(value as object).find((field) => !known.includes(field));
  if (unknown === undefined) return;
  throw new TypeError(`${name}.${unknown}: unknown field, expected ${what}, with ${known.join(', ')}`);
}

/** @throws TypeError unless `value` is an object that has these methods; `what` says what has them, such as "a learner" */
export function requireMethods(name: string, value: unknown, methods: readonly string[], what: string): void {
  if (typeof value !== 'object' || value === null || value instanceof Promise) {
    throw new TypeError(`${name}: got ${describe(value)}, expected ${what}`);
  }
  for (const method of methods) {
    const found = (value as Record<string, unknown>)[method];
    if (typeof found === 'function') continue;
    throw new TypeError(`${name}.${method}: got ${describe(found)}, expected a method; ${name} has to be ${what}`);
  }
}

/** @throws TypeError unless `value` is a function; `what` says which, such as "a function of a list of numbers" */
export function requireFunction(name: string, value: unknown, what = 'a function'): void {
  if (typeof value === 'function') return;
  throw new TypeError(`${name}: got ${describe(value)}, expected ${what}`);
}

/** @throws TypeError unless `value` is an object in which every one of `fields` is a finite number */
export function requireFields(name: string, value: unknown, fields: readonly string[], what = 'an object'): void {
  requireObject(name, value, what);
  const record = value as Record<string, number>;
  for (const field of fields) requireFinite(`${name}.${field}`, record[field]);
}
