// Values as text, both ways, for the pipe between the grader and a student's process. Nothing of the values' own is ever
// called: no toJSON, no iterator, no prototype. What is no plain data keeps only its kind.
'use strict';

// Taken before any student's code can change them.
const { isArray } = Array;
const { isView } = ArrayBuffer;
const { keys } = Object;
const { isFinite: isFiniteNumber } = Number;
const { stringify } = JSON;
const { getPrototypeOf } = Reflect;
const TheDataView = DataView;
const ThePromise = Promise;
const TheError = Error;
const text = String;
const hasPrototype = (/** @type {object} */ value, /** @type {unknown} */ prototype) => {
  for (let next = getPrototypeOf(value), steps = 0; next !== null && steps < 20; next = getPrototypeOf(next), steps++)
    if (next === prototype) return true;
  return false;
};

const mostParts = 100_000;
const mostText = 100_000;
const deepest = 60;

/**
 * @param {unknown} value
 * @returns {string} JSON text
 * @throws {Error} if the value is larger or deeper than any answer of an exercise
 */
function encode(value) {
  let parts = 0;
  return part(value, 0);

  /** @param {unknown} one @param {number} depth @returns {string} */
  function part(one, depth) {
    if (++parts > mostParts) throw new TheError(`the result has more than ${mostParts} parts`);
    if (depth > deepest) throw new TheError('the result is nested too deeply, or contains itself');
    if (typeof one === 'number')
      return isFiniteNumber(one) && !(one === 0 && 1 / one < 0)
        ? `${one}`
        : tagged('number', `"${1 / one === -Infinity ? '-0' : one}"`);
    if (typeof one === 'string') return stringify(one.length > mostText ? `${one}`.slice(0, mostText) : one);
    if (typeof one === 'boolean') return one ? 'true' : 'false';
    if (one === null) return 'null';
    if (typeof one === 'bigint') return tagged('bigint', `"${one}"`);
    if (typeof one !== 'object') return tagged(typeof one, '0');
    if (isArray(one)) return `[${entries(one, depth)}]`;
    if (isView(one) && !hasPrototype(one, TheDataView.prototype))
      return tagged('typed', `[${entries(/** @type {any} */ (one), depth)}]`);
    if (hasPrototype(one, ThePromise.prototype)) return tagged('promise', '0');
    return tagged('object', fields(one, depth));
  }

  /** @param {ArrayLike<unknown>} list @param {number} depth */
  function entries(list, depth) {
    let joined = '';
    const { length } = list;
    for (let index = 0; index < length; index++) joined += (index > 0 ? ',' : '') + part(list[index], depth + 1);
    return joined;
  }

  /** @param {object} one @param {number} depth */
  function fields(one, depth) {
    const names = keys(one);
    let joined = '';
    for (let index = 0; index < names.length; index++) {
      const value = /** @type {Record<string, unknown>} */ (one)[names[index]];
      joined += `${index > 0 ? ',' : ''}[${stringify(names[index])},${part(value, depth + 1)}]`;
    }
    return `[${joined}]`;
  }
}

/** @param {string} kind @param {string} content */
const tagged = (kind, content) => `{"kind":"${kind}","content":${content}}`;

/**
 * @param {any} data what JSON.parse made of an encoded value
 * @returns {unknown} the value; a promise, a function or a symbol comes back as an empty one
 * @throws {Error} if it is not of the form that `encode` writes
 */
function decode(data) {
  if (data === null || typeof data === 'number' || typeof data === 'string' || typeof data === 'boolean') return data;
  if (isArray(data)) return list(data);
  const { kind, content } = data;
  if (kind === 'number' && /^(NaN|-?Infinity|-0)$/.test(content)) return Number(content);
  if (kind === 'bigint' && /^-?\d{1,4000}$/.test(content)) return BigInt(content);
  if (kind === 'typed' && isArray(content)) return list(content);
  if (kind === 'object' && isArray(content)) return object(content);
  if (kind === 'undefined') return undefined;
  if (kind === 'promise') return ThePromise.resolve();
  if (kind === 'function') return () => undefined;
  if (kind === 'symbol') return Symbol();
  throw new TheError(`no kind of value: ${text(kind)}`);
}

/** @param {any[]} content */
function list(content) {
  /** @type {unknown[]} */
  const made = [];
  for (let index = 0; index < content.length; index++) made[index] = decode(content[index]);
  return made;
}

/** @param {[string, any][]} content */
function object(content) {
  /** @type {Record<string, unknown>} */
  const made = {};
  for (let index = 0; index < content.length; index++) {
    const value = decode(content[index][1]);
    Object.defineProperty(made, `${content[index][0]}`, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return made;
}

module.exports = { encode, decode };
