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

/** The functions of assembly/kernels.ts; addresses and strides in bytes. */
export interface Kernels {
  readonly memory: { grow(pages: number): number };
  multiply(
    a: number,
    w: number,
    init: number,
    out: number,
    k: number,
    panels: number,
    panelStride: number,
    rows: number,
    aBlock: number,
    outBlock: number,
  ): void;
  multiplyAdd(
    a: number,
    w: number,
    out: number,
    k: number,
    panels: number,
    panelStride: number,
    rows: number,
    aBlock: number,
    outBlock: number,
  ): void;
  weightGradient(
    x: number,
    dz: number,
    dw: number,
    inputs: number,
    panels: number,
    rows: number,
    xBlock: number,
    dzBlock: number,
  ): void;
  biasGradient(dz: number, db: number, panels: number, rows: number, dzBlock: number): void;
  transpose(w: number, wt: number, inputPanels: number, outputPanels: number): void;
  tanhForward(z: number, units: number, rows: number, block: number): void;
  tanhBackward(y: number, dy: number, units: number, rows: number, block: number): void;
  reluForward(z: number, units: number, rows: number, block: number): void;
  reluBackward(y: number, dy: number, units: number, rows: number, block: number): void;
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

function decode(base64: string): Uint8Array {
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
