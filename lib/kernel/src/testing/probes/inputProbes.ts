import type { AnswerProbe } from './answerProbe';

const NOBODY = /nobody can type an answer here/;

/** Cells that wait for a reader, where there is none, and words that have no meaning in a cell. */
export const inputProbes: readonly AnswerProbe[] = [
  {
    title: 'readline.question',
    cells: [
      "import * as readline from 'node:readline/promises';\nconst rl = readline.createInterface({ input: process.stdin, output: process.stdout });\nconst name = await rl.question('Name? ');",
    ],
    error: NOBODY,
  },
  {
    title: 'readline.question with a callback',
    cells: [
      "const rl = require('node:readline').createInterface({ input: process.stdin, output: process.stdout });\nawait new Promise((done) => rl.question('Name? ', done));",
    ],
    error: NOBODY,
  },
  {
    title: 'the lines of readline',
    cells: [
      "for await (const line of require('node:readline').createInterface({ input: process.stdin })) console.log(line);",
    ],
    error: NOBODY,
  },
  {
    title: 'process.stdin',
    cells: ["await new Promise((done) => process.stdin.on('data', done));"],
    error: NOBODY,
  },
  {
    title: 'the chunks of process.stdin',
    cells: ['for await (const chunk of process.stdin) console.log(chunk);'],
    error: NOBODY,
  },
  { title: 'reading file 0', cells: ["require('node:fs').readFileSync(0, 'utf8')"], shows: /^$/ },
  { title: 'prompt', cells: ["\nconst age = prompt('Age?');"], error: /:2:13 - TS2304: .*rl\.question/ },
  {
    title: 'prompt past the type check',
    cells: ["(globalThis as any).prompt('Age?')"],
    error: /^Error: prompt\(\) belongs to web pages/,
  },
  { title: 'alert', cells: ["alert('!')"], error: /console\.log/ },
  { title: 'confirm', cells: ["confirm('?')"], error: /rl\.question/ },
  {
    title: 'export const and export function',
    cells: ['export const limit = 5;\nexport function twice(x: number) { return 2 * x; }', 'twice(limit)'],
    shows: /^10$/,
  },
  {
    title: 'export class and export enum',
    cells: ['export class A { n = 1; }\nexport enum E { B = 3 }', 'new A().n + E.B'],
    shows: /^4$/,
  },
  {
    title: 'export type and export interface',
    cells: ['export type T = number;\nexport interface I { a: T }', 'const i: I = { a: 4 }; i.a'],
    shows: /^4$/,
  },
  { title: 'export default of a value', cells: ['export default { a: 1 };\nconst x = 3;', 'x'], shows: /^3$/ },
  {
    title: 'export default of a function',
    cells: ['export default async function main() { return 8; }', 'await main()'],
    shows: /^8$/,
  },
  {
    title: 'export default without a name',
    cells: ['export default function () {}', 'export default class {}\n9'],
    shows: /^9$/,
  },
  {
    title: 'export of names',
    cells: ["const a = 1;\nexport { a as b };\nexport * from 'node:path';\na"],
    shows: /^1$/,
  },
  { title: 'an import that names the file with .ts', cells: ["import { five } from './five.ts';\nfive"], shows: /^5$/ },
];
