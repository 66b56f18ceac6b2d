// What the TypeScript compiler says about one cell by itself: its syntax, its names, and which names it takes from elsewhere.
import { createRequire } from 'node:module';

const fileName = 'cell.ts';
let loaded;

/** The TypeScript package, loaded at the first use: these tools are read before anything is installed. */
export function typescript() {
  return (loaded ??= createRequire(import.meta.url)('typescript'));
}

/** A program of this one text, without any library: enough to tell which names it declares itself. */
export function parse(text) {
  const ts = typescript();
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

/** The identifiers of every name that the cell leaves to later ones. */
export function topLevelNames(file) {
  const ts = typescript();
  return file.statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
    if (ts.isImportDeclaration(statement)) return importedNames(statement);
    return statement.name && ts.isIdentifier(statement.name) ? [statement.name] : [];
  });
}

function boundNames(name) {
  if (typescript().isIdentifier(name)) return [name];
  return name.elements.flatMap((element) => (element.name ? boundNames(element.name) : []));
}

function importedNames({ importClause: clause }) {
  const bindings = clause?.namedBindings;
  const named = bindings && (typescript().isNamedImports(bindings) ? bindings.elements : [bindings]);
  return [clause, ...(named ?? [])].flatMap((part) => (part?.name ? [part.name] : []));
}

/**
 * The identifiers below `node` that mean something declared outside it, its own name among them.
 * @returns {{ name: string, identifier: object, declaration: object | undefined }[]} in the order of the text;
 *   `declaration` is undefined where the text does not declare the name at all
 */
export function outsideNames(node, checker) {
  const ts = typescript();
  const found = [];
  const visit = (inner) => {
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

/** The symbol that a name stands for; of `{ name }` it is the variable, not the property. */
export function symbolOf(checker, identifier) {
  return typescript().isShorthandPropertyAssignment(identifier.parent)
    ? checker.getShorthandAssignmentValueSymbol(identifier.parent)
    : checker.getSymbolAtLocation(identifier);
}

function isWithin(inner, outer) {
  return inner.pos >= outer.pos && inner.end <= outer.end;
}

/** Whether an identifier is looked up in its scope, unlike the name of a property or a label. */
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
