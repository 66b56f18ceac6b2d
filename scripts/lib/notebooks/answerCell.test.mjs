import assert from 'node:assert/strict';
import test from 'node:test';
import { answerCell, missingNames, providedNames } from './answerCell.mjs';
import { parseSolutions } from './solutions.mjs';

/**
 * The answer that `text` is, in a file that begins with `before`.
 * @param {string} text
 * @param {string} [before]
 */
function read(text, before = '') {
  const { exercises, checker } = parseSolutions(
    `${before}\nexport const solutions = { id: { solution: ${text}, wrong: [] } };`,
  );
  return { answer: exercises.id.solution, checker };
}

const stub = `interface Step { reward: number }
function total(steps: Step[], discount = 1): number {
  return notAttempted();
}`;
const cell = (/** @type {string} */ text, own = stub) => answerCell(own, read(text).answer);
const withBody = (/** @type {string} */ parameters, /** @type {string} */ body) =>
  `interface Step { reward: number }\nfunction total(${parameters}): number ${body}`;

for (const [what, text, expected] of [
  [
    'a body',
    '(steps, discount) => {\n  return 1; // one\n}',
    withBody('steps: Step[], discount = 1', '{\n  return 1; // one\n}'),
  ],
  ['an expression', '(steps) => steps.length', withBody('steps: Step[], discount = 1', '{\n  return steps.length;\n}')],
  ['an object in brackets', '() => ({ a: 1 })', withBody('steps: Step[], discount = 1', '{\n  return ({ a: 1 });\n}')],
  ['other names', '(rows, _d) => rows.length', withBody('rows: Step[], _d = 1', '{\n  return rows.length;\n}')],
  ['a pattern', '([{ reward }]) => reward', withBody('[{ reward }]: Step[], discount = 1', '{\n  return reward;\n}')],
  ['types of its own', '(steps: any) => 1', withBody('steps: any, discount = 1', '{\n  return 1;\n}')],
]) {
  test(`an answer with ${what} takes the place of the stub's parameters and body`, () =>
    assert.equal(cell(text), expected));
}

test('a stub may be an arrow function', () => {
  const arrow = 'const double = (x: number): number => notAttempted();\nconst unit = 1;';
  assert.equal(
    cell('(y) => y + y', arrow),
    'const double = (y: number): number => {\n  return y + y;\n};\nconst unit = 1;',
  );
});

test('a stub of no function or of two, and an answer with too many parameters, are refused', () => {
  assert.throws(() => cell('() => 1', 'const x = 1;'), /must declare one function, and declares 0/);
  assert.throws(() => cell('() => 1', `${stub}\nconst f = () => 1;`), /must declare one function, and declares 2/);
  assert.throws(() => cell('(a, b, c) => 1'), /the answer takes 3 parameters; the stub has 2/);
});

const setup = [
  "import { mean, std as deviation } from 'ppo-lib';\nimport * as all from 'x';\nconst [low, { high }] = pair;",
  stub,
];
const missing = (/** @type {string} */ text, /** @type {string | undefined} */ before) => {
  const { answer, checker } = read(text, before);
  return missingNames(answer, checker, providedNames(setup));
};

test('set-up cells and the stub provide imports, constants, functions and types', () => {
  assert.deepEqual([...providedNames(setup)].sort(), ['Step', 'all', 'deviation', 'high', 'low', 'mean', 'total']);
});

for (const [what, text, before] of [
  ['its own names', '(xs) => { const ys = xs.map((x) => x); for (const y of ys) return y; }'],
  ['provided names, as the file imports them', '(xs) => mean(xs) + low', "import { mean } from 'ppo-lib';"],
  [
    'the language and its types',
    '(xs) => { const m = new Map<string, Partial<Step>>(); return Math.max(m.size, undefined ?? NaN); }',
  ],
  ['the stub by its name', '(xs) => total(xs, 1)'],
  ['properties', '(xs) => ({ helper: xs.helper })', 'const helper = 1;'],
]) {
  test(`an answer may use ${what}`, () => assert.deepEqual(missing(text, before), []));
}

for (const [what, text, before, names] of /** @type {[string, string, string, string[]][]} */ ([
  [
    'a helper of its file',
    '(xs) => helper(xs) + helper(xs)',
    'const helper = (xs: number[]) => xs.length;',
    ['helper'],
  ],
  ['an import that the set-up lacks', '(xs) => quantile(xs)', "import { quantile } from 'ppo-lib';", ['quantile']],
  ['a type of its file', '(xs) => { const s: Other = xs; return s; }', 'interface Other { x: number }', ['Other']],
  ['what nobody declares', '(xs) => unheardOf(xs)', '', ['unheardOf']],
  ['a name by shorthand', '() => ({ scale })', 'const scale = 2;', ['scale']],
  ['itself by another name than the stub has', 'function other(xs) { return other(xs); }', '', ['other']],
])) {
  test(`an answer that uses ${what} is found`, () => assert.deepEqual(missing(text, before), names));
}
