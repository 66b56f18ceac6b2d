import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import test from 'node:test';
import { root } from '../paths.mjs';
import { lintNotebook } from './lint.mjs';
import { code, display, markdown, notebook, stream } from './sample.mjs';

process.env.HOME = '/home/somebody-else'; // who is root would find root's paths by that alone

/** @typedef {(sample: import('./files.mjs').Notebook) => void} Change */

const lines = (/** @type {number} */ count) =>
  Array.from({ length: count }, (_, index) => `const v${index} = ${index};`).join('\n');
const words = 'word '.repeat(2000);

/**
 * What is said of a notebook that keeps every rule, after `change` was made to it.
 * @param {Change} [change]
 */
function lint(change = () => {}) {
  const cells = [markdown('intro', words)];
  for (let index = 0; index < 20; index++) cells.push(code(`step-${index}`, lines(4), [stream('fine\n')]));
  const sample = notebook(cells);
  change(sample);
  return lintNotebook(sample);
}

test('a notebook that keeps the rules has no messages', () => assert.deepEqual(lint(), []));

for (const [what, change, message] of /** @type {[string, Change, RegExp][]} */ ([
  [
    'a cell of 41 lines',
    ({ cells }) => (cells[3].source = lines(41)),
    /^cell 4 \(step-2\): 41 lines of code; at most 40$/,
  ],
  [
    'long cells',
    ({ cells }) => cells.slice(1, 4).forEach((cell, index) => (cell.source = lines(25 + index))),
    /^one code cell in ten has 26 lines or more; at most 24: cell 4 \(step-2\) has 27, cell 3 .* has 26, cell 2 .* has 25$/,
  ],
  [
    'much code',
    ({ cells }) => cells.slice(1).forEach((cell) => (cell.source = lines(9))),
    /^the median code cell has 9 lines; at most 8$/,
  ],
  [
    'a long set-up cell',
    ({ cells }) => Object.assign(cells[1], { source: lines(17), metadata: { tags: ['setup'] } }),
    /^cell 2 \(step-0\): 17 lines in a set-up cell; at most 16$/,
  ],
  [
    'a wide line',
    ({ cells }) => (cells[2].source = `a;\nb; // ${'x'.repeat(100)}`),
    /^cell 3 \(step-1\): line 2 is 106 characters wide; at most 96, strings apart$/,
  ],
  [
    'little prose',
    ({ cells }) => (cells[0].source = 'two words'),
    /^0.0 words for each line of code in sight; at least 3$/,
  ],
  [
    'machinery in sight',
    ({ cells }) => (cells[2].source = "show('id', figure);"),
    /^cell 3 \(step-1\): it only sets the stage and is not folded/,
  ],
  [
    'folded code',
    ({ cells }) => (cells[2].metadata.jupyter = { source_hidden: true }),
    /^cell 3 \(step-1\): it is folded .* and neither only sets the stage nor has the tag fold/,
  ],
  [
    'a prediction that nobody made',
    ({ cells }) => (cells[1].outputs = [display({ 'text/html': '<p>You predicted <b>a</b></p>' })]),
    /^cell 2 \(step-0\): its output says "You predicted"$/,
  ],
  [
    'large outputs',
    ({ cells }) => (cells[1].outputs = [stream('x'.repeat(220_001))]),
    /bytes of outputs; at most 220000/,
  ],
  ['a cell out of order', ({ cells }) => (cells[2].execution_count = 7), /^step-1: execution count 7, not 2$/],
  ['a cell never run', ({ cells }) => (cells[2].execution_count = null), /^step-1: execution count null, not 2$/],
  [
    'stderr',
    ({ cells }) => cells[1].outputs.push(stream('careful', 'stderr')),
    /^cell 2 \(step-0\): on stderr: careful$/,
  ],
  ['an error', ({ cells }) => cells[1].outputs.push({ output_type: 'error', ename: 'E', evalue: 'bad' }), /E: bad$/],
  ['a random id', ({ cells }) => (cells[1].id = '3f2a9c1d'), /give the cell an id that says what it is/],
  ['an id used twice', ({ cells }) => (cells[2].id = 'step-0'), /the id is used twice/],
  ['an unknown tag', ({ cells }) => (cells[1].metadata.tags = ['set-up']), /unknown tag "set-up"/],
  [
    'a path in an output',
    ({ cells }) => (cells[1].outputs = [stream('saved /home/ann/x')]),
    /a path of one machine, \/home\/ann/,
  ],
  ['another kernel', (sample) => (sample.metadata.kernelspec = { name: 'jslab' }), /the kernel must be tslab/],
  [
    'a shorthand that stock tslab cannot read',
    ({ cells }) => (cells[3].source = `${lines(3).replaceAll('v', 'w')}\ntable({ v0 });`),
    /^cell 4 \(step-2\): \{ v0 \} fails on stock tslab/,
  ],
  [
    'a stub without check',
    ({ cells }) => (cells[1].metadata.tags = ['exercise:gae']),
    /^exercise gae needs one stub cell/,
  ],
])) {
  test(`${what} is named`, () => {
    const messages = lint(change);
    assert.equal(messages.length, 1, messages.join('\n'));
    assert.match(messages[0], message);
  });
}

