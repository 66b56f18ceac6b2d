import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Discrete } from './spaces/discrete.js';
import { show } from './text.js';

test('values are shown with their type visible, briefly', () => {
  const shown = [
    NaN,
    -0,
    '2',
    3n,
    null,
    undefined,
    [1, NaN],
    Float32Array.of(1, 2),
    { a: 1 },
    new Discrete(2),
    () => 1,
  ];
  assert.deepEqual(shown.map(show), [
    'NaN',
    '0',
    '"2"',
    '3n',
    'null',
    'undefined',
    '[1, NaN]',
    'Float32Array [1, 2]',
    '{ a }',
    'Discrete(2)',
    'function (anonymous)',
  ]);
  assert.equal(show(Array.from({ length: 20 }, (_, i) => i)), '[0, 1, 2, 3, 4, 5, 6, 7, ... 20 in all]');
  assert.equal(show('x'.repeat(100)).length, 62);
  assert.equal(show(Symbol('s')), 'Symbol(s)');
  assert.equal(show(Object.create(null)), '{  }');
  const hostile = {
    toString: () => {
      throw new Error('no');
    },
  };
  assert.equal(show(hostile), '{ toString }');
});

test('a list that holds itself is shown as far as it goes', () => {
  const inner: unknown[] = [1];
  inner.push(inner);
  assert.equal(show(inner), '[1, [1, [1, [... 2 in all]]]]');
  assert.equal(show([[[1]]]), '[[[1]]]');
});
