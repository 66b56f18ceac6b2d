import type * as ts from 'typescript';
import type { TypeScript } from './tslabParts';

/** Options that tslab's way of compiling cell by cell depends on; a project cannot change them. */
const FIXED = [
  'module',
  'moduleResolution',
  'target',
  'rootDir',
  'outDir',
  'outFile',
  'declaration',
  'declarationMap',
  'composite',
  'incremental',
  'noEmit',
  'emitDeclarationOnly',
  'sourceMap',
  'inlineSourceMap',
  'isolatedModules',
] as const;

/**
 * Compiler options of the cells: strict, then what the project asks for.
 * @param requested the object under "tslab" / "compilerOptions" in package.json, spelled as in a tsconfig.json
 * @param root folder that relative paths in the options start from
 * @throws Error naming the option when it is unknown, has a wrong value, or cannot be changed for cells
 */
export function cellCompilerOptions(
  typescript: TypeScript,
  requested: Readonly<Record<string, unknown>>,
  root: string,
): ts.CompilerOptions {
  for (const name of FIXED) {
    if (name in requested) {
      throw new Error(`package.json, tslab.compilerOptions: "${name}" is fixed for notebook cells; remove it.`);
    }
  }
  const { options, errors } = typescript.convertCompilerOptionsFromJson({ strict: true, ...requested }, root);
  const first = errors[0];
  if (first !== undefined) {
    const text = typescript.flattenDiagnosticMessageText(first.messageText, ' ');
    throw new Error(`package.json, tslab.compilerOptions: ${text}`);
  }
  return options;
}
