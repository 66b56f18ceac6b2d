// The places in the arguments of a call where one wrong value can stand.
import { anyValue, isList, nearList } from './values.mjs';

/** The option that no function knows. */
export const unknownOption = 'unknownOption';

/**
 * @typedef {object} Slot
 * @property {(string | number)[]} path  into the list of arguments
 * @property {string[]} kinds            of values that it can get
 */

const anyKinds = Object.keys(anyValue);
/** What a typed array can hold. */
const numbers = ['NaN', 'Infinity', '-Infinity', '-1', 'fraction', 'huge'];
const deepest = 4;

/**
 * @param {unknown[]} args of a valid call
 * @param {readonly string[]} [closed] names of fields into which no one looks
 * @returns {Slot[]}
 */
export function slotsOf(args, closed = []) {
  return args.flatMap((arg, i) => slotsWithin(arg, [i], closed));
}

/**
 * @param {unknown} value
 * @param {(string | number)[]} path
 * @param {readonly string[]} closed
 * @returns {Slot[]}
 */
function slotsWithin(value, path, closed) {
  const own = { path, kinds: isList(value) ? [...new Set([...anyKinds, ...Object.keys(nearList)])] : anyKinds };
  if (path.length >= deepest || closed.includes(String(path.at(-1)))) return [own];
  if (ArrayBuffer.isView(value)) return [own, { path: [...path, 0], kinds: numbers }];
  if (isList(value)) return value.length > 0 ? [own, ...slotsWithin(value[0], [...path, 0], closed)] : [own];
  if (!isPlain(value)) return [own];
  const fields = Object.entries(value).flatMap(([key, field]) => slotsWithin(field, [...path, key], closed));
  return [own, { path: [...path, unknownOption], kinds: ['fraction'] }, ...fields];
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isPlain = (value) =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/**
 * What stands at a place.
 * @param {unknown} args
 * @param {(string | number)[]} path
 * @returns {unknown}
 */
export const valueAt = (args, path) => path.reduce((value, key) => /** @type {any} */ (value)?.[key], args);

/**
 * Puts a wrong value in its place.
 * @param {unknown[]} args changed
 * @param {(string | number)[]} path
 * @param {string} kind
 * @returns {unknown} the value
 */
export function spoil(args, path, kind) {
  const before = valueAt(args, path);
  const value = isList(before) && kind in nearList ? nearList[kind](before) : anyValue[kind]();
  const holder = /** @type {any} */ (ownedHolder(args, path));
  holder[/** @type {string} */ (path.at(-1))] = value;
  return value;
}

/**
 * What holds the place. Every list and record on the way to it is copied: it may be frozen, or shared with other calls.
 * @param {any} args
 * @param {(string | number)[]} path
 */
function ownedHolder(args, path) {
  let holder = args;
  for (const key of path.slice(0, -1)) {
    const value = holder[key];
    holder[key] = ArrayBuffer.isView(value)
      ? /** @type {Float32Array} */ (value).slice()
      : Array.isArray(value)
        ? [...value]
        : { ...value };
    holder = holder[key];
  }
  return holder;
}
