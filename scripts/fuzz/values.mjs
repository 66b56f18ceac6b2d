// Wrong values: what comes out of a slip of the hand, a file, a form, or a program that is not TypeScript.

/** What a getter or a proxy of ours throws: whoever passes it on has said all there is to say. */
export class Planted extends Error {
  constructor() {
    super('a planted getter was read');
  }
}

const throws = () => {
  throw new Planted();
};

/**
 * Values by the name of their kind, made anew for every call.
 * @type {Readonly<Record<string, () => unknown>>}
 */
export const anyValue = {
  NaN: () => NaN,
  Infinity: () => Infinity,
  '-Infinity': () => -Infinity,
  '-0': () => -0,
  '-1': () => -1,
  fraction: () => 0.5,
  huge: () => 1e308,
  numeral: () => '3',
  word: () => 'abc',
  empty: () => '',
  null: () => null,
  undefined: () => undefined,
  true: () => true,
  object: () => ({}),
  list: () => [],
  nested: () => [[1], [2]],
  symbol: () => Symbol('planted'),
  bigint: () => 10n,
  function: () => () => 1,
  frozen: () => Object.freeze([1, 2]),
  getter: () => Object.defineProperty({ length: 1 }, '0', { get: throws, enumerable: true }),
  proxy: () => new Proxy([1, 2], { get: throws, ownKeys: throws, has: throws }),
  cyclic: () => {
    /** @type {unknown[]} */
    const list = [1];
    list.push(list);
    return list;
  },
  holes: () => Array.from({ length: 3 }).fill(1, 1),
};

/** @typedef {ArrayLike<unknown> & Iterable<unknown>} List */

/**
 * Lists that are nearly the right one.
 * @type {Readonly<Record<string, (list: List) => unknown>>}
 */
export const nearList = {
  'too long': (list) => like(list, [...list, ...(list.length > 0 ? [list[list.length - 1]] : [1])]),
  'too short': (list) => like(list, [...list].slice(0, -1)),
  'no elements': (list) => like(list, []),
  'as Float64Array': (list) => Float64Array.from(/** @type {number[]} */ ([...list])),
  'as Int8Array': (list) => Int8Array.from(/** @type {number[]} */ ([...list])),
  'as BigInt64Array': (list) => new BigInt64Array(list.length),
  'as texts': (list) => [...list].map(String),
  'nested once more': (list) => [...list].map((item) => [item]),
  'with a hole': (list) => {
    const copy = [...list];
    delete copy[0];
    return copy;
  },
  frozen: (list) => Object.freeze([...list]),
};

/**
 * @param {List} list
 * @param {unknown[]} items
 */
const like = (list, items) =>
  ArrayBuffer.isView(list)
    ? /** @type {Float32ArrayConstructor} */ (list.constructor).from(/** @type {number[]} */ (items))
    : items;

/** @param {unknown} value @returns {value is List} */
export const isList = (value) => Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
