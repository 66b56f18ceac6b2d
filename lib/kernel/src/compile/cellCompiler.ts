import * as fs from 'node:fs';
import * as path from 'node:path';
import type * as ts from 'typescript';
import type { CompletionInfo, ConvertResult, Converter, Diagnostic } from 'tslab/dist/converter';
import { awaitGuardTransformer } from './awaitGuard';
import { earlierNamesTransformer } from './earlierNames';
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
}

/** Compiles cells; a thin layer over tslab's converter. */
export interface CellCompiler {
  convert(previous: string, source: string): CompiledCell;
  inspect(previous: string, source: string, position: number): ts.QuickInfo;
  complete(previous: string, source: string, position: number): CompletionInfo;
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
  private stepMaps: { first: string; second: string } = { first: '', second: '' };
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
      inspect: (previous, source, position) => converter.inspect(previous, source, position),
      complete: (previous, source, position) => converter.complete(previous, source, position),
      addModule: (name, source, jsx) => {
        this.watched.refresh();
        return converter.addModule(name, source, jsx ? { jsx } : {});
      },
    };
  }

  private convert(converter: Converter, previous: string, source: string): CompiledCell {
    this.watched.refresh();
    this.stepMaps = { first: '', second: '' };
    const result = converter.convert(previous, source);
    const asynchronous = hasTopLevelAwait(this.compiler, source);
    return { ...result, asynchronous, maps: [this.stepMaps.first, this.stepMaps.second] };
  }

  /** Stands in for ts.createWatchCompilerHost, which tslab calls once with its fixed options. */
  private readonly createHost = (
    roots: string[],
    fixed: ts.CompilerOptions,
    system: ts.System,
    ...rest: never[]
  ): ts.WatchCompilerHost<ts.BuilderProgram> => {
    const options = {
      ...fixed,
      ...this.options,
      // Any file may be imported, not only those below the notebook's folder.
      rootDir: path.parse(system.getCurrentDirectory()).root,
      sourceMap: true,
    };
    this.watched.follow(system);
    shareRebuildTimer(system);
    const create = this.compiler.createWatchCompilerHost as unknown as (
      ...args: unknown[]
    ) => ts.WatchCompilerHost<ts.BuilderProgram>;
    const host = create(roots, options, system, ...rest);
    // tslab sets this property next, to be given every new program.
    let receive: ((program: ts.BuilderProgram) => void) | undefined;
    Object.defineProperty(host, 'afterProgramCreate', {
      get: () => (program: ts.BuilderProgram) => receive?.(this.wrapBuilder(program, system)),
      set: (callback: typeof receive) => (receive = callback),
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
          if (!name.endsWith('.map')) write(output, withoutMapComment(text), ...rest);
          else if (isCell) this.stepMaps.first = text;
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

  /** Stands in for ts.transpileModule, with which tslab turns a cell's modules into CommonJS: keeps the source map. */
  private readonly transpile = (source: string, options: ts.TranspileOptions): ts.TranspileOutput => {
    const result = this.compiler.transpileModule(source, {
      ...options,
      compilerOptions: { ...options.compilerOptions, sourceMap: true },
    });
    this.stepMaps.second = result.sourceMapText ?? '';
    return { ...result, outputText: withoutMapComment(result.outputText) };
  };
}

/** The compiler names outputs from the root of the disk; tslab expects them relative to the notebook's folder. */
function renameOutput(name: string, folder: string): string {
  const absolute = path.posix.join(path.parse(folder).root, path.posix.relative(OUT_DIR, name));
  return path.posix.join(OUT_DIR, path.posix.relative(folder, absolute));
}
