import assert from 'node:assert/strict';
import test from 'node:test';
import { compareNotebooks, plotly } from './compare.mjs';
import { code, display, notebook, stream } from './sample.mjs';

/** @typedef {import('./files.mjs').Output[]} Outputs */

const figure = (/** @type {unknown[]} */ y, picture = 'aGk=') =>
  display({ [plotly]: { data: [{ y }] }, 'image/png': picture, 'text/plain': 'a line' });
const one = (/** @type {Outputs} */ outputs, /** @type {string[] | undefined} */ tags) =>
  notebook([code('only', 'x', outputs, tags)]);
/** @param {Outputs} before @param {Outputs} after @param {string[]} [tags] */
const compare = (before, after, tags) => compareNotebooks(one(before, tags), one(after, tags));

test('equal outputs are equal, as a string or as a list of lines', () => {
  assert.deepEqual(compare([stream('a\nb\n')], [stream(['a\n', 'b\n'])]), []);
});

test('text is compared to the last character, and the message names cell and line', () => {
  assert.deepEqual(compare([stream('a\n0.1381\n')], [stream('a\n0.1382\n')]), [
    'cell 1 (only): text differs in line 2: committed "0.1381", now "0.1382"',
  ]);
});

test('numbers of a figure may differ by one part in a million', () => {
  assert.deepEqual(compare([figure([1, 1000])], [figure([1 + 0.9e-6, 1000.0009])]), []);
  const [message] = compare([figure([1, 1000])], [figure([1, 1000.0011])]);
  assert.equal(message, `cell 1 (only): figure.data.0.y.1 was 1000 and is now 1000.0011`);
});

test('a sign, a missing point and a null are differences', () => {
  assert.match(compare([figure([1e-3])], [figure([-1e-3])])[0], /was 0.001 and is now -0.001/);
  assert.match(compare([figure([1, 2])], [figure([1])])[0], /figure\.data\.0\.y\.1 is there only in what is committed/);
  assert.match(compare([figure([1])], [figure([1, 2])])[0], /is there only now/);
  assert.match(compare([figure([null])], [figure([0])])[0], /was null and is now 0/);
});

test('a picture is compared by presence only', () => {
  assert.deepEqual(compare([figure([1], 'aaaa')], [figure([1], 'bbbb')]), []);
  assert.match(
    compare([figure([1])], [display({ [plotly]: { data: [{ y: [1] }] }, 'text/plain': 'a line' })])[0],
    /image\/png/,
  );
});

test('library code in a page may change; the page around it may not', () => {
  const page = (/** @type {string} */ code, /** @type {string} */ text) =>
    display({ 'text/html': `<p>${text}</p><script data-code>${code}</script><p>end</p>` });
  assert.deepEqual(compare([page('old()', 'a')], [page('new()', 'a')]), []);
  assert.match(compare([page('old()', 'a')], [page('old()', 'b')])[0], /text\/html differs/);
  const plain = (/** @type {string} */ code) => display({ 'text/html': `<script>${code}</script>` });
  assert.match(compare([plain('old()')], [plain('new()')])[0], /text\/html differs/);
});

test('a missing, a new and an exchanged output are differences', () => {
  assert.match(compare([stream('a')], [])[0], /committed outputs are stdout; now they are nothing/);
  assert.match(compare([], [stream('a')])[0], /committed outputs are nothing; now they are stdout/);
  assert.match(compare([stream('a')], [stream('a', 'stderr')])[0], /now they are stderr/);
});

test('a cell with another tag is free only where it is asked for', () => {
  const cell = (/** @type {string} */ name) => one([stream(name)], ['backend']);
  assert.equal(compareNotebooks(cell('tensorflow'), cell('wasm')).length, 1);
  assert.deepEqual(compareNotebooks(cell('tensorflow'), cell('wasm'), 0, ['timing', 'backend']), []);
});

test('a cell tagged timing may print other text, but not other kinds of output', () => {
  assert.deepEqual(compare([stream('3.1 s')], [stream('2.9 s')], ['timing']), []);
  assert.equal(compare([stream('3.1 s')], [], ['timing']).length, 1);
});

test('two long lines are quoted where they part', () => {
  const line = (/** @type {string} */ end) => `${'x'.repeat(300)}${end}${'y'.repeat(300)}`;
  const [message] = compare([stream(line('0.5'))], [stream(line('0.6'))]);
  const [committed, now] = [...message.matchAll(/"(.*?)"/g)].map((match) => match[1]);
  assert.match(committed, /^\.\.\.x+0\.5y+$/);
  assert.match(now, /^\.\.\.x+0\.6y+$/);
  assert.ok(message.length < 450);
});

test('two different lines never have one quote', () => {
  const base = Array.from({ length: 400 }, (_, index) => String.fromCharCode(97 + (index % 26))).join('');
  for (const at of [0, 1, 39, 40, 41, 159, 160, 161, 300, 399]) {
    const other = `${base.slice(0, at)}#${base.slice(at + 1)}`;
    for (const [before, after] of [
      [base, other],
      [base, base.slice(0, at)],
      [base.slice(0, at), base],
    ]) {
      const [message] = compare([stream(before)], [stream(after)]);
      const [committed, now] = [...message.matchAll(/"(.*?)"/g)].map((match) => match[1]);
      assert.notEqual(committed, now, `character ${at}`);
    }
  }
  assert.match(compare([stream('a\nb')], [stream('a')])[0], /line 2: committed "b", now \(nothing\)$/);
});

test('the sentence that says what a picture shows, and its size, are compared', () => {
  const picture = (/** @type {object} */ about) => ({
    ...display({ 'image/png': 'aGk=', 'text/plain': 'a line' }),
    metadata: { 'image/png': about },
  });
  const about = { alt: 'Two lines that cross at 1.', width: 640 };
  assert.deepEqual(compare([picture(about)], [picture({ ...about })]), []);
  assert.match(
    compare([picture(about)], [picture({ ...about, alt: 'Two lines.' })])[0],
    /metadata\.image\/png\.alt was "Two lines that/,
  );
  assert.match(compare([picture(about)], [picture({ width: 640 })])[0], /alt is there only in what is committed/);
  assert.match(
    compare([picture(about)], [picture({ ...about, width: 640.0001 })])[0],
    /width was 640 and is now 640\.0001/,
  );
});

test('other JSON is compared to the last digit, whatever its kind', () => {
  for (const mime of ['application/json', 'application/vnd.vegalite.v5+json']) {
    const value = (/** @type {number} */ x) => display({ [mime]: { rows: [{ x }] } });
    assert.deepEqual(compare([value(0.5)], [value(0.5)]), []);
    const [message] = compare([value(0.5)], [value(0.5 + 1e-12)]);
    assert.match(message, /\.rows\.0\.x was 0\.5 and is now 0\.500000000001$/);
  }
});

test('an error that a cell is there to show is compared', () => {
  const error = (/** @type {string} */ evalue) => ({ output_type: 'error', ename: 'RangeError', evalue });
  assert.deepEqual(compare([error('clipRange: got 2')], [error('clipRange: got 2')]), []);
  assert.match(compare([error('clipRange: got 2')], [error('clipRange: got 3')])[0], /^cell 1 \(only\): error differs/);
});
