// An answer as what a reader would recognise again: neither names nor layout, comments, types or the kind of quotes.
import { typescript } from '../../lib/notebooks/syntax.mjs';
import { javascriptOf } from '../source/statements.mjs';

/**
 * @param {string} source TypeScript
 * @returns {string[]} keywords, punctuation, numbers and the names of properties; every other name is `name`
 */
export function tokensOf(source) {
  const ts = typescript();
  const scanner = ts.createScanner(ts.ScriptTarget.ES2022, true, ts.LanguageVariant.Standard, bare(source));
  /** @type {string[]} */
  const tokens = [];
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    const text = scanner.getTokenText();
    if (kind === ts.SyntaxKind.Identifier) tokens.push(tokens.at(-1) === '.' || text === 'Math' ? text : 'name');
    else if (kind === ts.SyntaxKind.NumericLiteral) tokens.push(String(Number(text.replaceAll('_', ''))));
    else if (kind === ts.SyntaxKind.StringLiteral) tokens.push('text');
    // Left out where they may stand or not, and one of the ways to declare.
    else if (text === 'let' || text === 'var') tokens.push('const');
    else if (!/^[;{}()]$/.test(text)) tokens.push(text);
  }
  return tokens;
}

/** @param {string} source @returns {string} without types, comments and what the compiler adds */
function bare(source) {
  return javascriptOf(source)
    .replace(/^"use strict";\n|^Object\.defineProperty\(exports, "__esModule".*\n/gm, '')
    .replace(/^\s*\/\/.*$/gm, '');
}

/**
 * @param {string[]} tokens
 * @param {number} [size]
 * @returns {Set<string>} every run of so many tokens
 */
export function runsOf(tokens, size = 6) {
  const runs = new Set();
  for (let start = 0; start + size <= tokens.length; start++) runs.add(tokens.slice(start, start + size).join(' '));
  return runs;
}
