import assert from 'node:assert/strict';
import test from 'node:test';
import { findNotebooks, readNotebook } from './files.mjs';
import { markdown, notebook } from './sample.mjs';
import { doubleMeanings, glossaryText, symbolsOf, undefinedTerms, unknownSymbols } from './symbols.mjs';

test('symbols are the letters of formulas, without words, commands and code', () => {
  const text =
    'Text a $r_t(\\theta) = \\frac{p}{q}$, `code $x$`, $$ \\hat A \\text{ word } \\operatorname{clip}(u) \\tag{3} $$ in $O(n)$ and \\$5.';
  assert.deepEqual([...symbolsOf(text)].sort(), ['A', '\\theta', 'n', 'p', 'q', 'r', 't', 'u']);
});

test('a symbol that the glossary lacks is named once, where it comes first', () => {
  const sample = notebook([markdown('one', 'only $r$'), markdown('two', '$\\zeta r$'), markdown('three', '$\\zeta$')]);
  assert.deepEqual(unknownSymbols(sample, new Set(['r'])), ['cell 2 (two): the glossary lacks the symbol $\\zeta$']);
});

test('every symbol of every lesson is in the glossary', () => {
  const glossary = symbolsOf(glossaryText());
  assert.ok(glossary.has('r') && glossary.has('\\gamma'));
  assert.deepEqual(
    findNotebooks().flatMap((path) => unknownSymbols(readNotebook(path), glossary)),
    [],
  );
});

test('a letter that the glossary gives two terms is named with both', () => {
  const glossary = ['| term | symbol |', '|---|---|', '| spread | $\\sigma$, $k$ |', '| running | $\\mu, \\sigma$ |'];
  const harmless = ['| indexed | $\\sigma_{\\log r}$ |', '| in a formula | $k + 1$, $\\sigma^2$ |'];
  assert.deepEqual(doubleMeanings([...glossary, ...harmless].join('\n')), [
    'the glossary has $\\sigma$ for "spread" and "running"',
  ]);
});

test('a letter without an index has one meaning in the series', () => {
  assert.deepEqual(doubleMeanings(glossaryText()), []);
});

test('a row of the glossary without a meaning is named', () => {
  const head = ['| term | symbol | meaning | code | lesson |', '|---|---|---|---|---|'];
  const rows = [
    '| norm | $\\lvert x \\rvert$ | how long a vector is | `hypot` | 01 |',
    '| empty | $\\lvert x\\rvert$ | | `b` | 02 |',
  ];
  assert.deepEqual(undefinedTerms([...head, ...rows, '| short | | a word | | |'].join('\n')), ['empty', 'short']);
});

test('the glossary says what each of its terms means, in tables of five columns', () => {
  const rows = glossaryText()
    .split('\n')
    .filter((line) => line.startsWith('|'));
  assert.ok(rows.length > 90, `${rows.length} rows`);
  assert.deepEqual(
    rows.filter((row) => row.split(/(?<!\\)\|/).length !== 7),
    [],
  );
  assert.deepEqual(undefinedTerms(glossaryText()), []);
});
