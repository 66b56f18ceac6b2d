import type * as ts from 'typescript';
import type { TypeScript } from './tslabParts';

/** Of a source file, what the compiler resolved its imports to; internal to the compiler. */
interface Resolved {
  readonly resolvedModules?: { forEach(visit: (one: { resolvedModule?: ts.ResolvedModule }) => void): void };
}

/**
 * Makes programs for tslab's converter without the records of which file refers to which that the compiler's own builders
 * keep to re-check only what changed: the converter asks for one cell at a time anyway, and the records, made anew for each
 * cell from all type definitions, took longer than all other steps of compiling it.
 */
export function lightPrograms(typescript: TypeScript): ts.CreateProgram<ts.BuilderProgram> {
  return (roots, options, host, old, errors, references) => {
    const builder = typescript.createAbstractBuilder(roots, options, host, old, errors, references);
    builder.getProgram().getTypeChecker(); // Binds the files, which the converter relies on.
    builder.getAllDependencies = (file) => sourcesBehind(builder.getProgram(), file);
    return builder;
  };
}

/** Names of a file and of all that it imports, however indirectly; what a declaration file imports is not followed. */
function sourcesBehind(program: ts.Program, file: ts.SourceFile): string[] {
  const found = new Set([file]);
  for (const one of found) {
    if (one.isDeclarationFile) continue;
    (one as Resolved).resolvedModules?.forEach(({ resolvedModule }) => {
      const imported = resolvedModule && program.getSourceFile(resolvedModule.resolvedFileName);
      if (imported !== undefined) found.add(imported);
    });
  }
  return [...found].map((one) => one.fileName);
}
