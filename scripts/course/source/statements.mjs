// A notebook's code as statements: what each declares and which names it needs, so that a function can be taken out of a
// notebook together with exactly what it uses.
import { outsideNames, parse, topLevelNames, typescript } from '../../lib/notebooks/syntax.mjs';

/**
 * @typedef {object} Statement
 * @property {string} text
 * @property {string[]} declares
 * @property {string[]} uses  names from outside the statement
 * @property {string | null} calls  the function that the statement does nothing but call, as in `check(...)`
 *
 * @typedef {{ statements: Statement[], problem: string | null }} ParsedCell  `problem`: what its syntax lacks, with the line
 */

/** @type {Map<string, ParsedCell>} cells are the same in most notebooks of a class */
const known = new Map();
const mostKnown = 5000;

/**
 * @param {string} source of a cell
 * @returns {ParsedCell}
 */
export function statementsOf(source) {
  const before = known.get(source);
  if (before) return before;
  const parsed = read(source);
  if (known.size >= mostKnown) known.clear();
  known.set(source, parsed);
  return parsed;
}

/** @param {string} source @returns {ParsedCell} */
function read(source) {
  try {
    const problem = syntaxProblem(source);
    if (problem) return { statements: [], problem };
    const { file, checker } = parse(source);
    const statements = file.statements.map((statement) => ({
      text: statement.getText(),
      declares: topLevelNames(/** @type {any} */ ({ statements: [statement] })).map(({ text }) => text),
      uses: [...new Set(outsideNames(statement, checker).map(({ name }) => name))],
      calls: calledName(statement),
    }));
    return { statements, problem: null };
  } catch (error) {
    if (error instanceof RangeError) return { statements: [], problem: 'it is nested too deeply to be read' };
    throw error;
  }
}

/** @param {string} source @returns {string | null} */
function syntaxProblem(source) {
  const ts = typescript();
  const { diagnostics = [] } = ts.transpileModule(`${source}\nexport {};`, {
    reportDiagnostics: true,
    compilerOptions,
  });
  const [first] = diagnostics;
  if (!first) return null;
  const line = first.file?.getLineAndCharacterOfPosition(first.start ?? 0).line ?? 0;
  return `line ${line + 1}: ${ts.flattenDiagnosticMessageText(first.messageText, ' ')}`;
}

/** @param {import('typescript').Statement} statement */
function calledName(statement) {
  const ts = typescript();
  if (!ts.isExpressionStatement(statement)) return null;
  let inner = statement.expression;
  while (ts.isAwaitExpression(inner) || ts.isVoidExpression(inner)) inner = inner.expression;
  return ts.isCallExpression(inner) && ts.isIdentifier(inner.expression) ? inner.expression.text : null;
}

const compilerOptions = { module: 1 /* CommonJS */, target: 9 /* ES2022 */, esModuleInterop: true };

/**
 * @param {string} source TypeScript without syntax errors
 * @returns {string} JavaScript, imports turned into `require`
 */
export function javascriptOf(source) {
  return typescript().transpileModule(`${source}\nexport {};`, { compilerOptions }).outputText;
}
