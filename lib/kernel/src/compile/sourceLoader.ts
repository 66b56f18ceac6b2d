import * as fs from 'node:fs';
import Module from 'node:module';
import * as path from 'node:path';
import type * as ts from 'typescript';
import { withoutMapComment } from './sourceMaps';
import type { SourceMaps } from './sourceMaps';
import type { TypeScript } from './tslabParts';
import { stampOf } from './watchedFiles';

type Compile = (module: NodeModule, filename: string) => void;
interface ModuleInternals {
  _extensions: Record<string, Compile>;
  _resolveFilename(request: string, parent: NodeModule | undefined, ...rest: unknown[]): string;
}

const TYPESCRIPT = ['.ts', '.tsx', '.mts', '.cts'];

/**
 * Lets `require` load TypeScript files, the JavaScript files beside the notebook in either module syntax, and the
 * modules that cells define with `@module`; and forgets them, with all that imported them, after an edit.
 */
export class SourceLoader {
  private readonly stamps = new Map<string, string>();
  private readonly inMemory = new Map<string, string>();

  /** @param folder the notebook's folder, absolute */
  constructor(
    private readonly typescript: TypeScript,
    private readonly folder: string,
    private readonly maps: SourceMaps,
  ) {}

  /** Hooks into Node's module loader, for the life of the process. */
  install(): void {
    const internals = Module as unknown as ModuleInternals;
    for (const extension of TYPESCRIPT) internals._extensions[extension] = (module, file) => this.compile(module, file);
    for (const extension of ['.js', '.json'] as const) this.follow(internals, extension);
    const resolve = internals._resolveFilename.bind(Module);
    internals._resolveFilename = (request, parent, ...rest) => {
      // Everybody gets the tslab that runs here: another copy would not know where to display.
      if (request === 'tslab' || request.startsWith('tslab/')) return resolve(request, module, ...rest);
      return this.resolve(request, parent) ?? resolve(request, parent, ...rest);
    };
  }

  /** Adds or replaces a module that exists only in memory. @param file its absolute name, @param code CommonJS */
  define(file: string, code: string): void {
    this.inMemory.set(file, code);
    this.forget(new Set([file]));
  }

  /** Forgets every loaded file that changed on disk, and every module that imports one of them, however indirectly. */
  refresh(): void {
    const changed = new Set<string>();
    for (const [file, stamp] of this.stamps) if (stampOf(file) !== stamp) changed.add(file);
    if (changed.size > 0) this.forget(changed);
  }

  private forget(changed: ReadonlySet<string>): void {
    const importers = new Map<string, string[]>();
    for (const [file, module] of Object.entries(require.cache)) {
      for (const child of module?.children ?? []) {
        const list = importers.get(child.filename);
        if (list === undefined) importers.set(child.filename, [file]);
        else list.push(file);
      }
    }
    const stale = new Set(changed);
    for (const file of stale) for (const importer of importers.get(file) ?? []) stale.add(importer);
    for (const file of stale) {
      delete require.cache[file];
      this.stamps.delete(file);
    }
  }

  private compile(module: NodeModule, file: string): void {
    this.stamps.set(file, stampOf(file));
    const source = fs.readFileSync(file, 'utf8');
    const result = this.typescript.transpileModule(source, { fileName: file, compilerOptions: this.options() });
    this.maps.add(file, [result.sourceMapText ?? ''], file, source);
    evaluate(module, withoutMapComment(result.outputText), file);
  }

  private options(): ts.CompilerOptions {
    return {
      module: this.typescript.ModuleKind.CommonJS,
      target: this.typescript.ScriptTarget.ES2022,
      jsx: this.typescript.JsxEmit.React,
      esModuleInterop: true,
      experimentalDecorators: true,
      allowJs: true,
      sourceMap: true,
    };
  }

  /** Follows changes of plain files in the notebook's folder, and compiles its JavaScript as stock tslab does. */
  private follow(internals: ModuleInternals, extension: '.js' | '.json'): void {
    const original = internals._extensions[extension];
    internals._extensions[extension] = (module, file) => {
      const code = this.inMemory.get(file);
      if (code !== undefined) return evaluate(module, code, file);
      const local = file.startsWith(this.folder + path.sep) && !file.includes(`${path.sep}node_modules${path.sep}`);
      if (local && extension === '.js') return this.compile(module, file);
      if (local) this.stamps.set(file, stampOf(file));
      original(module, file);
    };
  }

  /** Requests that Node itself would not find, or would find something else for. */
  private resolve(request: string, parent: NodeModule | undefined): string | undefined {
    if (!/^\.{0,2}\//.test(request) && request !== '.' && request !== '..') return undefined;
    const from = parent?.filename ?? path.join(this.folder, 'cell');
    if (from.includes(`${path.sep}node_modules${path.sep}`)) return undefined;
    const target = path.resolve(path.dirname(from), request);
    for (const name of [target, `${target}.js`]) if (this.inMemory.has(name)) return name;
    return typescriptFile(target);
  }
}

/** Runs the CommonJS text of a module. */
function evaluate(module: NodeModule, code: string, file: string): void {
  (module as NodeModule & { _compile(code: string, file: string): void })._compile(code, file);
}

/** The TypeScript file that an import of `target` means, if there is one: foo, foo.js or foo/ written for foo.ts. */
function typescriptFile(target: string): string | undefined {
  const isFile = (file: string): boolean => fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  if (isFile(target)) return undefined;
  const bare = target.replace(/\.([cm]?)jsx?$/, '');
  const candidates = TYPESCRIPT.flatMap((ext) => [target + ext, bare + ext, path.join(target, `index${ext}`)]);
  return candidates.find((file) => !file.endsWith('.d.ts') && isFile(file));
}
