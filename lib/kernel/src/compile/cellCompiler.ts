import * as fs from 'node:fs';
import * as path from 'node:path';
import type * as ts from 'typescript';
import type { CompletionInfo, ConvertResult, Converter, Diagnostic } from 'tslab/dist/converter';
import { awaitGuardTransformer } from './awaitGuard';
import { namesOfCell } from './cellNames';
import { shareVariables } from './cellVariables';
import type { SharedCell } from './cellVariables';
import type { CellDeclarations } from './declarations';
import { declarationsAfterFailure } from './declarations';
import { earlierNamesTransformer } from './earlierNames';
import { withoutExports } from './ignoredExports';
import { lightPrograms } from './lightPrograms';
import { shareRebuildTimer } from './rebuildTimers';
import { withoutMapComment } from './sourceMaps';
import { hasTopLevelAwait } from './topLevelAwait';
import type { TslabParts, TypeScript } from './tslabParts';
import { WatchedFiles } from './watchedFiles';

/** A cell after type check and compilation, or why it did not compile. */
export interface CompiledCell extends ConvertResult {
  /** The cell must run inside an async function. */
  readonly asynchronous: boolean;
  /** Source map of each compilation step, JSON, first step first. */
  readonly maps: readonly string[];
  /** Its variables. */
  readonly shared: Omit<SharedCell, 'code'>;
  /** What it declares. */
  readonly declarations: CellDeclarations;
}

/** Compiles cells; a thin layer over tslab's converter. */
export interface CellCompiler {
  convert(previous: string, source: string): CompiledCell;
  inspect(previous: string, source: string, position: number): ts.QuickInfo;
  complete(previous: string, source: string, position: number): CompletionInfo;
  /** The declarations after a cell that failed without declaring the values `missing`. */
  declarationsAfterFailure(declarations: CellDeclarations, missing: ReadonlySet<string>): string;
  addModule(name: string, source: string, jsx: boolean): readonly Diagnostic[];
}

const OUT_DIR = 'outDir';
const CELL_FILE = '__tslab__.ts';

/**
 * The hooks through which tslab's converter is given other compiler options, a wider root folder, guarded awaits and
 * source maps. Make one, pass `replace` to `loadTslab`, then call `open`.
 */
export class CompilerHooks {
  private typescript: TypeScript | undefined;
  private options: ts.CompilerOptions = {};
  private step: Step = firstStep();
  /** What tslab's converter takes for the program while it asks for nothing but the names of a cell. */
  private namesOnly: ts.BuilderProgram | undefined;
  private receive: ((program: ts.BuilderProgram) => void) | undefined;
  private readonly watched = new WatchedFiles();

  readonly replace = (original: TypeScript): Partial<TypeScript> => {
    this.typescript = original;
    return {
      createWatchCompilerHost: this.createHost as unknown as TypeScript['createWatchCompilerHost'],
      transpileModule: this.transpile,
    };
  };

  /** The compiler of tslab, known once tslab was loaded. */
  get compiler(): TypeScript {
    if (this.typescript === undefined) throw new Error('CompilerHooks: load tslab before using its compiler');
    return this.typescript;
  }

  /** Opens tslab's converter for the current folder, with the given options in place of tslab's own. */
  open(parts: TslabParts, options: ts.CompilerOptions): CellCompiler {
    this.options = options;
    const converter = parts.converter.createConverter({ isJS: false, isBrowser: false });
    return {
      convert: (previous, source) => this.convert(converter, previous, source),
      inspect: (previous, source, position) =>
        converter.inspect(previous, withoutExports(this.compiler, source), position),
      complete: (previous, source, position) =>
        converter.complete(previous, withoutExports(this.compiler, source), position),
      declarationsAfterFailure: (declarations, missing) =>
        declarationsAfterFailure(this.compiler, declarations, missing),
      addModule: (name, source, jsx) => {
        this.watched.refresh();
        return converter.addModule(name, source, jsx ? { jsx } : {});
      },
    };
  }

  private convert(converter: Converter, previous: string, original: string): CompiledCell {
    this.watched.refresh();
    this.step = firstStep();
    const source = withoutExports(this.compiler, original);
    const result = this.convertOnce(converter, previous, source);
    const asynchronous = hasTopLevelAwait(this.compiler, source);
    const { firstMap, secondMap, shared, added } = this.step;
    const remaining = (result.declOutput ?? '').slice(added.length);
    return {
      ...result,
      asynchronous,
      maps: [firstMap, secondMap],
      shared,
      declarations: { previous, added, remaining },
    };
  }

  /**
   * The converter makes two programs of a cell: one to learn its names, and one to which it has added an export of them.
   * The names are known sooner, from the cell alone, so the first program is not made.
   */
  private convertOnce(converter: Converter, previous: string, source: string): ConvertResult {
    const names = namesOfCell(this.compiler, source);
    if (names.size > 0) this.namesOnly = { getSourceFile: () => ({ locals: names }) } as unknown as ts.BuilderProgram;
    try {
      return converter.convert(previous, source);
    } finally {
      this.namesOnly = undefined;
    }
  }

