// The numbers that a Markdown cell states: in digits, and in the words that compare.
import { silent } from './silent.mjs';

/**
 * @typedef {object} Stated
 * @property {string} text  as it stands there, with a unit that changes its value: "46.3", "84 %", "162 k", "twice as"
 * @property {number[]} values  what it may stand for: 84 % is 84 or 0.84
 * @property {number[]} halves  half a unit of the last place that is printed, for each of the values
 * @property {number} digits  how many significant digits are printed; 0 for a multiple, in digits or in words
 * @property {number} at  where it stands in the source
 */

const digits =
  /(?<![\d.,])(?:[-−](?=\d))?(?<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)(?:e(?<exponent>[-+−]?\d+))?(?<unit>\s?%|\s?k\b|\s?M\b| percent\b| thousand\b| million\b)?/g;

/** A number after one of these words is meant roughly: its trailing zeros are no digits. */
const roughly =
  /\b(?:about|around|nearly|almost|roughly|some|over|under|below|above|(?:more|less|fewer) than|at (?:least|most)|up to)\s+$/i;

const counts = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const shares = { 'a half': 1 / 2, 'two thirds': 2 / 3, 'three quarters': 3 / 4 };
const parts = { third: 3, quarter: 4, fifth: 5, sixth: 6, eighth: 8, tenth: 10, hundredth: 100, thousandth: 1000 };

/** @type {Map<string, number>} what a comparing word says of two numbers: their ratio */
const ratios = new Map([
  ['twice', 2],
  ...counts.map((word, index) => /** @type {[string, number]} */ ([`${word} times`, index + 2])),
  ...counts.map((word, index) => /** @type {[string, number]} */ ([`${word}fold`, index + 2])),
  ['twenty times', 20],
  ['fifty times', 50],
  ['a hundred times', 100],
  ['a thousand times', 1000],
  ...Object.entries(shares),
  ...Object.entries(parts).flatMap(([part, whole]) => [
    /** @type {[string, number]} */ ([`a ${part}`, 1 / whole]),
    /** @type {[string, number]} */ ([`one ${part}`, 1 / whole]),
  ]),
]);
/** "Checked twice" and "a third reason" compare nothing; "twice as much" and "a third of it" do. */
const compares = 'as|the|that|its|their|what|more|less|larger|smaller|longer|of';
const words = new RegExp(`\\b(${[...ratios.keys()].join('|')}) (?:${compares})\\b`, 'gi');

/** A multiple is computed from two numbers and seldom printed itself, so that another number that happens to be equal proves nothing. */
const multiple = new RegExp(`^ times (?:${compares})\\b`, 'i');

/** @param {string} markdown @returns {Stated[]} in the order of the text */
export function statedNumbers(markdown) {
  const text = silent(markdown);
  const inDigits = [...text.matchAll(digits)].map((match) => fromDigits(match, text));
  const inWords = [...text.matchAll(words)].map(fromWord);
  return [...inDigits, ...inWords].sort((a, b) => a.at - b.at);
}

/** @param {RegExpMatchArray} match @param {string} text @returns {Stated} */
function fromDigits(match, text) {
  const { number, exponent = '0', unit = '' } = /** @type {Record<string, string>} */ (match.groups);
  const at = match.index ?? 0;
  const plain = number.replaceAll(',', '');
  const scale = scaleOf(unit) * 10 ** Number(exponent.replace('−', '-'));
  const isRough = roughly.test(text.slice(Math.max(0, at - 20), at));
  const zeros = isRough && !plain.includes('.') && plain.length > 1 ? trailingZeros(plain) : 0;
  const half = 0.5 * scale * 10 ** (zeros - (plain.split('.')[1]?.length ?? 0));
  const value = Number(plain) * scale;
  const isShare = /%|percent/.test(unit);
  return {
    text: match[0].trim(),
    values: isShare ? [value, value / 100] : [value],
    halves: isShare ? [half, half / 100] : [half],
    digits: multiple.test(text.slice(at + match[0].length))
      ? 0
      : Math.max(1, plain.replace('.', '').replace(/^0+/, '').length),
    at,
  };
}

/** @param {string} unit */
function scaleOf(unit) {
  if (/k|thousand/.test(unit)) return 1e3;
  return /M|million/.test(unit) ? 1e6 : 1;
}

const trailingZeros = (/** @type {string} */ integer) => /0*$/.exec(integer)?.[0].length ?? 0;

/** @param {RegExpMatchArray} match @returns {Stated} a word is true within a tenth */
function fromWord(match) {
  const value = /** @type {number} */ (ratios.get(match[1].toLowerCase()));
  return { text: match[0], values: [value], halves: [value / 10], digits: 0, at: match.index ?? 0 };
}
