import type * as ts from 'typescript';
import type { TypeScript } from './tslabParts';

/** What a cell declares to later cells, and what is left of earlier declarations beside it: texts of a `.d.ts` file. */
export interface CellDeclarations {
  /** Before the cell. */
  readonly previous: string;
  /** Of the cell. */
  readonly added: string;
  /** Of `previous`, what the cell does not declare anew. */
  readonly remaining: string;
}

/**
 * The declarations after a cell that did not run to its end.
 * @param missing values of the cell that it did not come to declare; where an earlier cell declared one, that holds on
 */
export function declarationsAfterFailure(
  typescript: TypeScript,
  { previous, added, remaining }: CellDeclarations,
  missing: ReadonlySet<string>,
): string {
  const ran = pickDeclarations(typescript, added, (name) => name === undefined || !missing.has(name));
  const held = pickDeclarations(typescript, previous, (name) => name !== undefined && missing.has(name));
  return ran + held + remaining;
}

/**
 * Some of the declarations of a text.
 * @param keep is asked for the name of each value, and with undefined for each type
 */
function pickDeclarations(typescript: TypeScript, text: string, keep: (name: string | undefined) => boolean): string {
  const file = typescript.createSourceFile('some.d.ts', text, typescript.ScriptTarget.ES2022);
  const printer = typescript.createPrinter();
  const pick = (statement: ts.Statement): ts.Statement | undefined => {
    if (typescript.isVariableStatement(statement)) return pickVariables(typescript, statement, keep);
    if (typescript.isImportDeclaration(statement)) return pickImports(typescript, statement, keep);
    const isType = typescript.isInterfaceDeclaration(statement) || typescript.isTypeAliasDeclaration(statement);
    const name = isType ? undefined : (statement as ts.DeclarationStatement).name?.text;
    return keep(name) ? statement : undefined;
  };
  let result = '';
  for (const statement of file.statements) {
    const picked = pick(statement);
    if (picked === statement) result += `${statement.getFullText(file).trimStart()}\n`;
    else if (picked) result += `${printer.printNode(typescript.EmitHint.Unspecified, picked, file)}\n`;
  }
  return result;
}

type Keep = (name: string) => boolean;

function pickVariables(typescript: TypeScript, statement: ts.VariableStatement, keep: Keep): ts.Statement | undefined {
  const { factory } = typescript;
  const list = statement.declarationList;
  const kept = list.declarations.filter((one) => typescript.isIdentifier(one.name) && keep(one.name.text));
  if (kept.length === list.declarations.length) return statement;
  if (kept.length === 0) return undefined;
  return factory.updateVariableStatement(
    statement,
    statement.modifiers,
    factory.updateVariableDeclarationList(list, kept),
  );
}

function pickImports(typescript: TypeScript, statement: ts.ImportDeclaration, keep: Keep): ts.Statement | undefined {
  const { factory } = typescript;
  const clause = statement.importClause;
  if (clause === undefined) return undefined;
  const name = clause.name && keep(clause.name.text) ? clause.name : undefined;
  const bindings = clause.namedBindings && pickBindings(typescript, clause.namedBindings, keep);
  if (name === clause.name && bindings === clause.namedBindings) return statement;
  if (name === undefined && bindings === undefined) return undefined;
  const picked = factory.updateImportClause(clause, clause.isTypeOnly, name, bindings);
  return factory.updateImportDeclaration(
    statement,
    statement.modifiers,
    picked,
    statement.moduleSpecifier,
    statement.assertClause,
  );
}

function pickBindings(
  typescript: TypeScript,
  bindings: ts.NamedImportBindings,
  keep: Keep,
): typeof bindings | undefined {
  if (typescript.isNamespaceImport(bindings)) return keep(bindings.name.text) ? bindings : undefined;
  const kept = bindings.elements.filter((one) => keep(one.name.text));
  if (kept.length === bindings.elements.length) return bindings;
  return kept.length === 0 ? undefined : typescript.factory.updateNamedImports(bindings, kept);
}
