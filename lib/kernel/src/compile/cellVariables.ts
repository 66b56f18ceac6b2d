import type * as ts from 'typescript';
import type { TypeScript } from './tslabParts';

/** Name under which a compiled cell finds the function that makes its variables known to other cells. */
export const DECLARE = '__declare__';

/** A cell whose variables are local variables of the function that it becomes. */
export interface SharedCell {
  /** The cell as an ES module without exports; each of its lines is where it was. */
  readonly code: string;
  /** Names of its functions, which exist before its first line runs. */
  readonly functions: readonly string[];
  /** Names of all its variables, functions included. */
  readonly names: readonly string[];
}

/**
 * Shares the variables of a cell with other cells. After each statement that declares some, the cell tells their names:
 *
 *     const a = 1; __declare__({ a });
 *     let b = 2; __declare__({ get b() { return b; }, set b(b_) { b = b_; } });
 *
 * The cell itself reads and writes its local variables, which is as fast as in any function, and where it fails, what it
 * had declared is known. What may be assigned is shared as a pair of accessors, so that the cell's own functions, those
 * of other cells and later cells all see one variable.
 * @param module JavaScript of the cell, an ES module that exports each of its names; a statement begins on a line of its
 *   own, so that no column changes
 */
export function shareVariables(typescript: TypeScript, module: string): SharedCell {
  const file = typescript.createSourceFile('cell.js', module, typescript.ScriptTarget.ES2022);
  const exported = exportedNames(typescript, file);
  const functions: string[] = [];
  const names: string[] = [];
  let code = '';
  let copied = 0;
  for (const statement of file.statements) {
    const start = statement.getStart(file);
    code += module.slice(copied, start);
    copied = statement.end;
    if (typescript.isExportDeclaration(statement)) {
      code += blank(module.slice(start, copied));
      continue;
    }
    code += module.slice(start, copied).replace(/^export /, blank);
    if (typescript.isFunctionDeclaration(statement)) {
      if (statement.name !== undefined) functions.push(statement.name.text);
      continue;
    }
    const variables = variablesOf(typescript, statement).filter(({ name }) => exported.has(name));
    if (variables.length === 0) continue;
    names.push(...variables.map(({ name }) => name));
    code += `; ${DECLARE}({ ${variables.map(property).join(', ')} });`;
  }
  return { code: code + module.slice(copied), functions, names: [...functions, ...names] };
}

interface Variable {
  readonly name: string;
  /** It may get another value later. */
  readonly assignable: boolean;
}

function property({ name, assignable }: Variable): string {
  return assignable ? `get ${name}() { return ${name}; }, set ${name}(${name}_) { ${name} = ${name}_; }` : name;
}

function exportedNames(typescript: TypeScript, file: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  for (const statement of file.statements) {
    if (typescript.isExportDeclaration(statement)) {
      const clause = statement.exportClause;
      if (clause && typescript.isNamedExports(clause)) for (const one of clause.elements) names.add(one.name.text);
    } else if (typescript.isVariableStatement(statement) && statement.modifiers !== undefined) {
      for (const { name } of variablesOf(typescript, statement)) names.add(name);
    }
  }
  return names;
}

/** The variables of the cell that a statement declares: its own, and each `var` inside of it. */
function variablesOf(typescript: TypeScript, statement: ts.Statement): Variable[] {
  if (typescript.isClassDeclaration(statement)) return fixed([statement.name]);
  if (typescript.isImportDeclaration(statement)) {
    const clause = statement.importClause;
    const bindings = clause?.namedBindings;
    const named = bindings && typescript.isNamedImports(bindings) ? bindings.elements.map((one) => one.name) : [];
    return fixed([
      clause?.name,
      bindings && typescript.isNamespaceImport(bindings) ? bindings.name : undefined,
      ...named,
    ]);
  }
  const found = new Map<string, Variable>();
  const visit = (node: ts.Node, top: boolean): void => {
    if (typescript.isFunctionLike(node) || typescript.isClassLike(node)) return;
    if (typescript.isVariableDeclarationList(node)) {
      const block = (node.flags & typescript.NodeFlags.BlockScoped) !== 0;
      const assignable = (node.flags & typescript.NodeFlags.Const) === 0;
      if (top || !block) {
        for (const { name } of node.declarations) {
          for (const id of identifiersOf(typescript, name)) found.set(id, { name: id, assignable });
        }
      }
    }
    typescript.forEachChild(node, (child) => visit(child, false));
  };
  if (typescript.isVariableStatement(statement)) visit(statement.declarationList, true);
  else visit(statement, false);
  return [...found.values()];
}

function fixed(names: readonly (ts.Identifier | undefined)[]): Variable[] {
  return names.flatMap((name) => (name === undefined ? [] : [{ name: name.text, assignable: false }]));
}

/** The names that a declaration introduces: one, or those of a pattern. */
function identifiersOf(typescript: TypeScript, name: ts.BindingName): string[] {
  if (typescript.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((one) => (typescript.isBindingElement(one) ? identifiersOf(typescript, one.name) : []));
}

/** Spaces instead of a text, which keep its lines. */
function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