  private readonly skipProgram = (): boolean => {
    const program = this.namesOnly;
    if (program === undefined) return false;
    this.namesOnly = undefined;
    this.receive?.(program);
    return true;
  };

  /** Stands in for ts.createWatchCompilerHost, which tslab calls once with its fixed options. */
  private readonly createHost = (
    roots: string[],
    fixed: ts.CompilerOptions,
    system: ts.System,
    _createProgram: unknown,
    ...rest: never[]
  ): ts.WatchCompilerHost<ts.BuilderProgram> => {
    const options = {
      ...fixed,
      ...this.options,
      // Any file may be imported, not only those below the notebook's folder.
      rootDir: path.parse(system.getCurrentDirectory()).root,
      sourceMap: true,
      allowImportingTsExtensions: true,
    };
    this.watched.follow(system);
    shareRebuildTimer(system, this.skipProgram);
    const create = this.compiler.createWatchCompilerHost as unknown as (
      ...args: unknown[]
    ) => ts.WatchCompilerHost<ts.BuilderProgram>;
    const host = create(roots, options, system, lightPrograms(this.compiler), ...rest);
    // tslab sets this property next, to be given every new program.
    Object.defineProperty(host, 'afterProgramCreate', {
      get: () => (program: ts.BuilderProgram) => this.receive?.(this.wrapBuilder(program, system)),
      set: (callback: typeof this.receive) => (this.receive = callback),
    });
    return host;
  };

  /** The builder as the converter sees it: emits cells and in-memory modules, under the names the converter expects. */
  private wrapBuilder(program: ts.BuilderProgram, system: ts.System): ts.BuilderProgram {
    const folder = system.getCurrentDirectory();
    const cell = path.posix.join(folder, CELL_FILE);
    const wrapped = Object.create(program) as ts.BuilderProgram;
    wrapped.emit = (file, write, token, onlyDeclarations, transformers): ts.EmitResult => {
      const isCell = file?.fileName === cell;
      if (file === undefined || write === undefined || (!isCell && fs.existsSync(file.fileName))) {
        return { emitSkipped: true, diagnostics: [] };
      }
      const before = isCell ? this.cellTransformers(program) : [];
      return program.emit(
        file,
        (name, text, ...rest) => {
          const output = renameOutput(name, folder);
          if (isCell) this.note(name, text);
          if (!name.endsWith('.map')) write(output, withoutMapComment(text), ...rest);
        },
        token,
        onlyDeclarations,
        { ...transformers, before: [...before, ...(transformers?.before ?? [])] },
      );
    };
    return wrapped;
  }

  private cellTransformers(program: ts.BuilderProgram): ts.TransformerFactory<ts.SourceFile>[] {
    const checker = program.getProgram().getTypeChecker();
    return [earlierNamesTransformer(this.compiler, checker), awaitGuardTransformer(this.compiler)];
  }

  /** Keeps what the first step made of the cell. */
  private note(name: string, text: string): void {
    if (name.endsWith('.map')) this.step.firstMap = text;
    else if (name.endsWith('.d.ts')) this.step.added = text;
    else this.step.module = withoutMapComment(text);
  }

  /**
   * Stands in for ts.transpileModule, with which tslab turns a cell and its modules into CommonJS: shares the variables of
   * the cell, and keeps the source map.
   */
  private readonly transpile = (source: string, options: ts.TranspileOptions): ts.TranspileOutput => {
    const shared = source === this.step.module ? shareVariables(this.compiler, source) : undefined;
    const result = this.compiler.transpileModule(shared?.code ?? source, {
      ...options,
      compilerOptions: { ...options.compilerOptions, sourceMap: true },
    });
    if (shared !== undefined) this.step = { ...this.step, shared, secondMap: result.sourceMapText ?? '' };
    return { ...result, outputText: withoutMapComment(result.outputText) };
  };
}

/** What is kept of the steps of one conversion. */
interface Step {
  firstMap: string;
  secondMap: string;
  /** The cell as an ES module; undefined when it was not emitted. */
  module: string | undefined;
  /** Its declarations. */
  added: string;
  shared: Omit<SharedCell, 'code'>;
}

function firstStep(): Step {
  return { firstMap: '', secondMap: '', module: undefined, added: '', shared: { functions: [], names: [] } };
}

/** The compiler names outputs from the root of the disk; tslab expects them relative to the notebook's folder. */
function renameOutput(name: string, folder: string): string {
  const absolute = path.posix.join(path.parse(folder).root, path.posix.relative(OUT_DIR, name));
  return path.posix.join(OUT_DIR, path.posix.relative(folder, absolute));
}
