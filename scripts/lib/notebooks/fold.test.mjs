import assert from 'node:assert/strict';
import test from 'node:test';
import { foldedCells, foldedMetadata } from './fold.mjs';
import { code, markdown, notebook } from './sample.mjs';

const imports = code('setup', "import { show, check, predict, verdict, replay, exercise } from 'notebook-kit';");
/** @param {string} source @param {{ tags?: string[], later?: import('./files.mjs').Cell[] }} [options] */
const folds = (source, { tags = [], later = [] } = {}) =>
  foldedCells(notebook([markdown('words', 'show();'), imports, code('this', source, [], tags), ...later]))[2];

for (const [what, source] of [
  ['a question', "predict('id', { question: 'Which?' });"],
  ['several calls', "show('a', figure);\nshow('b', figure);"],
  ['an awaited call', "await replay('id', env, policy);"],
  ['a long figure', "show('id', lineFigure({ lines: [{ x: xs, y: xs.map((x) => x ** 2) }] }), { alt: 'a' });"],
  [
    'a figure and what it alone needs',
    "const xs = range(5);\nfunction y(x: number) { return x; }\nshow('id', plot(xs, y));",
  ],
  [
    'a check and its types',
    "interface Case { x: number }\nconst one = async (x: number) => ({ x: await x });\ncheck('id', f, { cases: [one(1)] });",
  ],
]) {
  test(`${what} is folded`, () => assert.equal(folds(source), true));
}

for (const [what, source] of [
  ['a computation', 'const xs = [1, 2];'],
  ['a computation that prints', "show('id', figure);\nconsole.log(1);"],
  ['a loop', "for (const x of xs) show('id', x);"],
  ['another call', "table(rows);\nshow('id', figure);"],
  ['a result that is awaited', "const outcome = await run(training);\nshow('id', plot(outcome));"],
  ['a variable', "let x = 1;\nshow('id', plot(x));"],
  ['an import', "import { plot } from 'other';\nshow('id', plot());"],
  ['a method of that name', "page.show('id');"],
  ['words only', '// show();'],
]) {
  test(`${what} stays in sight`, () => assert.equal(folds(source), false));
}

const figure = "const xs = range(5);\nshow('id', plot(xs));";
const folded = (/** @type {string[]} */ ...sources) =>
  folds(figure, { later: sources.map((source, index) => code(`later-${index}`, source)) });

test('a constant that a later cell uses keeps the cell in sight', () => {
  for (const use of ['mean(xs);', 'const f = () => ({ xs });', 'type Rows = typeof xs;', 'say(`${xs.length}`);'])
    assert.equal(folded('const y = 1;', use), false, use);
});

test('the same word with another meaning is no use', () => {
  for (const other of [
    'page.xs;',
    'const o = { xs: 1 };',
    'const f = (xs: number) => xs;',
    'const { xs: z } = o;',
    "say('xs');",
  ])
    assert.equal(folded(other), true, other);
  assert.equal(folded('const xs = 2;', 'mean(xs);'), true, 'declared again before it is used');
});

test('tags decide: a stub is never folded, a cell tagged fold always is', () => {
  assert.equal(folds("check('id', f);", { tags: ['exercise:id'] }), false);
  assert.equal(folds('const xs = [1, 2];', { tags: ['fold'] }), true);
});

test('the mark comes and goes, and other metadata stay', () => {
  const metadata = { tags: ['check'], jupyter: { outputs_hidden: false } };
  const marked = foldedMetadata(metadata, true);
  assert.deepEqual(marked, { tags: ['check'], jupyter: { outputs_hidden: false, source_hidden: true } });
  assert.deepEqual(foldedMetadata(marked, false), metadata);
  assert.deepEqual(foldedMetadata({ jupyter: { source_hidden: true } }, false), {});
});