test('outputs of a cell tagged explorable may be larger, but the file stays under 2 MB', () => {
  const embed =
    (/** @type {number} */ bytes) =>
    (/** @type {Parameters<Change>[0]} */ { cells }) => {
      cells[1].metadata.tags = ['explorable'];
      cells[1].outputs = [display({ 'text/html': 'x'.repeat(bytes) })];
    };
  assert.deepEqual(lint(embed(1_000_000)), []);
  assert.match(lint(embed(2_000_001))[0], /^a file of \d+ bytes; at most 2000000$/);
});

test('a review that opens a lesson has a small limit of its own, beside that of the lesson', () => {
  const opened =
    (/** @type {number} */ asked, /** @type {number} */ shown) =>
    (/** @type {Parameters<Change>[0]} */ { cells }) => {
      cells[1].id = 'review';
      cells[1].outputs = [stream('x'.repeat(asked))];
      cells[2].outputs = [stream('x'.repeat(shown))];
    };
  assert.deepEqual(lint(opened(3_500, 218_000)), []);
  assert.match(lint(opened(4_001, 0)).join(), /^review: \d+ bytes of outputs; at most 4000$/);
  assert.match(lint(opened(0, 220_001)).join(), /^\d+ bytes of outputs; at most 220000$/);
});

test('short cells, many cells and folded code break no limit', () => {
  /** @type {Change} */
  const short = ({ cells }) => cells.slice(1).forEach((cell) => (cell.source = 'a;'));
  assert.deepEqual(lint(short), []);
  /** @type {Change} */
  const many = ({ cells }) => {
    cells.push(...Array.from({ length: 60 }, (_, i) => markdown(`m-${i}`, 'x')));
  };
  assert.deepEqual(lint(many), []);
  /** @type {Change} */
  const wordy = ({ cells }) => {
    cells[0].source = 'word '.repeat(3 * 19 * 4); // enough for all cells but one
    cells[1].source = lines(4);
    cells[1].metadata = { tags: ['fold'], jupyter: { source_hidden: true } };
  };
  assert.deepEqual(lint(wordy), []);
});

test('what a page says after a click is no output yet', () => {
  const page = '<p>Pick one.</p><script type="text/plain">say("You predicted " + letter)</script>';
  assert.deepEqual(
    lint(({ cells }) => (cells[1].outputs = [display({ 'text/html': page })])),
    [],
  );
});

test('the script that a card carries does not count as what a lesson shows; the text beside it does', () => {
  const card = (/** @type {string} */ text, /** @type {string} */ script) =>
    lint(({ cells }) => {
      cells[1].outputs = [display({ 'text/html': `<div>${text}<script>${script}</script></div>` })];
    });
  assert.deepEqual(card('guess', 'x'.repeat(300_000)), []);
  assert.match(card('x'.repeat(300_000), 'run()').join(), /bytes of outputs; at most 220000/);
});

test('a committed check must be unattempted', () => {
  const change =
    (/** @type {string} */ said) =>
    (/** @type {Parameters<Change>[0]} */ { cells }) => {
      cells[1].metadata.tags = ['exercise:gae'];
      cells[2].metadata.tags = ['check:gae'];
      cells[2].outputs = [stream(said)];
    };
  assert.deepEqual(lint(change('not attempted gae\n')), []);
  assert.match(lint(change('PASS gae\n'))[0], /the committed check should say "not attempted gae"/);
});

for (const path of [
  '/root/ppo/x.ts',
  '/Users/ann/x',
  '/tmp/x-1/y',
  '/work/main',
  '/private/var',
  '/var/folders',
  'file:///C:/x',
  'file:///opt/%C3%9Cbung/x',
  `${root}/x`,
  `${homedir()}/x`,
]) {
  test(`${path} is a path of one machine, in a source, an output or an error`, () => {
    const found = (/** @type {Change} */ change) =>
      lint(change).filter((message) => /a path of one machine/.test(message));
    const error = { output_type: 'error', ename: 'E', evalue: 'bad', traceback: [`at cell (${path}:1:1)`] };
    assert.equal(found(({ cells }) => (cells[1].source = `a;\n// ${path}`)).length, 1);
    assert.equal(found(({ cells }) => (cells[1].outputs = [display({ 'text/html': `<a href="${path}">` })])).length, 1);
    assert.equal(found(({ cells }) => (cells[1].outputs = [error])).length, 1);
  });
}

test('an address is no path of a machine', () => {
  assert.deepEqual(
    lint(({ cells }) => (cells[0].source += ' https://example.org/home/page and a/tmp/b')),
    [],
  );
});
