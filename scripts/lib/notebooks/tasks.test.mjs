// Runs small lessons on the project's own kernel.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { cache } from '../paths.mjs';
import { answerNotebook, tryAnswers, unready } from './answers.mjs';
import { code, markdown, notebook } from './sample.mjs';
import { parseSolutions } from './solutions.mjs';
import { compare, rewrite } from './tasks.mjs';
import { readNotebook, textOf } from './files.mjs';

mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'tasks-test-'));
test.after(() => rmSync(folder, { recursive: true, force: true }));

/** @param {string} name @param {import('./files.mjs').Cell[]} cells */
function lesson(name, cells) {
  const path = join(folder, `${name}.ipynb`);
  writeFileSync(path, JSON.stringify(notebook(cells)));
  return path;
}

const prose = markdown('intro', 'word '.repeat(100));

test('a lesson is executed, normalised and written, and a second run changes nothing', async () => {
  const counting = code('count', 'for (let i = 0; i < 600; i++) console.log(i);\nconst two = 2;\nconst three = 3;');
  const using = code('use', 'console.log(two * three * 7000);\nconst a = 1;\nconst b = 2;');
  counting.metadata = { tags: ['setup'], scrolled: true, execution: { 'iopub.status.busy': 'now' } };
  using.execution_count = 41;
  const folded = code('folded', 'const  four=4');
  folded.metadata = { tags: ['fold'], jupyter: { source_hidden: true, outputs_hidden: true } };
  const path = lesson('good', [prose, counting, using, folded]);
  assert.deepEqual((await rewrite(path, {})).messages, []);
  const written = readFileSync(path, 'utf8');
  const { cells } = readNotebook(path);
  assert.deepEqual(cells[1].metadata, { tags: ['setup'] });
  assert.deepEqual(
    cells.slice(1).map((cell) => cell.execution_count),
    [1, 2, 3],
  );
  assert.deepEqual(cells[3].metadata, { tags: ['fold'], jupyter: { source_hidden: true } }, 'folded before and after');
  assert.equal(textOf(cells[3].source), 'const four = 4;', 'formatted');
  assert.equal(cells[1].outputs.length, 1, 'one stream, however many messages it came in');
  assert.equal(textOf(cells[1].outputs[0].text).split('\n').length, 601);
  assert.equal(textOf(cells[2].outputs[0].text), '42000\n');
  await rewrite(path, {});
  assert.equal(readFileSync(path, 'utf8'), written);
  assert.deepEqual((await compare(path, {})).messages, []);
  writeFileSync(path, written.replace('"42000\\n"', '"42001\\n"'));
  assert.deepEqual((await compare(path, {})).messages, [
    'cell 3 (use): text differs in line 1: committed "42001", now "42000"',
  ]);
});

for (const [what, source, message, timeout] of /** @type {[string, string, RegExp, number?][]} */ ([
  ['throws', 'throw new Error("the clip is wrong");', /^cell 2 \(only\): .*the clip is wrong/],
  [
    'does not compile',
    'const text: string = 5;',
    /^cell 2 \(only\): .*Type 'number' is not assignable to type 'string'/,
  ],
  ['writes to stderr', 'console.error("careful");', /^cell 2 \(only\): on stderr: careful$/],
  ['never ends', 'for (;;) {}', /^cell 2 \(only\): still running after 3 seconds$/, 3],
])) {
  test(`a cell that ${what} fails the run, and the file stays as it was`, async () => {
    const path = lesson('bad', [prose, code('only', source)]);
    const before = readFileSync(path, 'utf8');
    const { messages } = await rewrite(path, { timeout });
    assert.equal(messages.length, 1, messages.join('\n'));
    assert.match(messages[0], message);
    assert.equal(readFileSync(path, 'utf8'), before);
  });
}

const stub = code(
  'stub',
  'const double = (x: number): number => { throw new Error("not attempted"); };',
  [],
  ['exercise:double'],
);
const check = code(
  'check',
  'console.log(double(3) === 2 * three ? "PASS double" : "NOT YET double: you squared");',
  [],
  ['check:double'],
);
const exercise = notebook([
  prose,
  code('set-up', 'const three = 3;', [], ['setup']),
  code('other', 'throw 1;'),
  stub,
  check,
]);
const right = '(x) => 2 * x';
const squared = '(x) => { const y = x; return x * y; }';

/**
 * The solutions of that lesson.
 * @param {string} solution
 * @param {[string, string][]} wrong answers and their messages
 * @param {string} [before] what else the file declares
 */
function answersOf(solution, wrong, before = '') {
  const entries = wrong.map(([answer, message]) => `{ answer: ${answer}, message: '${message}' }`);
  return parseSolutions(
    `${before} export const solutions = { double: { solution: ${solution}, wrong: [${entries}] } };`,
  );
}

/** @param {string} solution @param {[string, string][]} wrong */
function tryOn(solution, wrong) {
  return tryAnswers(join(folder, 'answers.ipynb'), answerNotebook(exercise, answersOf(solution, wrong)));
}

test('a right solution passes and a wrong answer gets its message, with the set-up cells only', async () => {
  assert.deepEqual(await tryOn(right, [[squared, 'you squared']]), []);
});

test('a wrong solution, a wrong answer that passes, and another message are all named', async () => {
  const messages = await tryOn(squared, [
    [right, 'you squared'],
    [squared, 'you forgot the factor'],
  ]);
  assert.equal(messages.length, 3, messages.join('\n'));
  assert.match(messages[0], /^double-solution: the check should say "PASS double", and says "NOT YET double/);
  assert.match(messages[1], /^double-wrong-1: the check should say "NOT YET double", and says "PASS double"/);
  assert.match(messages[2], /^double-wrong-2: the check should say "you forgot the factor"/);
});

test('an answer that uses what its cell will not have is named before anything runs', () => {
  const helped = answersOf(
    '(x) => twice(x)',
    [['(x) => three * x + six', 'm']],
    'const twice = (x) => 2 * x; const six = 6;',
  );
  assert.deepEqual(unready(exercise, helped), [
    "double-solution: it uses twice, which neither a set-up cell nor the stub's cell provides",
    "double-wrong-1: it uses six, which neither a set-up cell nor the stub's cell provides",
  ]);
  assert.deepEqual(unready(exercise, answersOf(right, [['(x) => three * x', 'm']])), []);
});

test('exercises and solutions that do not belong together are named', () => {
  assert.deepEqual(unready(exercise, answersOf(right, [])), ['exercise double has no wrong answer']);
  const other = parseSolutions('export const solutions = { half: { solution: (x) => x / 2, wrong: [] } };');
  assert.deepEqual(unready(exercise, other), ['exercise double has no solution', 'solution half has no exercise']);
});
