import type * as ts from 'typescript';
import type { TypeScript } from './tslabParts';

/**
 * Whether a cell awaits outside of any function, so that it has to run inside an async function. Looks at the syntax
 * tree: `await (x)` and `for await` count, an await inside a nested function does not.
 * @param source text of the cell
 */
export function hasTopLevelAwait(typescript: TypeScript, source: string): boolean {
  const file = typescript.createSourceFile(
    'cell.ts',
    `export {};\n${source}`,
    typescript.ScriptTarget.ES2022,
    /* setParentNodes */ false,
    typescript.ScriptKind.TS,
  );
  const visit = (node: ts.Node): boolean => {
    if (typescript.isAwaitExpression(node)) return true;
    if (typescript.isForOfStatement(node) && node.awaitModifier !== undefined) return true;
    if (typescript.isFunctionLike(node) || typescript.isClassStaticBlockDeclaration(node)) return false;
    return typescript.forEachChild(node, visit) ?? false;
  };
  return visit(file);
}
