// The width of code: no line goes beyond the limit, but for what cannot be broken.
import { typescript } from './syntax.mjs';

export const maxWidth = 96;

/** What may follow a string at the end of its line: it cannot stand on a line of its own. */
const closing = /^[\s)\]}>,;]*$/;

/**
 * The lines that are too wide. A line may be wider if all that lies beyond the limit is part of a string or template literal, or of
 * an address in a comment, and the punctuation that closes what stands before it.
 * @param {string} source
 * @returns {{ line: number, width: number }[]} lines counted from 1
 */
export function wideLines(source) {
  const unbreakable = unbreakableRanges(source);
  let start = 0;
  return source.split('\n').flatMap((text, index) => {
    const from = start + [...text].slice(0, maxWidth).join('').length;
    const end = start + text.length;
    start = end + 1;
    if (from >= end) return [];
    const there = unbreakable.filter((range) => range[0] < end && range[1] > end - text.length);
    const rest = there.reduce((left, range) => blank(left, range, from), source.slice(from, end));
    const reaches = there.some((range) => range[1] > from || closing.test(source.slice(range[1], from)));
    return reaches && closing.test(rest) ? [] : [{ line: index + 1, width: [...text].length }];
  });
}

/** @param {string} text @param {[number, number]} range @param {number} from where the text begins */
function blank(text, [start, end], from) {
  const [first, last] = [Math.max(0, start - from), Math.min(text.length, end - from)];
  return first < last ? text.slice(0, first) + ' '.repeat(last - first) + text.slice(last) : text;
}

/** @param {string} source @returns {[number, number][]} the ranges of the literals, and of the addresses in comments */
function unbreakableRanges(source) {
  const ts = typescript();
  /** @type {[number, number][]} */
  const ranges = [];
  const visit = (/** @type {import('typescript').Node} */ node) => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node)) ranges.push([node.getStart(), node.end]);
    else ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('cell.ts', source, ts.ScriptTarget.ES2022, true));
  for (const { index = 0, 0: comment } of source.matchAll(/\/\/.*|\/\*[^]*?\*\//g)) {
    if (ranges.some(([start, end]) => index > start && index < end)) continue;
    for (const { index: at = 0, 0: address } of comment.matchAll(/https?:\/\/\S+/g))
      ranges.push([index + at, index + at + address.length]);
  }
  return ranges;
}
