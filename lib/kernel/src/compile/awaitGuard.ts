import type * as ts from 'typescript';
import type { TypeScript } from './tslabParts';

/** Names under which a compiled cell finds the two guards of epoch.ts. */
export const GUARD_AWAIT = '__guardAwait__';
export const GUARD_EACH = '__guardAwaitEach__';

/**
 * A transformer for one cell: `await x` becomes `await __guardAwait__(x)`, and a `for await` loop goes over
 * `__guardAwaitEach__(items)`. Types are checked before it runs, so they do not change.
 */
export function awaitGuardTransformer(typescript: TypeScript): ts.TransformerFactory<ts.SourceFile> {
  return (context) => {
    const { factory } = context;
    const guarded = (name: string, expression: ts.Expression): ts.Expression =>
      factory.createCallExpression(factory.createIdentifier(name), undefined, [expression]);
    const visit = (node: ts.Node): ts.Node => {
      const inner = typescript.visitEachChild(node, visit, context);
      if (typescript.isAwaitExpression(inner)) {
        return factory.updateAwaitExpression(inner, guarded(GUARD_AWAIT, inner.expression));
      }
      if (typescript.isForOfStatement(inner) && inner.awaitModifier !== undefined) {
        const items = guarded(GUARD_EACH, inner.expression);
        return factory.updateForOfStatement(inner, inner.awaitModifier, inner.initializer, items, inner.statement);
      }
      return inner;
    };
    return (file) => typescript.visitEachChild(file, visit, context);
  };
}
