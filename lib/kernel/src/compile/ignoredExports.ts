import type * as ts from 'typescript';
import type { TypeScript } from './tslabParts';

/**
 * A cell without the word `export`: all its names reach later cells anyway, and code pasted from a module runs.
 * `export default` of a value becomes `void`, `export { a }` and `export * from` disappear.
 * @param source text of the cell
 * @returns a text of the same length, with every other character where it was
 */
export function withoutExports(typescript: TypeScript, source: string): string {
  if (!source.includes('export')) return source;
  const file = typescript.createSourceFile('cell.tsx', source, typescript.ScriptTarget.ES2022, true);
  let text = source;
  const replace = (start: number, end: number, by = ''): void => {
    const blank = text.slice(start, end).replace(/[^\n\r]/g, ' ');
    text = text.slice(0, start) + by + blank.slice(by.length) + text.slice(end);
  };
  for (const statement of file.statements) {
    const start = statement.getStart(file);
    if (typescript.isExportDeclaration(statement)) replace(start, statement.end);
    else if (typescript.isExportAssignment(statement)) replace(start, statement.expression.getStart(file), 'void');
    else if (typescript.canHaveModifiers(statement)) {
      const modifiers = (typescript.getModifiers(statement) ?? []).filter((one) => isExport(typescript, one));
      const last = modifiers[modifiers.length - 1];
      const first = modifiers[0]?.getStart(file);
      if (first !== undefined && last !== undefined) replace(first, last.end, isNameless(statement) ? 'void' : '');
    }
  }
  return text;
}

function isExport(typescript: TypeScript, { kind }: ts.Modifier): boolean {
  return kind === typescript.SyntaxKind.ExportKeyword || kind === typescript.SyntaxKind.DefaultKeyword;
}

/** `export default function () {}`, which without its first words is no statement. */
function isNameless(statement: ts.Statement): boolean {
  return 'name' in statement && statement.name === undefined;
}
