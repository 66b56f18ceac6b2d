import assert from 'node:assert/strict';
import test from 'node:test';
import * as typescript from 'typescript';
import { shareVariables } from './cellVariables';

const share = (lines: readonly string[]): ReturnType<typeof shareVariables> =>
  shareVariables(typescript, lines.join('\n'));

test('each statement is followed by what it declares, on its own line', () => {
  const { code, functions, names } = share([
    "import a, { b as c } from 'x';",
    'const d = 1, { e, f: [g, ...h], i = 2 } = f();',
    'class j {',
    '}',
    'function f() { const inner = 1; return { e: inner, f: [] }; }',
    'export { a, c, d, e, g, h, i, j, f };',
    'export const tsLastExpr = 3;',
  ]);
  assert.deepEqual(code.split('\n'), [
    "import a, { b as c } from 'x';; __declare__({ a, c });",
    'const d = 1, { e, f: [g, ...h], i = 2 } = f();; __declare__({ d, e, g, h, i });',
    'class j {',
    '}; __declare__({ j });',
    'function f() { const inner = 1; return { e: inner, f: [] }; }',
    ' '.repeat('export { a, c, d, e, g, h, i, j, f };'.length),
    '       const tsLastExpr = 3;; __declare__({ tsLastExpr });',
  ]);
  assert.deepEqual(functions, ['f']);
  assert.deepEqual(names, ['f', 'a', 'c', 'd', 'e', 'g', 'h', 'i', 'j', 'tsLastExpr']);
});

test('what can be assigned is declared as accessors, and a loop writes to the variable alone', () => {
  const { code } = share(['let value = 0;', 'for (let i = 0; i < 9; i++) value += i;', 'export { value };']);
  assert.deepEqual(code.trimEnd().split('\n'), [
    'let value = 0;; __declare__({ get value() { return value; }, set value(value_) { value = value_; } });',
    'for (let i = 0; i < 9; i++) value += i;',
  ]);
});

test('var is found in blocks and loops, not in functions; names that are not exported are left alone', () => {
  const { names } = share([
    'if (true) { var a = 1; let b = 2; function g() { var c; } }',
    'for (var d of [() => { var e; }]) { try { var f; } catch { } }',
    'let hidden;',
    'export { a, d, f };',
  ]);
  assert.deepEqual(names, ['a', 'd', 'f']);
});
