/* eslint-disable @typescript-eslint/no-require-imports -- the bundle loads these where they stand, when what they need is there */
/**
 * The kernel in a worker of a page: the compiler, the scope, the errors and the outputs of the kernel on Node, on files in memory.
 * The page (assets/page.js) speaks with JupyterLab and sends requests here; what has no answer is an event.
 */
import { cellProcess } from './worker/globals';
import { CompilerHooks } from './compile/cellCompiler';
import type { CellCompiler } from './compile/cellCompiler';
import { cellCompilerOptions } from './compile/compilerOptions';
import { findProject } from './compile/project';
import { SourceMaps } from './compile/sourceMaps';
import type { TslabParts, TypeScript } from './compile/tslabParts';
import { KERNEL_BRIDGE } from './index';
import type { KernelBridge } from './index';
import { installGuardedTimers } from './interrupt/guardedTimers';
import { Interrupts } from './interrupt/interrupts';
import { realSetImmediate } from './interrupt/realTimers';
import { Comms } from './protocol/comms';
import type { StreamName } from './protocol/ioMessages';
import { StreamCollector } from './protocol/streamCollector';
import { wellFormedJson } from './protocol/wellFormed';
import type { CellHost } from './run/cellHost';
import { ErrorReporter } from './run/errorReport';
import { CellExecutor } from './run/executor';
import { requestHandler } from './run/requestHandler';
import { bringToCell } from './run/strayErrors';
import { bundleExplorable } from './worker/explorables';
import { mountProgress, mountProject, PROJECT } from './worker/files';
import { computeAsNode } from './worker/math';
import type { Fdlibm } from './worker/math';
import { CellModules } from './worker/modules';
import { printAsNode } from './worker/printing';

/** What the build puts beside this file; see scripts/site/worker.mjs. */
interface Bundled {
  readonly modules: Readonly<Record<string, () => unknown>>;
  readonly fdlibm: Fdlibm;
  /** The compiler as tslab will load it. */
  readonly typescript: TypeScript;
}

/** What is loaded at the start, from project.json beside the worker. */
interface ProjectFiles {
  readonly files: Readonly<Record<string, string>>;
  readonly plotlyNames: string;
}

type Content = Readonly<Record<string, unknown>>;

/** A message from the page. */
interface FromPage {
  readonly type: 'start' | 'execute' | 'request' | 'comm' | 'interrupt';
  /** Of a request that is answered. */
  readonly id?: number;
  /** A Jupyter message's type and content. */
  readonly name?: string;
  readonly content?: Content;
  readonly count?: number;
  /** The notebook's path. */
  readonly session?: string;
  /** Address of the folder `data` of the site. */
  readonly data?: string;
  /** The reader's progress as the page has kept it: text by file name. */
  readonly progress?: Readonly<Record<string, string>>;
}

interface WorkerScope {
  readonly location: { readonly href: string };
  readonly XMLHttpRequest: new () => {
    open(method: string, address: string, asynchronous: boolean): void;
    send(): void;
    readonly status: number;
    readonly responseText: string;
  };
  onmessage: (event: { readonly data: FromPage }) => void;
  postMessage(message: unknown): void;
  addEventListener(
    name: string,
    listener: (event: { readonly reason?: unknown; preventDefault(): void }) => void,
  ): void;
}

const worker = globalThis as unknown as WorkerScope;
const here = worker.location.href.replace(/[^/]*$/, '');
const { version } = require('../package.json') as { version: string };
const { modules, fdlibm, typescript } = require('site:bundled') as Bundled;
const FOLDER = `${PROJECT}/notebooks`;

const streams = new StreamCollector((name, text) => post('stream', { name, text }));

function post(type: string, content: unknown, more: object = {}): void {
  if (type !== 'stream') streams.flush();
  worker.postMessage({ ...more, type, content: JSON.parse(wellFormedJson(content)) as unknown });
}

function print(name: StreamName, text: string): void {
  streams.add(name, text);
}

/** Reads files of the site while the cell waits, as readFileSync does. @param base address of their folder */
function readerOf(base: string): (path: string) => string | undefined {
  return (path) => {
    const request = new worker.XMLHttpRequest();
    request.open('GET', base + path, false);
    request.send();
    return request.status === 200 ? request.responseText : undefined;
  };
}

const host = (cells: CellModules): CellHost => ({
  evaluate: (code, file) => (0, eval)(`${code}\n//# sourceURL=${file}`) as unknown,
  require: cells.require,
  inFreshTask: (run) => void realSetImmediate(run),
  nextTurn: (run) => void realSetImmediate(run),
});

/** A kernel that is ready. */
class WorkerKernel {
  private readonly interrupts = new Interrupts();
  private readonly executor: CellExecutor;
  private readonly handler: ReturnType<typeof requestHandler>;
  private readonly comms = new Comms((name, content, metadata) =>
    post('comm', content, { name, metadata: metadata ?? {} }),
  );

