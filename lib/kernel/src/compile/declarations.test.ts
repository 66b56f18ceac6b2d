import assert from 'node:assert/strict';
import test from 'node:test';
import * as typescript from 'typescript';
import { declarationsAfterFailure } from './declarations';

const after = (previous: string, added: string, remaining: string, ...missing: string[]): string =>
  declarationsAfterFailure(typescript, { previous, added, remaining }, new Set(missing)).trim();

test('what the cell did not declare is left out, and holds on where an earlier cell declared it', () => {
  const previous = 'declare let a: number, b: string;\ndeclare function f(): 1;\ndeclare let other: 1;\n';
  const added = '/** New. */\ndeclare let a: boolean;\ndeclare const b: 5, c: 6;\ndeclare function f(): 2;\n';
  const remaining = 'declare let other: 1;\n';
  assert.equal(
    after(previous, added, remaining, 'b'),
    '/** New. */\ndeclare let a: boolean;\ndeclare const c: 6;\ndeclare function f(): 2;\ndeclare let b: string;\ndeclare let other: 1;',
  );
  assert.equal(after(previous, added, remaining, 'a', 'b', 'c', 'f'), previous.trim());
});

test('imports are taken apart, types always stay', () => {
  const added =
    "import d, { e, type T } from 'x';\nimport * as n from 'y';\ninterface I {\n}\ntype U = 1;\ndeclare class C {\n}\n";
  assert.equal(after('', added, '', 'd', 'e', 'n', 'C'), 'import { type T } from "x";\ninterface I {\n}\ntype U = 1;');
  assert.equal(after("import { old, e } from 'z';\n", '', '', 'e'), 'import { e } from "z";');
});
