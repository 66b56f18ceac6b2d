/**
 * Starts the kernel: `node --no-force-async-hooks-checks launch.js --config-path <connection file>`.
 * (The flag lets Node go on after a loop was terminated in the middle of an asynchronous call.)
 */
import './interrupt/realTimers';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { CompilerHooks } from './compile/cellCompiler';
import { cellCompilerOptions } from './compile/compilerOptions';
import { explainBrowserFunctions } from './run/browserFunctions';
import { ErrorReporter } from './run/errorReport';
import { CellExecutor } from './run/executor';
import { nodeHost } from './run/nodeHost';
import { requestHandler } from './run/requestHandler';
import { installGuardedTimers } from './interrupt/guardedTimers';
import { KERNEL_BRIDGE } from './index';
import type { KernelBridge } from './index';
import { Interrupts } from './interrupt/interrupts';
import { Kernel } from './kernel';
import { catchStrayErrors, exitProcess, guardProcessExit } from './run/processGuards';
import { findProject } from './compile/project';
import { SourceLoader } from './compile/sourceLoader';
import { SourceMaps } from './compile/sourceMaps';
import { forgetSecrets } from './run/secrets';
import { prepareForTfjs } from './run/tfjsCompat';
import type { TslabParts } from './compile/tslabParts';
import { assertTslabVersion, installedTslabVersion, loadTslab } from './compile/tslabParts';
import type { Connection } from './protocol/wire';

const { version } = createRequire(__filename)('../package.json') as { version: string };

function readConnection(): Connection {
  const { values } = parseArgs({ options: { 'config-path': { type: 'string' } } });
  const file = values['config-path'];
  if (file === undefined) throw new Error('usage: launch.js --config-path <connection file written by Jupyter>');
  return JSON.parse(fs.readFileSync(file, 'utf8')) as Connection;
}

function makeExecutor(interrupts: Interrupts): {
  executor: CellExecutor;
  handler: ReturnType<typeof requestHandler>;
  tslab: TslabParts;
} {
  const folder = process.cwd();
  const project = findProject(folder);
  const hooks = new CompilerHooks();
  const tslab = loadTslab(hooks.replace);
  const maps = new SourceMaps();
  const loader = new SourceLoader(hooks.compiler, folder, maps);
  loader.install();
  const compiler = hooks.open(tslab, cellCompilerOptions(hooks.compiler, project.compilerOptions, project.root));
  const reporter = new ErrorReporter(maps, folder);
  const host = nodeHost(folder);
  const executor = new CellExecutor({ host, tslab, compiler, loader, maps, reporter, interrupts });
  const handler = requestHandler(tslab, compiler, executor);
  return { executor, handler, tslab };
}

function start(): void {
  assertTslabVersion(installedTslabVersion());
  const connection = readConnection();
  forgetSecrets(process.env);
  prepareForTfjs();
  const interrupts = new Interrupts();
  const { executor, handler, tslab } = makeExecutor(interrupts);
  const kernel = new Kernel({ connection, executor, interrupts, handler, exit: exitProcess });
  Reflect.set(tslab.jupyter, 'lastWriteDisplayData', kernel.display.bind(kernel));
  const bridge: KernelBridge = {
    version,
    get signal() {
      return interrupts.current.controller.signal;
    },
    openComm: (options) => kernel.comms.open(options),
    display: (message, update) => kernel.display(message, update),
  };
  Object.defineProperty(globalThis, KERNEL_BRIDGE, { value: Object.freeze(bridge) });
  installGuardedTimers();
  guardProcessExit();
  explainBrowserFunctions();
  catchStrayErrors((reason) => kernel.stray(reason));
  kernel.captureOutput();
}

try {
  start();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  exitProcess(1);
}