  constructor({ plotlyNames }: ProjectFiles) {
    const hooks = new CompilerHooks();
    Object.assign(typescript, hooks.replace({ ...typescript }));
    const tslab: TslabParts = {
      converter: require('tslab/dist/converter') as TslabParts['converter'],
      jupyter: require('tslab/dist/jupyter') as TslabParts['jupyter'],
      metadata: require('tslab/dist/metadata') as TslabParts['metadata'],
    };
    const { compilerOptions, root } = findProject(FOLDER);
    const compiler: CellCompiler = hooks.open(tslab, cellCompilerOptions(hooks.compiler, compilerOptions, root));
    const maps = new SourceMaps();
    const loader = new CellModules(modules);
    const reporter = new ErrorReporter(maps, FOLDER);
    const { interrupts, comms } = this;
    const readLibrary = readerOf(`${here}libraries/`);
    this.executor = new CellExecutor({ host: host(loader), tslab, compiler, loader, maps, reporter, interrupts });
    this.handler = requestHandler(tslab, compiler, this.executor);
    const bridge: KernelBridge = {
      version,
      get signal() {
        return interrupts.current.controller.signal;
      },
      openComm: (options) => comms.open(options),
      display: (message, update) => post('display', message, { update }),
      page: {
        wasmFolder: here,
        bundle: (source) => bundleExplorable(hooks.compiler, (name) => readLibrary(`${name}.js`), source),
        plotlyNames: () => plotlyNames,
      },
    };
    Object.defineProperty(globalThis, KERNEL_BRIDGE, { value: Object.freeze(bridge) });
  }

  /** Makes the globals those that cells expect; what the kernel itself needs of them it has taken before. */
  openToCells(): void {
    installGuardedTimers();
    printAsNode(console, print);
    computeAsNode(Math, fdlibm);
    for (const name of ['stdout', 'stderr'] as const) {
      const write = (text: unknown): boolean => (print(name, String(text)), true);
      Object.defineProperty((cellProcess as NodeJS.Process)[name], 'write', { value: write });
    }
    Object.defineProperty(globalThis, 'process', { value: cellProcess, configurable: true, writable: true });
    worker.addEventListener('unhandledrejection', (event) => {
      event.preventDefault();
      this.stray(event.reason);
    });
  }

  async receive({ type, id, name = '', content = {}, count = 0, session = '' }: FromPage): Promise<void> {
    if (type === 'interrupt') this.interrupts.interrupt();
    else if (type === 'comm') this.comms.receive(name, content);
    else if (type === 'request') post('reply', this.answer(name, content), { id });
    else {
      (cellProcess as NodeJS.Process).env['JPY_SESSION_NAME'] = session;
      const outcome = await this.executor.execute(String(content['code']), count);
      post('reply', outcome, { id, names: this.executor.names });
    }
  }

  private answer(name: string, content: Content): object {
    const { handler, comms } = this;
    if (name === 'kernel_info_request') return handler.handleKernel();
    if (name === 'is_complete_request') return handler.handleIsComplete(content as never);
    if (name === 'inspect_request') return handler.handleInspect(content as never);
    if (name === 'complete_request') return handler.handleComplete(content as never);
    if (name === 'comm_info_request') return comms.info(content['target_name']);
    throw new Error(`the kernel knows no ${name}`);
  }

  private stray(reason: unknown): void {
    bringToCell(reason, {
      running: () => this.executor.running,
      fail: (error) => this.executor.fail(error),
      report: (error, cell) => {
        const { traceback } = this.executor.describe(error, cell ?? 0);
        print('stderr', `An error that no cell caught: ${traceback.join('\n')}\n`);
      },
    });
  }
}

async function start({ data = '', progress = {} }: FromPage): Promise<WorkerKernel> {
  const answer = await fetch(`${here}project.json`);
  if (!answer.ok) throw new Error(`${here}project.json could not be loaded (${answer.status}): load the page again`);
  const project = (await answer.json()) as ProjectFiles;
  mountProject(project.files, readerOf(data));
  mountProgress(progress, (name, text) => post('progress', { name, text }));
  const kernel = new WorkerKernel(project);
  kernel.openToCells();
  return kernel;
}

let kernel: Promise<WorkerKernel> | undefined;

worker.onmessage = ({ data: message }) => {
  const failed = (error: unknown): void =>
    post('failed', error instanceof Error ? (error.stack ?? error.message) : String(error), { id: message.id });
  if (message.type === 'start') {
    kernel = start(message);
    kernel.then(() => post('ready', {}), failed);
  } else {
    kernel?.then((ready) => ready.receive(message)).catch(failed);
  }
};
