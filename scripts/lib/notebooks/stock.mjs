// Two ways of writing that tslab as npm has it compiles wrongly, when they touch a name of an earlier cell. The launcher's
// kernel repairs both (earlierNames of lib/kernel); the lessons run on either kernel, so they do without.
import { createRequire } from 'node:module';
import { cellLabel, textOf } from './files.mjs';

const fileName = 'cell.ts';
let ts; // loaded at the first use: this file is read before anything is installed

/** @returns {string[]} one message for each place that fails on stock tslab, or will once its cell is changed a little */
export function stockTraps(notebook) {
  ts ??= createRequire(import.meta.url)('typescript');
  const earlier = new Map();
  return notebook.cells.flatMap((cell, index) => {
    if (cell.cell_type !== 'code') return [];
    const { file, checker } = parse(textOf(cell.source));
    const originOf = (identifier) => origin(checker, earlier, identifier);
    const found = trapsOf(file, originOf);
    const left = topLevelNames(file).map((name) => [name.text, originOf(name) === 'import' ? 'import' : 'earlier']);
    left.forEach(([name, from]) => earlier.set(name, from));
    return found.map((message) => `${cellLabel(notebook, index)}: ${message}`);
  });
}

/** A program of this one cell, without any library: enough to tell which names the cell declares itself. */
function parse(text) {
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.ES2022, true);
  const host = {
    getSourceFile: (name) => (name === fileName ? file : undefined),
    getDefaultLibFileName: () => 'lib.d.ts',
    getCurrentDirectory: () => '',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (name) => name === fileName,
    readFile: () => undefined,
    writeFile: () => {},
  };
  const program = ts.createProgram({ rootNames: [fileName], options: { noLib: true, noResolve: true }, host });
  return { file, checker: program.getTypeChecker() };
}

/**
 * Where the type of a name was written: in an imported file ('import'), in an earlier cell ('earlier') or in this one.
 * A variable is taken to have the type of what its value begins with.
 */
function origin(checker, earlier, identifier) {
  const shorthand = ts.isShorthandPropertyAssignment(identifier.parent);
  const symbol = shorthand
    ? checker.getShorthandAssignmentValueSymbol(identifier.parent)
    : checker.getSymbolAtLocation(identifier);
  const declaration = symbol?.declarations?.[0];
  if (!declaration) return earlier.get(identifier.text);
  if (shorthand) return undefined;
  if (ts.isImportSpecifier(declaration) || ts.isImportClause(declaration) || ts.isNamespaceImport(declaration))
    return 'import';
  const head = ts.isVariableDeclaration(declaration) && declaration.initializer && leftEnd(declaration.initializer);
  return head ? origin(checker, earlier, head) : undefined;
}

/** The identifiers of every name that the cell leaves to later ones. */
function topLevelNames(file) {
  const bound = (name) =>
    ts.isIdentifier(name) ? [name] : name.elements.flatMap((element) => (element.name ? bound(element.name) : []));
  return file.statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.flatMap(({ name }) => bound(name));
    if (ts.isImportDeclaration(statement)) return importedNames(statement);
    return statement.name && ts.isIdentifier(statement.name) ? [statement.name] : [];
  });
}

function importedNames({ importClause: clause }) {
  const bindings = clause?.namedBindings;
  const named = bindings && (ts.isNamedImports(bindings) ? bindings.elements : [bindings]);
  return [clause, ...(named ?? [])].flatMap((part) => (part?.name ? [part.name] : []));
}

function trapsOf(file, originOf) {
  const messages = [];
  const visit = (node) => {
    if (ts.isShorthandPropertyAssignment(node) && originOf(node.name)) {
      const name = node.name.text;
      messages.push(
        `{ ${name} } fails on stock tslab, as an earlier cell declares ${name}: write { ${name}: ${name} }`,
      );
    }
    if (ts.isBindingElement(node) && node.propertyName) {
      const head = sourceOf(node);
      if (head && originOf(head) === 'earlier') {
        messages.push(
          `the pattern { ${node.getText()} } fails on stock tslab, as an earlier cell declares ${head.text}: do not rename, or read the property`,
        );
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return messages;
}

/** The name at the left end of what a pattern takes apart: its value, its type, or the array whose callback it belongs to. */
function sourceOf(element) {
  let owner = element;
  while (ts.isBindingElement(owner) || ts.isBindingName(owner)) owner = owner.parent;
  if (owner.initializer) return leftEnd(owner.initializer);
  if (owner.type) return ts.isTypeQueryNode(owner.type) ? leftEnd(owner.type.exprName) : undefined;
  const call = owner.parent.parent;
  if (ts.isForOfStatement(call)) return leftEnd(call.expression);
  return ts.isParameter(owner) && ts.isCallExpression(call) ? leftEnd(call.expression) : undefined;
}

function leftEnd(node) {
  if (ts.isIdentifier(node)) return node;
  const inner = node.expression ?? node.left;
  return inner ? leftEnd(inner) : undefined;
}
