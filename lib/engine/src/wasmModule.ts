import { show } from './arguments';
import { kernels, kernelsRelaxed } from './wasmBinary';

/** What we use of the WebAssembly interface: it is the same in Node and in browsers, whose type libraries we do not load. */
interface CompiledModule {
  readonly brand?: 'WebAssembly.Module';
}
interface LinearMemory {
  readonly buffer: ArrayBufferLike;
}
declare const WebAssembly: {
  validate(bytes: Uint8Array): boolean;
  Module: new (bytes: Uint8Array) => CompiledModule;
  Memory: new (limits: { initial: number; maximum: number; shared: boolean }) => LinearMemory;
  Instance: new (module: CompiledModule, imports: object) => { readonly exports: unknown };
};

/** The functions of assembly/kernels.ts that are called from here; addresses in bytes. */
export interface Kernels {
  readonly memory: { grow(pages: number): number };
  /** Through `count` neighbouring entries of the table of layers; rows is 1 or a multiple of 4. */
  forward(entry: number, count: number, rows: number): void;
  /** The same backwards. `toGradient`: from a parameter's address to its gradient's, 0: to the input and to no parameter. `zeros`: as many as the widest layer has inputs. */
  backward(entry: number, count: number, rows: number, toGradient: number, zeros: number): void;
  sumOfSquares(x: number, bytes: number): number;
  adam(
    p: number,
    m: number,
    v: number,
    g: number,
    bytes: number,
    scale: number,
    oneMinusBeta1: number,
    beta2: number,
    oneMinusBeta2: number,
    rate: number,
    root: number,
    epsilon: number,
  ): void;
}

export type WasmKind = 'wasm' | 'wasm-relaxed';

/** The compiled module of each build, made at first use and kept: compiling takes a fraction of a millisecond. */
const modules = new Map<string, CompiledModule | null>();

/** Node decodes natively; the loop, which browsers take, would be optimised by V8 before anything that matters is. */
function decode(base64: string): Uint8Array {
  if (typeof Buffer === 'function') return Buffer.from(base64, 'base64');
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

function moduleOf(kind: WasmKind, shared = false): CompiledModule | null {
  const key = shared ? `${kind}, shared` : kind;
  let compiled = modules.get(key);
  if (compiled === undefined) {
    const build = decode(kind === 'wasm' ? kernels : kernelsRelaxed);
    const bytes = shared ? forSharedMemory(build) : build;
    const usable = typeof WebAssembly === 'object' && WebAssembly.validate(bytes);
    compiled = usable ? new WebAssembly.Module(bytes) : null;
    modules.set(key, compiled);
  }
  return compiled;
}

/** The import of a memory in a binary module: its name, "this is a memory", "its size has a limit". */
const MEMORY_IMPORT = [...new TextEncoder().encode('memory'), 2, 1];

/** The same kernels for a memory that threads share: in the module that is one bit. */
function forSharedMemory(build: Uint8Array): Uint8Array {
  const at = build.findIndex((_, i) => MEMORY_IMPORT.every((byte, k) => build[i + k] === byte));
  if (at < 0) throw new Error('engine: wasmBinary.ts imports no memory with a limit; run npm run build:wasm');
  const bytes = Uint8Array.from(build);
  bytes[at + MEMORY_IMPORT.length - 1] = 3;
  return bytes;
}

/** Whether this runtime accepts the build: 'wasm' needs WebAssembly SIMD, 'wasm-relaxed' relaxed SIMD (Node 22 and later). */
export function isSupported(kind: WasmKind): boolean {
  if (kind !== 'wasm' && kind !== 'wasm-relaxed') {
    throw new RangeError(`kind: got ${show(kind)}, must be "wasm" or "wasm-relaxed"`);
  }
  return moduleOf(kind) !== null;
}

/** Kernels at work on a memory: `floats` shows all of it, and a second thread needs the other two. */
export interface Instance {
  readonly kernels: Kernels;
  readonly floats: Float32Array;
  readonly module: unknown;
  readonly memory: unknown;
}

/** The kernels working on a memory of their own, of a fixed number of pages (64 KiB): it cannot grow. @param shared between threads */
export function instantiate(kind: WasmKind, pages: number, shared: boolean): Instance {
  const compiled = moduleOf(kind, shared);
  if (compiled === null) {
    throw new Error(`engine: this runtime does not accept the "${kind}" build; choose kind "auto" or "plain"`);
  }
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  return { kernels: exports as Kernels, floats: new Float32Array(memory.buffer), module: compiled, memory };
}
