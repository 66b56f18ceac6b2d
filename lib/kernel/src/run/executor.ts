import type { CellCompiler, CompiledCell } from '../compile/cellCompiler';
import type { CellHost } from './cellHost';
import { CellScope, DeclaredNames } from './cellScope';
import { Deferred } from './deferred';
import type { ErrorReport, ErrorReporter } from './errorReport';
import { continueCell } from '../interrupt/currentCell';
import { stopEverything } from '../interrupt/epoch';
import type { Interrupts } from '../interrupt/interrupts';
import { Run } from '../interrupt/interrupts';
import type { MimeBundle } from './mimeBundle';
import { mimeBundleOf } from './mimeBundle';
import { protect } from '../interrupt/protection';
import type { SourceLoader } from '../compile/sourceLoader';
import type { SourceMaps } from '../compile/sourceMaps';
import type { TslabParts } from '../compile/tslabParts';

/** How a cell ended. */
export interface Outcome {
  /** Set when it failed. */
  readonly error?: ErrorReport;
  /** Value of the last expression, when there is one to show. */
  readonly result?: MimeBundle;
  /** An interrupt arrived while it ran. */
  readonly interrupted: boolean;
}

/** What an executor is made of. */
export interface ExecutorParts {
  readonly host: CellHost;
  readonly tslab: Pick<TslabParts, 'metadata'>;
  readonly compiler: CellCompiler;
  readonly loader: Pick<SourceLoader, 'define' | 'refresh'>;
  readonly maps: SourceMaps;
  readonly reporter: ErrorReporter;
  readonly interrupts: Interrupts;
}

/** tslab puts one line before a cell to make it a module. */
const LINES_BEFORE_CELL = 1;

/** Compiles and runs cells, one at a time. */
export class CellExecutor {
  private declarations = '';
  private readonly scope: CellScope;
  private number = 0;
  private failRunning: ((reason: unknown) => void) | undefined;

  constructor(private readonly parts: ExecutorParts) {
    this.scope = new CellScope(parts.host);
  }

  /** Declarations of the cells so far, as the compiler wants them. */
  get previous(): string {
    return this.declarations;
  }

  /** Names that the cells so far have declared. */
  get names(): string[] {
    return this.scope.names;
  }

  /** Number of the running cell. */
  get running(): number | undefined {
    return this.failRunning && this.number;
  }

  /** Makes the running cell fail, for errors that reach the process instead of the cell. */
  fail(reason: unknown): void {
    this.failRunning?.(reason);
  }

  /** An error as a message. Never throws. @param number of the cell that it belongs to */
  describe(thrown: unknown, number: number): ErrorReport {
    return this.parts.reporter.thrown(thrown, `cell[${number}]`);
  }

  /** Runs a cell. @param number its execution count. Never rejects: whatever goes wrong is in the outcome. */
  async execute(source: string, number: number): Promise<Outcome> {
    const cell = `cell[${number}]`;
    const run = new Run();
    this.number = number;
    this.parts.interrupts.begin(run);
    try {
      const compiled = protect(() => this.compile(source, cell));
      if (compiled === undefined) return { interrupted: false };
      if ('traceback' in compiled) return { error: compiled, interrupted: false };
      const value = await this.runCompiled(compiled, `${cell}.js`, run);
      const result = await this.userCode(run, () => mimeBundleOf(value));
      return { ...(result && { result }), interrupted: this.parts.interrupts.interrupted };
    } catch (thrown) {
      const { interrupted } = this.parts.interrupts;
      if (interrupted) stopEverything();
      return { error: this.describe(thrown, number), interrupted };
    } finally {
      this.parts.interrupts.end();
      this.failRunning = undefined;
      continueCell(undefined);
    }
  }

  /** @returns the compiled cell, an error report, or undefined when there is nothing to run */
  private compile(source: string, cell: string): CompiledCell | ErrorReport | undefined {
    const { tslab, compiler, loader, maps, reporter } = this.parts;
    const { module, mode, jsx } = tslab.metadata.getCodeMetadata(source);
    if (module !== undefined) {
      const diagnostics = compiler.addModule(module, source, jsx === true);
      return diagnostics.length > 0 ? reporter.notCompiled(diagnostics, cell, source) : undefined;
    }
    if (mode === 'browser') return undefined;
    loader.refresh();
    const compiled = compiler.convert(this.declarations, source);
    for (const { path: file, data } of compiled.sideOutputs ?? []) loader.define(file, data);
    if (compiled.diagnostics.length > 0) return reporter.notCompiled(compiled.diagnostics, cell, source);
    maps.add(`${cell}.js`, compiled.maps, cell, source, LINES_BEFORE_CELL);
    return compiled;
  }

  /** Runs the code and waits for it; the result is the value of the last expression. */
  private async runCompiled(compiled: CompiledCell, file: string, run: Run): Promise<unknown> {
    const { output = '', asynchronous, shared, lastExpressionVar: lastExpression } = compiled;
    const cell = { code: output, file, asynchronous, functions: shared.functions, lastExpression };
    const declared = new DeclaredNames();
    try {
      await this.userCode(run, () => {
        const returned = this.scope.run(cell, declared);
        return asynchronous ? returned : undefined;
      });
      this.declarations = compiled.declOutput ?? '';
      return declared.last;
    } catch (thrown) {
      const missing = new Set(shared.names.filter((name) => !declared.names.has(name)));
      this.declarations = this.parts.compiler.declarationsAfterFailure(compiled.declarations, missing);
      throw thrown;
    } finally {
      declared.open = false;
    }
  }

  /**
   * Calls code of the reader's in a task of its own, because it may be terminated together with everything that is on
   * the stack; and waits one turn of the event loop longer than its promise, so that rejections that nobody handles
   * fail this cell and not the next one.
   */
  private userCode<T>(run: Run, call: () => T | Promise<T>): Promise<T> {
    const { host } = this.parts;
    const ended = new Deferred<T>();
    this.failRunning = ended.reject;
    run.onStop = ended.reject;
    const succeed = (value: T): void => host.nextTurn(() => ended.resolve(value));
    host.inFreshTask(() => {
      try {
        continueCell(this.number);
        const returned = call();
        if (returned instanceof Promise) returned.then(succeed, ended.reject);
        else succeed(returned);
      } catch (thrown) {
        ended.reject(thrown);
      }
    });
    return ended.promise;
  }
}
