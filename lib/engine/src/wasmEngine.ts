import { requireFloats } from './arguments';
import { BaseEngine, type EnginePath } from './baseEngine';
import type { Engine, Optimizer, OptimizerOptions } from './engine';
import { canStartThread, HelperThread } from './helperThread';
import { splitOf, type DenseLayer, type Network, type ParameterVector } from './spec';
import type { TensorRange } from './tensorRange';
import { readBlocks, writeBlocks } from './wasmBlocks';
import {
  BLOCK_ROWS,
  padTo4,
  planMemory,
  REACHED_BYTE,
  writeTable,
  type LayerAddresses,
  type Layout,
} from './wasmLayout';
import { instantiate, type Kernels, type WasmKind } from './wasmModule';
import { WasmOptimizer } from './wasmOptimizer';
import { pack, placesOf, unpack } from './wasmPacking';

/** The engine on WebAssembly SIMD kernels: `wasmLayout` says where everything lies, this class copies in and out and starts them. */
export class WasmEngine extends BaseEngine<LayerAddresses> {
  readonly layout: Layout;
  readonly kernels: Kernels;
  /** All of linear memory as floats: index = address / 4. */
  readonly memory: Float32Array;
  /** Shares the work of two networks side by side; null where there is one network, or one thread. */
  readonly helper: HelperThread | null;
  protected readonly inferRows: number;
  private readonly places: Int32Array;
  private readonly addresses: ReadonlyMap<string, LayerAddresses>;
  /** The path of the last backward pass: the gradients of all other layers are zero. */
  private gradientPath: EnginePath<LayerAddresses> | null = null;

  constructor(
    network: Network,
    readonly kind: WasmKind,
    threads: 1 | 2,
  ) {
    super(network);
    this.layout = planMemory(network);
    this.places = placesOf(this.layout.packed);
    const isShared = threads === 2 && splitOf(network.layers) > 0 && canStartThread();
    const { floats, ...instance } = instantiate(kind, this.layout.pages, isShared);
    this.kernels = instance.kernels;
    this.memory = floats;
    this.helper = isShared ? new HelperThread(instance) : null;
    writeTable(floats, this.layout);
    this.addresses = new Map(this.layout.layers.map((entry) => [entry.layer.name, entry]));
    // One block: the activations of a 64-64 network then stay in the first-level cache.
    this.inferRows = Math.min(BLOCK_ROWS, network.spec.maxRows);
  }

  getParameters(): Float32Array {
    return unpack(this.memory, this.layout.parameters, this.places);
  }

  getGradients(): Float32Array {
    return unpack(this.memory, this.layout.gradients, this.places);
  }

  readVector(name: string, into: Float32Array | Float64Array): void {
    const { size, start } = this.findVector(this.vectorNamed(name));
    requireFloats('into', into, size);
    const first = this.layout.parameters / 4 + start;
    for (let i = 0; i < size; i++) into[i] = this.memory[first + i];
  }

  protected storeParameters(flat: ArrayLike<number>): void {
    pack(this.memory, this.layout.parameters, this.places, flat);
  }

  protected storeVectorGradient(vector: ParameterVector, gradient: ArrayLike<number>): void {
    const { size, start } = this.findVector(vector);
    const first = this.layout.gradients / 4 + start;
    for (let i = 0; i < size; i++) this.memory[first + i] = gradient[i];
  }

  protected storeOutputGradient({ output }: LayerAddresses, gradient: ArrayLike<number>): void {
    writeBlocks(this.memory, output, output.gradients, gradient, 0, this.rows);
  }

  protected copyOutput({ output }: LayerAddresses, into: Float32Array | Float64Array, first: number): void {
    readBlocks(this.memory, output, output.values, into, first, this.rows);
  }

  protected unitOf(layer: DenseLayer): LayerAddresses {
    return this.addresses.get(layer.name) as LayerAddresses;
  }

  protected makeOptimizer(range: TensorRange, options: OptimizerOptions): Optimizer {
    return new WasmOptimizer(this, range, options);
  }

  protected compute(path: EnginePath<LayerAddresses>, input: Float32Array, first: number): boolean {
    const { layout, memory, rows } = this;
    const isFinite = writeBlocks(memory, layout.input, layout.input.values, input, first, rows);
    const padded = rows === 1 ? 1 : padTo4(rows); // a lone sample has kernels of its own
    const { helper } = this;
    const { halves } = path;
    if (helper !== null && halves !== null && helper.takes(halves.work * padded)) helper.forward(halves, padded);
    else for (const { first: start, count } of path.stretches) this.kernels.forward(start.entry, count, padded);
    return isFinite;
  }

  protected backpropagate(path: EnginePath<LayerAddresses>): void {
    if (this.gradientPath !== path) this.clearOtherGradients(path);
    this.gradientPath = path;
    const { parameters, gradients, zeros } = this.layout;
    const padded = padTo4(this.rows);
    const { helper } = this;
    const { halves } = path;
    if (helper !== null && halves !== null && helper.takes(2 * halves.work * padded)) {
      helper.backward(halves, padded, gradients - parameters, zeros);
      return;
    }
    for (let i = path.stretches.length - 1; i >= 0; i--) {
      const { first, count } = path.stretches[i];
      this.kernels.backward(first.entry, count, padded, gradients - parameters, zeros);
    }
  }

  protected backpropagateToInput(path: EnginePath<LayerAddresses>): void {
    const { zeros, inputEntry } = this.layout;
    const padded = padTo4(this.rows);
    this.memory[(inputEntry + REACHED_BYTE) / 4] = 0; // the bits of the whole number 0
    for (let i = path.stretches.length - 1; i >= 0; i--) {
      const { first, count } = path.stretches[i];
      this.kernels.backward(first.entry, count, padded, 0, zeros);
    }
  }

  protected copyInputGradient(into: Float32Array | Float64Array): void {
    const { input } = this.layout;
    readBlocks(this.memory, input, input.gradients, into, 0, this.rows);
  }

  protected blend(other: Engine, share: number): void {
    const { memory, layout } = this;
    const first = layout.parameters / 4;
    const isLikeThis = other instanceof WasmEngine; // then its parameters lie alike, perhaps elsewhere
    const towards = isLikeThis ? other.memory : this.packed(other.getParameters());
    const firstOther = isLikeThis ? other.layout.parameters / 4 : 0;
    for (let i = 0; i < layout.areaBytes / 4; i++) {
      memory[first + i] = (1 - share) * memory[first + i] + share * towards[firstOther + i];
    }
  }

  /** Parameters as they lie in this engine's memory, from index 0. */
  private packed(flat: Float32Array): Float32Array {
    const area = new Float32Array(this.layout.areaBytes / 4);
    pack(area, 0, this.places, flat);
    return area;
  }

  private clearOtherGradients(path: EnginePath<LayerAddresses>): void {
    const toGradient = this.layout.gradients - this.layout.parameters;
    for (const entry of this.layout.layers) {
      if (path.layers.includes(entry)) continue;
      const weights = (entry.weights + toGradient) / 4;
      const bias = (entry.bias + toGradient) / 4;
      this.memory.fill(0, weights, weights + entry.inputPanels * entry.outputPanels * 16);
      this.memory.fill(0, bias, bias + entry.outputPanels * 4 * (entry.norm === null ? 1 : 3)); // scale and shift follow
    }
  }

  private findVector({ name, size }: ParameterVector): { size: number; start: number } {
    const entry = this.layout.packed.find(({ tensor }) => tensor.name === name);
    return { size, start: entry?.start ?? 0 };
  }
}
