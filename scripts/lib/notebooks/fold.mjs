// Which cells are folded: those that only set the stage. Their code is one click away; what they show stays in sight.
import { hasTag, idAfter, textOf } from './files.mjs';
import { outsideNames, parse, topLevelNames, typescript } from './syntax.mjs';

const machinery = new Set(['predict', 'verdict', 'exercise', 'check', 'show', 'replay', 'inBrowser', 'scoreboard']);

/** @typedef {import('./files.mjs').Notebook} Notebook */
/** @typedef {import('typescript').Node} Node */

/**
 * Cells whose statements are all calls of the machinery, and declarations that serve nothing else: no later cell uses them,
 * and none waits for a result. A stub is never folded; a cell tagged `fold` always is.
 * @param {Notebook} notebook
 * @returns {boolean[]} one flag for each cell
 */
export function foldedCells(notebook) {
  const code = notebook.cells.map((cell) => (cell.cell_type === 'code' ? namesOf(textOf(cell.source)) : null));
  return notebook.cells.map((cell, index) => {
    const names = code[index];
    if (names === null || idAfter(cell, 'exercise:') !== null) return false;
    if (hasTag(cell, 'fold')) return true;
    return isMachinery(
      names,
      code.slice(index + 1).flatMap((later) => later ?? []),
    );
  });
}

/** @typedef {{ file: import('typescript').SourceFile, own: Set<string>, used: Set<string> }} Names */

/** @param {string} source @returns {Names} its syntax, the names that it leaves to later cells, and those that it takes from elsewhere */
function namesOf(source) {
  const { file, checker } = parse(source);
  const own = new Set(topLevelNames(file).map((name) => name.text));
  return { file, own, used: new Set(outsideNames(file, checker).map(({ name }) => name)) };
}

/** @param {import('./files.mjs').Cell} cell @returns {boolean} whether it is folded now */
export function isFolded(cell) {
  return cell.metadata?.jupyter?.source_hidden === true;
}

/** @param {boolean} folded @returns {string} what is wrong with a cell that should be folded, or should not */
export function foldMessage(folded) {
  return folded
    ? 'it only sets the stage and is not folded (jupyter.source_hidden): run npm run format'
    : 'it is folded (jupyter.source_hidden), and neither only sets the stage nor has the tag fold: run npm run format';
}

/**
 * @param {import('./files.mjs').Cell['metadata']} metadata
 * @param {boolean} folded
 * @returns {import('./files.mjs').Cell['metadata']} the same, with or without the mark of a folded cell
 */
export function foldedMetadata({ jupyter = {}, ...rest }, folded) {
  /** @type {typeof jupyter} */
  const kept = { ...jupyter, source_hidden: true };
  if (!folded) delete kept.source_hidden;
  return Object.keys(kept).length > 0 ? { ...rest, jupyter: kept } : rest;
}

/** @param {Names} names @param {Names[]} later */
function isMachinery({ file, own }, later) {
  const calls = file.statements.filter(callsMachinery);
  const helpers = file.statements.filter((statement) => !callsMachinery(statement));
  if (calls.length === 0 || !helpers.every(isHelper)) return false;
  return ![...own].some((name) => isUsed(name, later));
}

/** @param {import('typescript').Statement} statement */
function callsMachinery(statement) {
  const ts = typescript();
  if (!ts.isExpressionStatement(statement)) return false;
  const { expression } = statement;
  const call = ts.isAwaitExpression(expression) ? expression.expression : expression;
  return ts.isCallExpression(call) && ts.isIdentifier(call.expression) && machinery.has(call.expression.text);
}

/**
 * A constant, function or type. One that waits does the lesson's work (a run, a file), and that stays in sight.
 * @param {import('typescript').Statement} statement
 */
function isHelper(statement) {
  const ts = typescript();
  if (ts.isFunctionDeclaration(statement) || ts.isInterfaceDeclaration(statement)) return true;
  if (ts.isTypeAliasDeclaration(statement)) return true;
  const constant = ts.isVariableStatement(statement) && statement.declarationList.flags & ts.NodeFlags.Const;
  return Boolean(constant) && !waits(statement);
}

/** @param {Node} node @returns {boolean} */
function waits(node) {
  const ts = typescript();
  if (ts.isAwaitExpression(node)) return true;
  return !ts.isFunctionLike(node) && Boolean(ts.forEachChild(node, (inner) => waits(inner) || undefined));
}

/**
 * Whether a later cell means this name, before one declares it again.
 * @param {string} name
 * @param {Names[]} later
 */
function isUsed(name, later) {
  return later.find(({ own, used }) => own.has(name) || used.has(name))?.used.has(name) ?? false;
}
