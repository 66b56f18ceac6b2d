import type * as ts from 'typescript';
import type { TypeScript } from './tslabParts';

/** Functions and fields of the compiler that its types do not show. */
type Binder = TypeScript & { bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void };
type Bound = ts.SourceFile & { readonly locals?: ReadonlyMap<string, ts.Symbol> };

/** The names that a cell declares, as the compiler's binder finds them. @param source text of the cell */
export function namesOfCell(typescript: TypeScript, source: string): ReadonlyMap<string, unknown> {
  const { ScriptTarget, ScriptKind } = typescript;
  const text = `export {};\n${source}`;
  const file = typescript.createSourceFile('cell.ts', text, ScriptTarget.ES2022, false, ScriptKind.TS);
  (typescript as Binder).bindSourceFile(file, { target: ScriptTarget.ES2022 });
  return (file as Bound).locals ?? new Map();
}
