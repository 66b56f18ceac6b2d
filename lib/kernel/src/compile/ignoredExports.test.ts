import assert from 'node:assert/strict';
import test from 'node:test';
import * as typescript from 'typescript';
import { withoutExports } from './ignoredExports';

const cases: readonly [string, string][] = [
  ['export const a = 1;', '       const a = 1;'],
  ['export async function f() {}', '       async function f() {}'],
  ['export default class A {}', '               class A {}'],
  ['export default function () {}', 'void           function () {}'],
  ['export default { a: 1 };', 'void           { a: 1 };'],
  ['export default async () => 1', 'void           async () => 1'],
  ['export abstract class A {}', '       abstract class A {}'],
  ['export declare const x: number;', '       declare const x: number;'],
  ['export type T = 1; export interface I {}', '       type T = 1;        interface I {}'],
  ['a;\nexport {\n  a,\n};\nb', 'a;\n        \n    \n  \nb'],
  ["export * from './x';", '                    '],
  ["const s = 'export default 5'; // export", "const s = 'export default 5'; // export"],
  ['export const π = "🎉"; export const q = 1', '       const π = "🎉";        const q = 1'],
];

test('the word disappears, and every other character stays where it was', () => {
  for (const [source, expected] of cases) {
    assert.equal(withoutExports(typescript, source), expected, source);
    assert.equal(expected.length, source.length, source);
  }
});
