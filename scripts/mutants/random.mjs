// Faults by chance: what a slip of the hand makes of an expression, found with TypeScript's parser.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { workspaces } from '../lib/workspaces.mjs';
import { fromRoot } from './compile.mjs';
import { mutated } from './faults.mjs';

/** @typedef {import('./faults.mjs').Mutant} Mutant */
/** @typedef {{ kind: string, from: number, to: number, replacement: string }} Edit */

const { SyntaxKind } = ts;

/** Operators and what they are taken for. @type {Map<ts.SyntaxKind, [kind: string, replacement: string]>} */
const slips = new Map([
  [SyntaxKind.LessThanToken, ['boundary', '<=']],
  [SyntaxKind.LessThanEqualsToken, ['boundary', '<']],
  [SyntaxKind.GreaterThanToken, ['boundary', '>=']],
  [SyntaxKind.GreaterThanEqualsToken, ['boundary', '>']],
  [SyntaxKind.EqualsEqualsEqualsToken, ['comparison', '!==']],
  [SyntaxKind.ExclamationEqualsEqualsToken, ['comparison', '===']],
  [SyntaxKind.AmpersandAmpersandToken, ['comparison', '||']],
  [SyntaxKind.BarBarToken, ['comparison', '&&']],
  [SyntaxKind.PlusToken, ['arithmetic', '-']],
  [SyntaxKind.MinusToken, ['arithmetic', '+']],
  [SyntaxKind.AsteriskToken, ['arithmetic', '/']],
  [SyntaxKind.SlashToken, ['arithmetic', '*']],
  [SyntaxKind.PlusEqualsToken, ['arithmetic', '-=']],
  [SyntaxKind.MinusEqualsToken, ['arithmetic', '+=']],
]);

/**
 * What may go wrong in a source, one edit for each.
 * @param {string} text
 * @returns {Edit[]}
 */
export function editsOf(text) {
  const source = ts.createSourceFile('source.ts', text, ts.ScriptTarget.ES2022, true);
  /** @type {Edit[]} */
  const edits = [];
  const visit = (/** @type {ts.Node} */ node) => {
    const edit = editOf(node, source);
    if (edit !== null) edits.push(edit);
    // Types and the names of modules are gone when the code runs.
    if (!ts.isTypeNode(node) && !ts.isImportDeclaration(node)) ts.forEachChild(node, visit);
  };
  visit(source);
  return edits;
}

/**
 * @param {ts.Node} node
 * @param {ts.SourceFile} source
 * @returns {Edit | null}
 */
function editOf(node, source) {
  const [from, to] = [node.getStart(source), node.end];
  if (ts.isBinaryExpression(node)) {
    const slip = slips.get(node.operatorToken.kind);
    if (slip === undefined || isText(node)) return null;
    const { operatorToken } = node;
    return { kind: slip[0], from: operatorToken.getStart(source), to: operatorToken.end, replacement: slip[1] };
  }
  if (ts.isNumericLiteral(node)) return { kind: 'constant', from, to, replacement: otherNumber(node.text) };
  if (node.kind === SyntaxKind.TrueKeyword) return { kind: 'constant', from, to, replacement: 'false' };
  if (node.kind === SyntaxKind.FalseKeyword) return { kind: 'constant', from, to, replacement: 'true' };
  if (ts.isExpressionStatement(node)) return { kind: 'removed statement', from, to, replacement: ';' };
  return null;
}

/**
 * A sum of texts: a minus there is no slip that anybody makes.
 * @param {ts.BinaryExpression} node
 */
const isText = ({ left, right }) =>
  [left, right].some((side) => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side));

/** @param {string} text of a number */
const otherNumber = (text) =>
  Number(text) === 0 ? '1' : Number.isInteger(Number(text)) ? String(Number(text) + 1) : `(2 * ${text})`;

/**
 * @param {string} root of the project
 * @param {{ count: number, seed: number, accept: (file: string) => boolean }} options
 * @returns {Mutant[]} the same ones for the same seed and sources
 */
export function randomMutants(root, { count, seed, accept }) {
  const files = sourcesOf(root).filter(accept);
  const places = files.flatMap((file) => {
    const original = readFileSync(join(root, file), 'utf8');
    return editsOf(original).map((edit) => ({ file, original, edit }));
  });
  return shuffled(places, seed)
    .slice(0, count)
    .map(({ file, original, edit: { kind, from, to, replacement } }) => {
      const because = `by chance, seed ${seed}`;
      const at = `${file}@${from}`;
      return { id: at, kind, file, because, ...mutated(original, from, to, replacement) };
    });
}

/**
 * The packages' sources without tests, what only tests use, and tables that a program wrote.
 * @param {string} root
 */
function sourcesOf(root) {
  return workspaces(root).flatMap(({ folder }) =>
    readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /(?<!\.d|\.test)\.ts$/.test(name) && !/testing|Tables|wasmBinary/.test(name))
      .sort()
      .map((name) => fromRoot(root, join(folder, 'src', name))),
  );
}

/**
 * @template T
 * @param {T[]} items
 * @param {number} seed
 */
export function shuffled(items, seed) {
  const result = [...items];
  let state = (seed + 1) >>> 0;
  for (let i = result.length - 1; i > 0; i--) {
    // Numerical Recipes' generator; its high bits are good enough to pick places.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}
