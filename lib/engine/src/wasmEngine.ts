import { BaseEngine, type EnginePath } from './baseEngine';
import type { Optimizer, OptimizerOptions } from './engine';
import type { DenseLayer, Network, ParameterVector } from './spec';
import type { TensorRange } from './tensorRange';
import { readBlocks, writeBlocks } from './wasmBlocks';
import { BLOCK_ROWS, padTo4, planMemory, type LayerAddresses, type Layout } from './wasmLayout';
import { instantiate, type Kernels, type WasmKind } from './wasmModule';
import { WasmOptimizer } from './wasmOptimizer';
import { pack, unpack } from './wasmPacking';

/** The engine on WebAssembly SIMD kernels. This class only decides which kernel runs on which addresses. */
export class WasmEngine extends BaseEngine<LayerAddresses> {
  readonly layout: Layout;
  readonly kernels: Kernels;
  /** All of linear memory as floats: index = address / 4. */
  readonly memory: Float32Array;
  protected readonly inferRows: number;
  private readonly addresses: ReadonlyMap<string, LayerAddresses>;
  /** The path of the last backward pass: the gradients of all other layers are zero. */
  private gradientPath: EnginePath<LayerAddresses> | null = null;
  /** Layers (by index) whose output gradient has been begun in this backward pass. */
  private readonly started = new Set<number>();

  constructor(
    network: Network,
    readonly kind: WasmKind,
  ) {
    super(network);
    this.layout = planMemory(network);
    const { kernels, memory } = instantiate(kind, this.layout.pages);
    this.kernels = kernels;
    this.memory = memory;
    this.addresses = new Map(this.layout.layers.map((entry) => [entry.layer.name, entry]));
    // One block: the activations of a 64-64 network then stay in the first-level cache.
    this.inferRows = Math.min(BLOCK_ROWS, network.spec.maxRows);
  }

  getParameters(): Float32Array {
    return unpack(this.memory, this.layout.parameters, this.layout.packed);
  }

  getGradients(): Float32Array {
    return unpack(this.memory, this.layout.gradients, this.layout.packed);
  }

  readVector(name: string, into: Float32Array | Float64Array): void {
    const { size, start } = this.findVector(this.vectorNamed(name));
    const first = this.layout.parameters / 4 + start;
    for (let i = 0; i < size; i++) into[i] = this.memory[first + i];
  }

  protected storeParameters(flat: ArrayLike<number>): void {
    pack(this.memory, this.layout.parameters, this.layout.packed, flat);
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
    readBlocks(this.memory, output, into, first, this.rows);
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
    const padded = padTo4(rows);
    for (const entry of path.layers) this.forwardLayer(entry, padded);
    return isFinite;
  }

  private forwardLayer(entry: LayerAddresses, rows: number): void {
    const { kernels } = this;
    const { layer, input, output, inputPanels, outputPanels, weights, bias } = entry;
    const { values, blockBytes } = output;
    const panelBytes = inputPanels * 64;
    const { inputs, units, activation } = layer;
    kernels.multiply(
      input.values,
      weights,
      bias,
      values,
      inputs,
      outputPanels,
      panelBytes,
      rows,
      input.blockBytes,
      blockBytes,
    );
    if (activation === 'tanh') kernels.tanhForward(values, units, rows, blockBytes);
    else if (activation === 'relu') kernels.reluForward(values, units, rows, blockBytes);
  }

  /** From the outputs towards the input: when a layer's turn comes, all its users have sent their gradient. */
  protected backpropagate(path: EnginePath<LayerAddresses>): void {
    if (this.gradientPath !== path) this.clearOtherGradients(path);
    this.gradientPath = path;
    this.started.clear();
    const padded = padTo4(this.rows);
    for (let i = path.layers.length - 1; i >= 0; i--) this.backwardLayer(path.layers[i], padded);
  }

  private backwardLayer(entry: LayerAddresses, rows: number): void {
    const { kernels } = this;
    const { layer, input, output, inputPanels, outputPanels, weights, bias } = entry;
    const { units, activation } = layer;
    const { blockBytes, gradients: dz } = output;
    // From the activation's output to its input, in place: the gradient at the output is not needed again.
    if (activation === 'tanh') kernels.tanhBackward(output.values, dz, units, rows, blockBytes);
    else if (activation === 'relu') kernels.reluBackward(output.values, dz, units, rows, blockBytes);

    const toGradient = this.layout.gradients - this.layout.parameters;
    const dw = weights + toGradient;
    kernels.weightGradient(input.values, dz, dw, inputPanels * 4, outputPanels, rows, input.blockBytes, blockBytes);
    kernels.biasGradient(dz, bias + toGradient, outputPanels, rows, blockBytes);
    if (layer.from >= 0) this.passGradientOn(entry, rows);
  }

  /** Gradient at a layer's input: the gradient at its output times the transposed weights. */
  private passGradientOn(entry: LayerAddresses, rows: number): void {
    const { kernels } = this;
    const { layer, input, output, inputPanels, outputPanels, weights, transposed } = entry;
    const { gradients: dz, blockBytes } = output;
    const { gradients: dx, blockBytes: inputBytes } = input;
    const panelBytes = outputPanels * 64;
    kernels.transpose(weights, transposed, inputPanels, outputPanels);
    if (this.started.has(layer.from)) {
      kernels.multiplyAdd(dz, transposed, dx, layer.units, inputPanels, panelBytes, rows, blockBytes, inputBytes);
    } else {
      const { zeros } = this.layout;
      kernels.multiply(dz, transposed, zeros, dx, layer.units, inputPanels, panelBytes, rows, blockBytes, inputBytes);
      this.started.add(layer.from);
    }
  }

  private clearOtherGradients(path: EnginePath<LayerAddresses>): void {
    const toGradient = this.layout.gradients - this.layout.parameters;
    for (const entry of this.layout.layers) {
      if (path.layers.includes(entry)) continue;
      const weights = (entry.weights + toGradient) / 4;
      const bias = (entry.bias + toGradient) / 4;
      this.memory.fill(0, weights, weights + entry.inputPanels * entry.outputPanels * 16);
      this.memory.fill(0, bias, bias + entry.outputPanels * 4);
    }
  }

  private findVector({ name, size }: ParameterVector): { size: number; start: number } {
    const entry = this.layout.packed.find(({ tensor }) => tensor.name === name);
    return { size, start: entry?.start ?? 0 };
  }
}
