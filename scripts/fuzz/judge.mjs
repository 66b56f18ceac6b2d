// What an answer to a wrong value is worth.
import { Planted, isList } from './values.mjs';
import { unknownOption } from './slots.mjs';

/** @typedef {'clear' | 'vague' | 'silent' | 'accepted' | 'hang' | 'crash' | 'unhandled'} Verdict */
/** @typedef {{ verdict: Verdict, why: string }} Judged */

/** Messages of V8, of Node and of libraries below ours: they speak of what went wrong inside, not of the argument. */
const raw = [
  /^Cannot (read|set|convert|destructure|mix|assign|add|delete|redefine|define|create|perform)/,
  /^(\S+|\S*\(.*\)|.*\.\S+) is not (a function|iterable|a constructor|defined|extensible|a valid)/,
  /is not a function$|is not iterable|\(reading '|intermediate value|object is not/,
  /^Invalid (array length|typed array length|time value|string length|regular expression|count value|array buffer)/,
  /^(Reduce of|Class constructor|Class extends|Maximum call stack|Array buffer allocation|Found non-callable|Iterator )/,
  /^(Converting circular|Unexpected (token|end|identifier)|Spread syntax|Right-hand side|Generator is|Assignment to)/,
  /^(offset is out of bounds|Division by zero|Source is too large|start offset|byte length)/i,
  /'in' operator|called on (null|undefined|non-object|incompatible)|BigInt value|a Symbol value|BigInt to number/,
  /^(toFixed|toPrecision|toString|precision |The number |The value )|must be between 0 and 100/,
  /^The "\S+" (argument|property) must/,
  /^(ENOENT|EISDIR|EACCES|ENOTDIR|EINVAL|ERR_)/,
  /^(Error in \w+|Argument '|tensor\d?d?\(|Shapes can not|Element arr\[|Size\(|Tensor is disposed|Invalid TF_|Tensor must have)/,
  /^(Array of|Build failed|Transform failed|Expected ')/,
];

const rule =
  /\bgot\b|expect|must|became|needs?\b|at least|at most|between|one of|unknown|\bnot\b|cannot|\bno\b|only|give|differs?|\bwas\b|\bis\b/i;

/**
 * @param {unknown} error that a call threw
 * @param {string[]} names any of which names the argument
 * @returns {Judged}
 */
export function judgeError(error, names) {
  if (error instanceof Planted) return { verdict: 'clear', why: "passes on the caller's own error" };
  if (!(error instanceof Error)) return { verdict: 'vague', why: `throws ${typeof error}` };
  const message = error.message.trim();
  const why = `${error.name}: ${message.slice(0, 200)}`;
  if (raw.some((pattern) => pattern.test(message))) return { verdict: 'vague', why };
  const text = message.toLowerCase();
  const named = names.some((name) => text.includes(name.toLowerCase().replace(/s$/, '')));
  return { verdict: named && rule.test(message) ? 'clear' : 'vague', why };
}

/**
 * What is odd about a value, however deep: kinds of nonsense that stand in it.
 * @typedef {object} Look
 * @property {string} shape
 * @property {Set<string>} oddities
 */

/**
 * @param {unknown} result
 * @returns {Look}
 */
export function lookAt(result) {
  /** @type {Set<string>} */
  const oddities = new Set();
  gather(result, oddities, new Set(), 0);
  return { shape: shapeOf(result), oddities };
}

/** @param {unknown} value */
function shapeOf(value) {
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value;
  const name = /** @type {object} */ (value).constructor?.name ?? 'object';
  return name === 'Object' ? `{${Object.keys(value).sort().join(', ')}}` : name;
}

const enough = 3000;

/**
 * @param {unknown} value
 * @param {Set<string>} oddities
 * @param {Set<unknown>} seen
 * @param {number} depth
 */
function gather(value, oddities, seen, depth) {
  if (value === undefined) oddities.add('undefined');
  if (typeof value === 'number' && !Number.isFinite(value)) oddities.add(Number.isNaN(value) ? 'NaN' : 'Infinity');
  if (typeof value === 'string' && value.length < 1e5) {
    for (const word of ['NaN', 'undefined', '[object']) if (value.includes(word)) oddities.add(`"${word}" in a text`);
  }
  if (typeof value !== 'object' || value === null || seen.has(value) || seen.size > enough || depth > 6) return;
  seen.add(value);
  if (value instanceof Map || value instanceof Set) return;
  const items = isList(value)
    ? Array.from({ length: Math.min(value.length, enough) }, (_, i) => value[i])
    : fieldsOf(value);
  for (const item of items) gather(item, oddities, seen, depth + 1);
}

/**
 * Own fields; a getter is left alone.
 * @param {object} value
 */
const fieldsOf = (value) =>
  Object.values(Object.getOwnPropertyDescriptors(value)).flatMap((one) => ('value' in one ? [one.value] : []));

/**
 * @typedef {object} Answer
 * @property {Look} look
 * @property {Look} valid       what a valid call gives
 * @property {unknown} value    the wrong value
 * @property {unknown} right    what stands there in a valid call
 * @property {(string | number)[]} path
 */

/**
 * A call that went through.
 * @param {Answer} answer
 * @returns {Judged}
 */
export function judgeAnswer({ look, valid, value, right, path }) {
  if (path.at(-1) === unknownOption) return { verdict: 'silent', why: 'an unknown option is accepted' };
  const odd = [...look.oddities].filter(
    (one) => !valid.oddities.has(one) && !(one === 'undefined' && value === undefined),
  );
  if (odd.length > 0) return { verdict: 'silent', why: `${odd.join(', ')} in the result` };
  if (look.shape !== valid.shape) {
    return { verdict: 'silent', why: `the result is ${look.shape}, not ${valid.shape}` };
  }
  return {
    verdict: 'accepted',
    why: sameKind(value, right) ? 'the same kind' : `${kindOf(value)} for ${kindOf(right)}`,
  };
}

/** @param {unknown} value */
export function kindOf(value) {
  if (value === null) return 'null';
  if (ArrayBuffer.isView(value)) return 'typed array';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isFinite(value) ? 'number' : 'not finite';
  return typeof value;
}

/**
 * Whether a value is of a kind that may stand for another: missing ones take their defaults, lists of numbers are lists of numbers.
 * @param {unknown} value
 * @param {unknown} right
 */
function sameKind(value, right) {
  if (value === undefined || kindOf(value) === kindOf(right)) return true;
  return isList(value) && isList(right) && !(value instanceof BigInt64Array);
}
