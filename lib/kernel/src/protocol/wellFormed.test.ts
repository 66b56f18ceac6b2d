import assert from 'node:assert/strict';
import test from 'node:test';
import { wellFormedJson } from './wellFormed';

test('each half of a pair becomes one U+FFFD, in values and in names', () => {
  const party = '🎉';
  assert.equal(wellFormedJson({ [party.charAt(0)]: [`a${party.charAt(1)}b`] }), '{"\ufffd":["a\ufffdb"]}');
  assert.equal(wellFormedJson(`${party.charAt(1)}${party.charAt(0)}`), '"\ufffd\ufffd"');
});

test('whole pairs, and backslashes that only look like escapes, stay', () => {
  for (const text of ['🎉', '\\ud83d', '\\\\ud83d', '\\', '\n"\u2028', '\\\ud7ff']) {
    assert.equal(JSON.parse(wellFormedJson(text)), text);
  }
  assert.equal(JSON.parse(wellFormedJson('\\\ud83d')), '\\\ufffd');
});

test('the result is the same as that of the language itself', () => {
  const units = ['\ud800', '\udbff', '\udc00', '\udfff', '\\', 'u', 'd', '8', '0', '"', 'x'];
  let seed = 1;
  const next = (): string => units[(seed = (seed * 48271) % 2147483647) % units.length] ?? '';
  for (let i = 0; i < 500; i++) {
    const text = Array.from({ length: 8 }, next).join('');
    const expected = (text as unknown as { toWellFormed(): string }).toWellFormed();
    assert.equal(JSON.parse(wellFormedJson(text)), expected, JSON.stringify(text));
  }
});

test('what JSON cannot hold is refused', () => {
  assert.throws(() => wellFormedJson({ a: 1n }), TypeError);
  assert.equal(wellFormedJson(undefined), 'null');
});
