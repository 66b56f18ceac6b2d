// What the TypeScript compiler says about one cell by itself: its syntax, its names, and which names it takes from elsewhere.
import { createRequire } from 'node:module';

/** @typedef {import('typescript').Node} Node */
/** @typedef {import('typescript').Identifier} Identifier */
/** @typedef {import('typescript').TypeChecker} TypeChecker */

const fileName = 'cell.ts';
/** @type {typeof import('typescript') | undefined} */
let loaded;

/** The TypeScript package, loaded at the first use: these tools are read before anything is installed. */
export function typescript() {
  loaded ??= /** @type {typeof import('typescript')} */ (createRequire(import.meta.url)('typescript'));
  return loaded;
}

/** @param {string} text @returns a program of this one text, without any library: enough to tell which names it declares itself */
export function parse(text) {
  const ts = typescript();
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.ES2022, true);
  /** @type {import('typescript').CompilerHost} */
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

/** @param {import('typescript').SourceFile} file @returns {Identifier[]} every name that the cell leaves to later ones */
export function topLevelNames(file) {
  const ts = typescript();
  return file.statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
    if (ts.isImportDeclaration(statement)) return importedNames(statement);
    const { name } = /** @type {{ name?: Node }} */ (statement);
    return name && ts.isIdentifier(name) ? [name] : [];
  });
}

/** @param {import('typescript').BindingName} name @returns {Identifier[]} */
function boundNames(name) {
  if (typescript().isIdentifier(name)) return [name];
  return name.elements.flatMap((element) => ('name' in element ? boundNames(element.name) : []));
}

/** @param {import('typescript').ImportDeclaration} declaration @returns {Identifier[]} */
function importedNames({ importClause: clause }) {
  const bindings = clause?.namedBindings;
  const named = bindings && (typescript().isNamedImports(bindings) ? bindings.elements : [bindings]);
  return [clause, ...(named ?? [])].flatMap((part) => (part?.name ? [part.name] : []));
}

/**
 * The identifiers below `node` that mean something declared outside it, its own name among them.
 * @param {Node} node
 * @param {TypeChecker} checker
 * @returns {{ name: string, identifier: Identifier, declaration: Node | undefined }[]} in the order of the text;
 *   `declaration` is undefined where the text does not declare the name at all
 */
export function outsideNames(node, checker) {
  const ts = typescript();
  /** @type {ReturnType<typeof outsideNames>} */
  const found = [];
  const visit = (/** @type {Node} */ inner) => {
    if (ts.isIdentifier(inner) && isReference(inner)) {
      const declarations = symbolOf(checker, inner)?.declarations ?? [];
      if (!declarations.some((declaration) => declaration !== node && isWithin(declaration, node)))
        found.push({ name: inner.text, identifier: inner, declaration: declarations[0] });
    }
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return found;
}

/**
 * @param {TypeChecker} checker
 * @param {Identifier} identifier
 * @returns the symbol that the name stands for; of `{ name }` it is the variable, not the property
 */
export function symbolOf(checker, identifier) {
  return typescript().isShorthandPropertyAssignment(identifier.parent)
    ? checker.getShorthandAssignmentValueSymbol(identifier.parent)
    : checker.getSymbolAtLocation(identifier);
}

/** @param {Node} inner @param {Node} outer */
function isWithin(inner, outer) {
  return inner.pos >= outer.pos && inner.end <= outer.end;
}

/**
 * Whether an identifier is looked up in its scope, unlike the name of a property or a label.
 * @param {Identifier} identifier
 */
function isReference(identifier) {
  const ts = typescript();
  const { parent } = identifier;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === identifier;
  if (ts.isQualifiedName(parent)) return parent.left === identifier;
  if (ts.isBindingElement(parent) || ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent))
    return parent.propertyName !== identifier;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isPropertyAssignment(parent) || ts.isEnumMember(parent) || ts.isNamedTupleMember(parent))
    return parent.name !== identifier;
  if (ts.isClassElement(parent) || ts.isTypeElement(parent)) return parent.name !== identifier;
  return !ts.isLabeledStatement(parent) && !ts.isBreakOrContinueStatement(parent) && !ts.isMetaProperty(parent);
}
