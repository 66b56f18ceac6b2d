import type { DenseLayer, Network, TensorInfo } from './spec';

/** Samples in a block of activations; the kernels know this number too (assembly/kernels.ts). */
export const BLOCK_ROWS = 64;
/** The first bytes of memory hold the kernels' constants. */
const FIRST_FREE_BYTE = 2048;
const PAGE_BYTES = 65536;

export const padTo4 = (n: number): number => (n + 3) & ~3;

/** Addresses (bytes) of one stretch of activations or their gradients. */
export interface Activations {
  readonly units: number;
  /** Bytes from one block of 64 samples to the next. */
  readonly blockBytes: number;
  readonly values: number;
  readonly gradients: number;
}

/** What a layer normalisation needs: its parameters, and the standardised rows, in blocks with one more row for 1 / std. */
export interface NormAddresses {
  readonly scale: number;
  readonly shift: number;
  readonly standardized: number;
  readonly blockBytes: number;
}

/** A dense layer with its addresses. Panels are groups of 4 units. */
export interface LayerAddresses {
  readonly layer: DenseLayer;
  readonly input: Activations;
  readonly output: Activations;
  readonly inputPanels: number;
  readonly outputPanels: number;
  readonly weights: number;
  readonly bias: number;
  /** Of the layer normalisation; null if there is none. */
  readonly norm: NormAddresses | null;
  /** Where the transposed weights go. */
  readonly transposed: number;
  /** This layer's entry in the table that the kernels walk along. */
  readonly entry: number;
}

/** One tensor inside the padded parameter area. */
export interface PackedTensor {
  readonly tensor: TensorInfo;
  /** Offset and padded length in floats, from the start of the parameter area. */
  readonly start: number;
  readonly paddedLength: number;
  /** True for weights [inputs, units], which lie in panels; false for biases and vectors, which lie as they are. */
  readonly inPanels: boolean;
}

/** Bytes of an entry in the table of layers. */
const ENTRY_BYTES = 128;
/** Where in an entry it stands whether a gradient has arrived: the field `reached` of `Layer` in assembly/kernels.ts. */
export const REACHED_BYTE = 52;

/**
 * The memory of one network, in this order: the table of layers, parameters, gradients, first moments, second moments (the same layout four times, so that
 * one offset serves all), transposed weights, zeros, activations and their gradients.
 */
export interface Layout {
  readonly packed: readonly PackedTensor[];
  /** Bytes of one of the four parameter areas. */
  readonly areaBytes: number;
  readonly parameters: number;
  readonly gradients: number;
  readonly firstMoments: number;
  readonly secondMoments: number;
  /** As many zeros as the widest layer has units. */
  readonly zeros: number;
  readonly input: Activations;
  readonly layers: readonly LayerAddresses[];
  /** The entry of the network's input in the table of layers: it has no layer, but a gradient can reach it. */
  readonly inputEntry: number;
  readonly pages: number;
}

/** Decides where everything lies. Every address is a multiple of 64 bytes, the size of a cache line. */
export function planMemory(network: Network): Layout {
  let next = FIRST_FREE_BYTE;
  const take = (bytes: number): number => {
    const start = next;
    next += (bytes + 63) & ~63;
    return start;
  };
  const { packed, areaBytes } = packTensors(network);
  const table = take((network.layers.length + 1) * ENTRY_BYTES); // the last entry stands for the network's input
  const [parameters, gradients, firstMoments, secondMoments] = [0, 1, 2, 3].map(() => take(areaBytes));
  const widest = Math.max(network.spec.inputSize, ...network.layers.map((layer) => layer.units));
  const zeros = take(padTo4(widest) * 4);

  const blocks = Math.ceil(network.spec.maxRows / BLOCK_ROWS);
  const activations = (units: number): Activations => {
    const blockBytes = padTo4(units) * BLOCK_ROWS * 4;
    return { units, blockBytes, values: take(blocks * blockBytes), gradients: take(blocks * blockBytes) };
  };
  const normOf = ({ name, units, norm }: DenseLayer): NormAddresses | null => {
    if (norm === null) return null;
    const blockBytes = (padTo4(units) + 1) * BLOCK_ROWS * 4;
    const [scale, shift] = [addressOf(`${name}.scale`), addressOf(`${name}.shift`)];
    return { scale, shift, standardized: take(blocks * blockBytes), blockBytes };
  };
  const input = activations(network.spec.inputSize);
  const outputs = new Map(network.layers.map((layer) => [layer.index, activations(layer.units)]));
  const addressOf = (name: string): number => {
    const entry = packed.find(({ tensor }) => tensor.name === name) as PackedTensor;
    return parameters + entry.start * 4;
  };
  const layers = network.layers.map((layer, i): LayerAddresses => {
    const inputPanels = padTo4(layer.inputs) / 4;
    const outputPanels = padTo4(layer.units) / 4;
    return {
      layer,
      input: outputs.get(layer.from) ?? input,
      output: outputs.get(layer.index) as Activations,
      inputPanels,
      outputPanels,
      weights: addressOf(`${layer.name}.weights`),
      bias: addressOf(`${layer.name}.biases`),
      norm: normOf(layer),
      transposed: take(inputPanels * outputPanels * 64),
      entry: table + i * ENTRY_BYTES,
    };
  });
  const pages = Math.ceil(next / PAGE_BYTES);
  const inputEntry = table + layers.length * ENTRY_BYTES;
  return {
    packed,
    areaBytes,
    parameters,
    gradients,
    firstMoments,
    secondMoments,
    zeros,
    input,
    layers,
    inputEntry,
    pages,
  };
}

const ACTIVATIONS = ['none', 'tanh', 'relu'];

/** Writes the table of layers: the fields of `Layer` in assembly/kernels.ts. */
export function writeTable(memory: Float32Array, { layers, inputEntry }: Layout): void {
  for (const { layer, input, output, weights, bias, norm, transposed, entry } of layers) {
    const source = layers.find((candidate) => candidate.layer.index === layer.from);
    const fields = [
      input.values,
      input.gradients,
      input.blockBytes,
      output.values,
      output.gradients,
      output.blockBytes,
    ];
    fields.push(weights, bias, transposed, layer.inputs, layer.units, ACTIVATIONS.indexOf(layer.activation));
    fields.push(source?.entry ?? inputEntry, 0);
    fields.push(norm?.scale ?? 0, norm?.shift ?? 0, norm?.standardized ?? 0, norm?.blockBytes ?? 0);
    new Int32Array(memory.buffer, entry, fields.length).set(fields);
  }
}

function packTensors(network: Network): { packed: PackedTensor[]; areaBytes: number } {
  let start = 0;
  const weights = new Set(network.layers.map((layer) => `${layer.name}.weights`));
  const packed = network.manifest.map((tensor): PackedTensor => {
    const paddedLength = tensor.shape.reduce((product, size) => product * padTo4(size), 1);
    const entry = { tensor, start, paddedLength, inPanels: weights.has(tensor.name) };
    start += paddedLength;
    return entry;
  });
  return { packed, areaBytes: (start * 4 + 63) & ~63 };
}
