import assert from 'node:assert/strict';
import test from 'node:test';
import { code, markdown, notebook } from './sample.mjs';
import { stockTraps } from './stock.mjs';

const first =
  "import { join, make } from 'some-library';\nconst env = make('x');\nconst batch = { size: 64 };\nconst [low, { high }] = [1, { high: 2 }];\nfunction play() { return batch; }\nclass Env {}";
const after = (/** @type {string[]} */ ...cells) =>
  stockTraps(
    notebook([
      code('first', first),
      markdown('words', 'const { size: n } = batch;'),
      ...cells.map((source) => code('later', source)),
    ]),
  );

for (const [what, source, message] of /** @type {[string, string, RegExp][]} */ ([
  ['a shorthand', 'show({ batch });', /^cell 3 \(later\): \{ batch \} fails on stock tslab/],
  ['a shorthand of an import', 'show({ join });', /\{ join: join \}/],
  ['a shorthand of a function', 'show({ play });', /\{ play: play \}/],
  ['a shorthand of a class', 'show([{ Env }]);', /\{ Env: Env \}/],
  ['a shorthand of part of a pattern', 'show({ low });', /\{ low: low \}/],
  ['a shorthand of a deeper part of a pattern', 'show({ high });', /\{ high: high \}/],
  ['a shorthand inside a function', 'const f = () => ({ batch });', /\{ batch: batch \}/],
  [
    'a renaming pattern',
    'const { size: n } = batch;',
    /^cell 3 \(later\): the pattern \{ size: n \} .* declares batch/,
  ],
  ['a renaming pattern on a call', 'const { size: n } = play();', /declares play/],
  ['a renaming pattern on a property', 'const { length: n } = batch.rows[0]!;', /declares batch/],
  ['a renaming pattern on an awaited value', 'const { size: n } = await play();', /declares play/],
  ['a renaming parameter of that type', 'const f = ({ size: n }: typeof batch) => n;', /declares batch/],
  ['a renaming parameter of a callback', 'low.map(({ size: n }) => n);', /declares low/],
  ['a renaming loop', 'for (const { size: n } of low) show(n);', /declares low/],
  ['a renaming pattern on a copy', 'const other = play(); const { size: n } = other;', /declares other|declares play/],
  ['a nested renaming pattern', 'const { inner: { seed: s } } = batch;', /seed: s/],
])) {
  test(`${what} of an earlier name is found`, () => {
    const messages = after(source);
    assert.match(messages.at(-1) ?? 'nothing', message);
    assert.equal(messages.length, what.startsWith('a nested') ? 2 : 1, messages.join('\n'));
  });
}

for (const [what, source] of [
  ['a property written out', 'show({ batch: batch });'],
  ['a shorthand of a name of this cell', 'const size = 1; show({ size });'],
  ['a shorthand of a name that this cell declares again', 'const batch = 1; show({ batch });'],
  ['a shorthand of an import of this cell', "import { sep } from 'path'; show({ sep });"],
  ['a shorthand of a parameter', '[1].map((batch) => ({ batch }));'],
  ['a shorthand of something global', 'show({ Math });'],
  ['a pattern that does not rename', 'const { size } = batch;'],
  ['a renaming pattern on a value of this cell', 'const other = { size: 1 }; const { size: n } = other;'],
  ['a renaming pattern on what a library made in an earlier cell', 'const { observation: next } = env.step(0);'],
  ['a renaming pattern on what an import returns', 'const { length: n } = join(batch);'],
  ['a renaming pattern on a local value', 'function f(batch: any) { const { size: n } = batch; return n; }'],
]) {
  test(`${what} is fine`, () => assert.deepEqual(after(source), []));
}

test('a name is earlier only for the cells that follow', () => {
  assert.deepEqual(stockTraps(notebook([code('a', 'show({ batch });'), code('b', 'const batch = 1;')])), []);
});
