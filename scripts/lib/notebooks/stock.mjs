// Two ways of writing that tslab as npm has it compiles wrongly, when they touch a name of an earlier cell. The launcher's
// kernel repairs both (earlierNames of lib/kernel); the lessons run on either kernel, so they do without.
import { cellLabel, textOf } from './files.mjs';
import { parse, symbolOf, topLevelNames, typescript } from './syntax.mjs';

/** @typedef {import('typescript').Node} Node */
/** @typedef {import('typescript').Identifier} Identifier */
/** @typedef {'import' | 'earlier'} Origin */

/** @param {import('./files.mjs').Notebook} notebook @returns {string[]} one message for each place that fails on stock tslab, or will once its cell is changed a little */
export function stockTraps(notebook) {
  /** @type {Map<string, Origin>} */
  const earlier = new Map();
  return notebook.cells.flatMap((cell, index) => {
    if (cell.cell_type !== 'code') return [];
    const { file, checker } = parse(textOf(cell.source));
    const originOf = (/** @type {Identifier} */ identifier) => origin(checker, earlier, identifier);
    const found = trapsOf(file, originOf);
    const left = topLevelNames(file).map((name) => ({ name: name.text, imported: originOf(name) === 'import' }));
    left.forEach(({ name, imported }) => earlier.set(name, imported ? 'import' : 'earlier'));
    return found.map((message) => `${cellLabel(notebook, index)}: ${message}`);
  });
}

/**
 * Where the type of a name was written: in an imported file ('import'), in an earlier cell ('earlier') or in this one.
 * A variable is taken to have the type of what its value begins with.
 * @param {import('typescript').TypeChecker} checker
 * @param {Map<string, Origin>} earlier
 * @param {Identifier} identifier
 * @returns {Origin | undefined}
 */
function origin(checker, earlier, identifier) {
  const ts = typescript();
  const declaration = symbolOf(checker, identifier)?.declarations?.[0];
  if (!declaration) return earlier.get(identifier.text);
  if (ts.isShorthandPropertyAssignment(identifier.parent)) return undefined;
  if (ts.isImportSpecifier(declaration) || ts.isImportClause(declaration) || ts.isNamespaceImport(declaration))
    return 'import';
  const head = ts.isVariableDeclaration(declaration) && declaration.initializer && leftEnd(declaration.initializer);
  return head ? origin(checker, earlier, head) : undefined;
}

/** @param {import('typescript').SourceFile} file @param {(identifier: Identifier) => Origin | undefined} originOf */
function trapsOf(file, originOf) {
  const ts = typescript();
  /** @type {string[]} */
  const messages = [];
  const visit = (/** @type {Node} */ node) => {
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

/**
 * The name at the left end of what a pattern takes apart: its value, its type, or the array whose callback it belongs to.
 * @param {import('typescript').BindingElement} element
 * @returns {Identifier | undefined}
 */
function sourceOf(element) {
  const ts = typescript();
  /** @type {Node} */
  let part = element;
  while (ts.isBindingElement(part) || ts.isBindingName(part)) part = part.parent;
  const owner = /** @type {import('typescript').VariableDeclaration | import('typescript').ParameterDeclaration} */ (
    part
  );
  if (owner.initializer) return leftEnd(owner.initializer);
  if (owner.type) return ts.isTypeQueryNode(owner.type) ? leftEnd(owner.type.exprName) : undefined;
  const call = owner.parent.parent;
  if (ts.isForOfStatement(call)) return leftEnd(call.expression);
  return ts.isParameter(owner) && ts.isCallExpression(call) ? leftEnd(call.expression) : undefined;
}

/** @param {Node} node @returns {Identifier | undefined} */
function leftEnd(node) {
  if (typescript().isIdentifier(node)) return node;
  const { expression, left } = /** @type {{ expression?: Node, left?: Node }} */ (node);
  const inner = expression ?? left;
  return inner ? leftEnd(inner) : undefined;
}
