import assert from 'node:assert/strict';
import test from 'node:test';
import typescript from 'typescript';
import { hasTopLevelAwait } from './topLevelAwait';

test('only an await outside of every function is at the top level', () => {
  const cases: [string, boolean][] = [
    ['await x', true],
    ['const a = [1, await (x)]', true],
    ['if (a) { for await (const b of c) {} }', true],
    ['const f = async () => await x', false],
    ['async function f() { for await (const b of c) {} }', false],
    ['class A { async m() { await x } }', false],
    ['// await x\nconst s = "await x"', false],
  ];
  for (const [source, expected] of cases) assert.equal(hasTopLevelAwait(typescript, source), expected, source);
});
