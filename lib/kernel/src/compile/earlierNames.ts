import type * as ts from 'typescript';
import type { TypeScript } from './tslabParts';

/** File in which tslab declares the names of earlier cells to the compiler. */
export const EARLIER_FILE = '__prev__.d.ts';

/**
 * A transformer for one cell that helps tslab turn names of earlier cells into properties of `exports`. tslab does not
 * recognise such a name in the shorthand `{ a }`, so this becomes `{ a: exports.a }`; and it takes the property name in
 * the pattern `const { a: x } = z` for a variable when an earlier cell declared `z`, so that name is replaced by a copy
 * about which the type checker knows nothing.
 * @param checker of the program that the cell belongs to
 */
export function earlierNamesTransformer(
  typescript: TypeScript,
  checker: ts.TypeChecker,
): ts.TransformerFactory<ts.SourceFile> {
  const isEarlier = (node: ts.ShorthandPropertyAssignment): boolean =>
    checker
      .getShorthandAssignmentValueSymbol(node)
      ?.declarations?.some((declaration) => declaration.getSourceFile().fileName.endsWith(`/${EARLIER_FILE}`)) ?? false;
  return (context) => {
    const { factory } = context;
    const copyOf = (name: ts.Identifier): ts.Identifier =>
      typescript.setTextRange(factory.createIdentifier(name.text), name);
    const spellOut = (node: ts.ShorthandPropertyAssignment, fallback: ts.Expression | undefined): ts.Node => {
      const variable = factory.createPropertyAccessExpression(factory.createIdentifier('exports'), copyOf(node.name));
      const value = fallback === undefined ? variable : factory.createAssignment(variable, fallback);
      const property = factory.createPropertyAssignment(copyOf(node.name), typescript.setTextRange(value, node.name));
      return typescript.setTextRange(property, node);
    };
    const visit = (node: ts.Node): ts.Node => {
      const inner = typescript.visitEachChild(node, visit, context);
      if (typescript.isShorthandPropertyAssignment(node) && typescript.isShorthandPropertyAssignment(inner)) {
        return isEarlier(node) ? spellOut(node, inner.objectAssignmentInitializer) : inner;
      }
      if (typescript.isBindingElement(inner) && inner.propertyName && typescript.isIdentifier(inner.propertyName)) {
        const property = copyOf(inner.propertyName);
        return factory.updateBindingElement(inner, inner.dotDotDotToken, property, inner.name, inner.initializer);
      }
      return inner;
    };
    return (file) => typescript.visitEachChild(file, visit, context);
  };
}
