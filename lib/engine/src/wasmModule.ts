import { show } from './arguments';
import { kernels, kernelsRelaxed } from './wasmBinary';

/** What we use of the WebAssembly interface: it is the same in Node and in browsers, whose type libraries we do not load. */
interface CompiledModule {
  readonly brand?: 'WebAssembly.Module';
}
interface LinearMemory {
  readonly buffer: ArrayBuffer;
}
declare const WebAssembly: {
  validate(bytes: Uint8Array): boolean;
  Module: new (bytes: Uint8Array) => CompiledModule;
  Memory: new (limits: { initial: number; maximum: number }) => LinearMemory;
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
const modules = new Map<WasmKind, CompiledModule | null>();

/** Node decodes natively; the loop, which browsers take, would be optimised by V8 before anything that matters is. */
function decode(base64: string): Uint8Array {
  if (typeof Buffer === 'function') return Buffer.from(base64, 'base64');
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

function moduleOf(kind: WasmKind): CompiledModule | null {
  let compiled = modules.get(kind);
  if (compiled === undefined) {
    const bytes = decode(kind === 'wasm' ? kernels : kernelsRelaxed);
    const usable = typeof WebAssembly === 'object' && WebAssembly.validate(bytes);
    compiled = usable ? new WebAssembly.Module(bytes) : null;
    modules.set(kind, compiled);
  }
  return compiled;
}

/** Whether this runtime accepts the build: 'wasm' needs WebAssembly SIMD, 'wasm-relaxed' relaxed SIMD (Node 22 and later). */
export function isSupported(kind: WasmKind): boolean {
  if (kind !== 'wasm' && kind !== 'wasm-relaxed') {
    throw new RangeError(`kind: got ${show(kind)}, must be "wasm" or "wasm-relaxed"`);
  }
  return moduleOf(kind) !== null;
}

/** The kernels working on a memory of their own, of a fixed number of pages (64 KiB): it cannot grow. */
export function instantiate(kind: WasmKind, pages: number): { kernels: Kernels; memory: Float32Array } {
  const compiled = moduleOf(kind);
  if (compiled === null) {
    throw new Error(`engine: this runtime does not accept the "${kind}" build; choose kind "auto" or "plain"`);
  }
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const instance = new WebAssembly.Instance(compiled, { env: { memory } });
  return { kernels: instance.exports as Kernels, memory: new Float32Array(memory.buffer) };
}
