import assert from 'node:assert/strict';
import test from 'node:test';
import { excerpt } from './excerpt';

test('the excerpt marks the place', () => {
  // eslint-disable-next-line no-control-regex
  const plain = (lines: string[]): string[] => lines.map((line) => line.replace(/\u001b\[\d*m/g, ''));
  assert.deepEqual(plain(excerpt('one\ntwo three\nfour', 2, 5, 5)), [
    '    1 | one',
    '  > 2 | two three',
    '      |     ^^^^^',
    '    3 | four',
  ]);
  assert.deepEqual(excerpt('one', 2, 1, 1), []);
});
