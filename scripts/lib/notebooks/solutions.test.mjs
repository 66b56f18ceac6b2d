import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { cache, notebooks } from '../paths.mjs';
import { parseSolutions, solutionTypeProblems } from './solutions.mjs';

test('answers are found wherever the file writes them out', () => {
  const { exercises } = parseSolutions(`
    import type { Exercise } from './types';
    const right = (x: number) => 2 * x;
    function squared(x: number) { return x * x; }
    const double: Exercise<(x: number) => number> = { solution: right, wrong: [{ answer: squared, message: 'squared' }] };
    export const solutions: Solutions = {
      double,
      'two-fold': { solution(x) { return x + x; }, wrong: [{ answer: function (x) { return x; }, message: \`once\` }] } satisfies Exercise,
    };`);
  /** @param {import('./solutions.mjs').Exercise} exercise */
  const texts = ({ solution, wrong }) =>
    [solution, ...wrong.map(({ answer }) => answer)].map((node) => node.body.getText());
  assert.deepEqual(Object.keys(exercises), ['double', 'two-fold']);
  assert.deepEqual(texts(exercises.double), ['2 * x', '{ return x * x; }']);
  assert.deepEqual(texts(exercises['two-fold']), ['{ return x + x; }', '{ return x; }']);
  assert.deepEqual(
    Object.values(exercises).map(({ wrong }) => wrong[0].message),
    ['squared', 'once'],
  );
});

for (const [what, text, message] of [
  ['no solutions', 'const other = {};', 'solutions must be an object'],
  ['solutions that are made elsewhere', 'export const solutions = make();', 'solutions must be an object'],
  [
    'a solution in a string',
    "export const solutions = { a: { solution: 'x', wrong: [] } };",
    'a.solution must be a function',
  ],
  ['no list of wrong answers', 'export const solutions = { a: { solution: () => 1 } };', 'a.wrong must be a list'],
  [
    'a wrong answer in a string',
    "export const solutions = { a: { solution: () => 1, wrong: [{ answer: 'x', message: 'm' }] } };",
    'a.wrong[0].answer must be a function',
  ],
  [
    'a message that is put together',
    "export const solutions = { a: { solution: () => 1, wrong: [{ answer: () => 2, message: 'a' + b }] } };",
    'a.wrong[0].message must be a string',
  ],
]) {
  test(`${what} is refused`, () =>
    assert.throws(() => parseSolutions(text), { message: `${message}, written out in the file of solutions` }));
}

/**
 * What the type check says about one file of solutions, with the settings of the real ones.
 * @param {import('node:test').TestContext} t
 * @param {string} text
 */
async function typeCheck(t, text) {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'solutions-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const types = join(notebooks, 'solutions', 'types');
  writeFileSync(join(folder, 'one.ts'), `import type { Exercise } from ${JSON.stringify(types)};\n${text}`);
  const extended = join(notebooks, 'solutions', 'tsconfig.json');
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: extended, include: ['one.ts'] }));
  return solutionTypeProblems(folder);
}

const exercise = (
  /** @type {string} */ solution,
  /** @type {string} */ answer,
) => `export const double: Exercise<(x: number) => number> = {
  solution: ${solution},
  wrong: [{ answer: ${answer}, message: 'm' }],
};`;

test('the type check accepts functions of the declared type', async (t) => {
  assert.deepEqual(await typeCheck(t, exercise('(x) => 2 * x', '(x) => x')), []);
});

for (const [what, text, message] of /** @type {[string, string, RegExp][]} */ ([
  [
    'a solution in a string',
    exercise("'return 2 * x;'", '(x) => x'),
    /Type 'string' is not assignable to type '\(x: number\)/,
  ],
  [
    'a wrong answer of another type',
    exercise('(x) => 2 * x', '(x) => `${x}`'),
    /Type 'string' is not assignable to type 'number'/,
  ],
  ['an answer that no cell would compile', exercise('(x) => x.twice()', '(x) => x'), /Property 'twice' does not exist/],
  ['an unused parameter', exercise('(x) => 2', '(x) => x'), /'x' is declared but its value is never read/],
])) {
  test(`the type check refuses ${what}`, async (t) => {
    const messages = await typeCheck(t, text);
    assert.match(messages.join('\n'), message);
  });
}

test('the solutions of all lessons pass the type check', async () => {
  assert.deepEqual(await solutionTypeProblems(), []);
});
