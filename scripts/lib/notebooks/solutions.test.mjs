import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { cache, notebooks } from '../paths.mjs';
import { findNotebooks, lessonName } from './files.mjs';
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

const exercise = (/** @type {string} */ solution, /** @type {string} */ answer) => `
export const double: Exercise<(x: number) => number> = {
  solution: ${solution},
  wrong: [{ answer: ${answer}, message: 'm' }],
};`;

/** @type {Record<string, { text: string, message: RegExp | null }>} */
const files = {
  right: { text: exercise('(x) => 2 * x', '(x) => x'), message: null },
  string: {
    text: exercise("'return 2 * x;'", '(x) => x'),
    message: /'string' is not assignable to type '\(x: number\)/,
  },
  otherType: {
    text: exercise('(x) => 2 * x', '(x) => `${x}`'),
    message: /'string' is not assignable to type 'number'/,
  },
  noSuchMethod: { text: exercise('(x) => x.twice()', '(x) => x'), message: /Property 'twice' does not exist/ },
  unused: { text: exercise('(x) => 2', '(x) => x'), message: /'x' is declared but its value is never read/ },
};

test('the type check refuses strings, other types and what no cell would compile, and nothing else', async (t) => {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'solutions-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const types = join(notebooks, 'solutions', 'types');
  for (const [name, { text }] of Object.entries(files))
    writeFileSync(join(folder, `${name}.ts`), `import type { Exercise } from ${JSON.stringify(types)};${text}`);
  const extended = join(notebooks, 'solutions', 'tsconfig.json');
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: extended, include: ['*.ts'] }));
  const messages = await solutionTypeProblems(folder);
  for (const [name, { message }] of Object.entries(files)) {
    const own = messages.filter((line) => line.includes(`${name}.ts(`));
    assert.equal(own.length, message === null ? 0 : 1, messages.join('\n'));
    if (message !== null) assert.match(own[0], message);
  }
});

test('the solutions of all lessons pass the type check', async () => {
  assert.deepEqual(await solutionTypeProblems(), []);
});

test('every file of solutions belongs to a lesson', () => {
  const files = readdirSync(join(notebooks, 'solutions')).filter((name) => /^\d.*\.ts$/.test(name));
  const lessons = findNotebooks().map(lessonName);
  assert.ok(files.length > 0);
  assert.deepEqual(
    files.filter((name) => !lessons.includes(name.replace(/\.ts$/, ''))),
    [],
  );
});
