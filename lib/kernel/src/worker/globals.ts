/**
 * What programs for Node expect among the globals, defined before anything else of the worker is loaded. The code of the bundle
 * finds `nodeStandIn` where it says `process` (the build replaces the name), whose `versions` name no Node: TensorFlow.js and
 * the WebAssembly loader then know that they are in a browser. Cells find a `process` with the version that the lessons are for.
 */
import { Buffer } from 'node:buffer';
import { PROJECT } from './files';

const immediates = new Map<number, () => void>();
const { port1, port2 } = new MessageChannel();
let next = 0;
(port1 as unknown as { onmessage(event: { readonly data: number }): void }).onmessage = ({ data }) => {
  const run = immediates.get(data);
  immediates.delete(data);
  run?.();
};

const nothing = (): void => {};
const stream = { write: () => true, isTTY: false };
const now = (): number => performance.now();
const nodeStandIn = {
  browser: true,
  env: { NOTEBOOK_FIGURES_DIR: '' },
  version: 'v20.20.2',
  versions: {},
  platform: 'browser',
  arch: 'wasm',
  pid: 1,
  /** What `require.resolve` becomes: code that draws pictures, which no page runs, asks for its files as it is loaded. */
  resolve: String,
  argv: [],
  execArgv: [],
  cwd: () => `${PROJECT}/notebooks`,
  on: nothing,
  off: nothing,
  once: nothing,
  emitWarning: nothing,
  nextTick: (run: (...args: unknown[]) => void, ...args: unknown[]) => queueMicrotask(() => run(...args)),
  hrtime: Object.assign(() => [Math.floor(now() / 1e3), Math.round((now() % 1e3) * 1e6)], {
    bigint: () => BigInt(Math.round(now() * 1e6)),
  }),
  uptime: () => now() / 1e3,
  stdout: { ...stream },
  stderr: { ...stream },
  exit: (): never => {
    throw new Error(
      'process.exit() has nothing to end in a page; to end a cell early, return from a function or throw',
    );
  },
};

Object.assign(globalThis, {
  Buffer,
  nodeStandIn,
  setImmediate: (run: (...args: unknown[]) => void, ...args: unknown[]) => {
    const id = ++next;
    immediates.set(id, () => run(...args));
    port2.postMessage(id);
    return id;
  },
  clearImmediate: (id: number) => void immediates.delete(id),
});

/** The `process` of cells. */
export const cellProcess: unknown = Object.create(nodeStandIn, {
  versions: { value: { node: '20.20.2' }, enumerable: true },
});
