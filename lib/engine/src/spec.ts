import { requireOptions, requireWhole, show } from './arguments';
/** What an engine computes: a list of dense layers, each reading the input or an earlier layer, and free parameter vectors. */

export type Activation = 'tanh' | 'relu' | 'none';

/**
 * activation(from W + b), W [inputs, units]. Its parameters are called `<name>.weights` and `<name>.biases`, with `layerNorm` followed by
 * `<name>.scale` and `<name>.shift`.
 */
export interface DenseSpec {
  readonly kind: 'dense';
  readonly name: string;
  /** The earlier layer that this one reads; left out: the network's input. Two layers may read the same one (a shared trunk). */
  readonly from?: string;
  readonly units: number;
  readonly activation: Activation;
  /**
   * true: before the activation every row is standardised over its units (their mean taken off, divided by sqrt(variance + 1e-5)), then
   * multiplied by `scale` and moved by `shift` (Ba et al. 2016). Left out: false. Scales usually start at 1.
   */
  readonly layerNorm?: boolean;
}

/** What is added to a row's variance before its root is taken; PyTorch's default. The kernels know this number too. */
export const LAYER_NORM_EPSILON = 1e-5;

/** Parameters outside any layer, for example the log standard deviations of a Gaussian policy. The caller sets their gradient. */
export interface VectorSpec {
  readonly kind: 'vector';
  readonly name: string;
  readonly size: number;
}

export type BlockSpec = DenseSpec | VectorSpec;

export interface NetworkSpec {
  readonly inputSize: number;
  readonly blocks: readonly BlockSpec[];
  /** The most rows that one forward/backward pair will see. `infer` takes any number. */
  readonly maxRows: number;
}

/** Where one tensor lies in the flat parameter vector: `shape` row by row from `offset` (in floats). */
export interface TensorInfo {
  readonly name: string;
  readonly shape: readonly number[];
  readonly offset: number;
}

/** A dense layer with everything looked up that the specification leaves implicit. */
export interface DenseLayer {
  readonly name: string;
  /** Position among all blocks. */
  readonly index: number;
  /** Block index of the layer it reads, or -1 for the network's input. */
  readonly from: number;
  readonly inputs: number;
  readonly units: number;
  readonly activation: Activation;
  /** True if no other layer reads it: its output is one of the network's outputs. */
  readonly isHead: boolean;
  readonly weightsOffset: number;
  readonly biasOffset: number;
  /** Of the layer normalisation's scale and shift; null if the layer has none. */
  readonly norm: { readonly scaleOffset: number; readonly shiftOffset: number } | null;
}

export interface ParameterVector {
  readonly name: string;
  readonly index: number;
  readonly size: number;
  readonly offset: number;
}

export interface Network {
  readonly spec: NetworkSpec;
  readonly layers: readonly DenseLayer[];
  readonly vectors: readonly ParameterVector[];
  /** Every tensor in the order of the specification; offsets leave no gaps. */
  readonly manifest: readonly TensorInfo[];
  readonly numParameters: number;
}

/**
 * Checks a specification and looks up what it implies.
 * @throws RangeError for a size that is no positive integer, a name used twice, a `from` that is not an earlier dense layer,
 * an unknown activation, or no dense layer at all; the message names the block
 */
export function readSpec(spec: NetworkSpec): Network {
  requireOptions('spec', spec, ['inputSize', 'maxRows', 'blocks']);
  requireWhole('inputSize', spec.inputSize, 1);
  requireWhole('maxRows', spec.maxRows, 1);
  const blocks: unknown = spec.blocks;
  if (!Array.isArray(blocks)) throw new TypeError(`blocks: got ${show(blocks)}, expected a list of blocks`);
  Array.from<BlockSpec>(spec.blocks).forEach(requireBlock);
  const sizes = new Map<string, { index: number; units: number }>();
  const used = new Set(spec.blocks.map((block) => (block.kind === 'dense' ? block.from : undefined)));
  const layers: DenseLayer[] = [];
  const vectors: ParameterVector[] = [];
  const manifest: TensorInfo[] = [];
  const seen = new Set<string>();
  let offset = 0;
  const place = (name: string, ...shape: number[]): number => {
    manifest.push({ name, shape, offset });
    const start = offset;
    offset += shape.reduce((product, size) => product * size, 1);
    return start;
  };
  spec.blocks.forEach((block, index) => {
    if (seen.has(block.name)) throw new RangeError(`blocks[${index}].name: "${block.name}" is used twice`);
    seen.add(block.name);
    if (block.kind === 'vector') {
      requireWhole(`${block.name}.size`, block.size, 1);
      vectors.push({ name: block.name, index, size: block.size, offset: place(block.name, block.size) });
      return;
    }
    const source = readSource(block, sizes, spec.inputSize);
    const { name, units, activation } = block;
    requireWhole(`${name}.units`, units, 1);
    if (!['tanh', 'relu', 'none'].includes(activation)) {
      throw new RangeError(`${name}.activation: got ${show(activation)}, must be "tanh", "relu" or "none"`);
    }
    const weightsOffset = place(`${name}.weights`, source.units, units);
    const biasOffset = place(`${name}.biases`, units);
    if (![undefined, true, false].includes(block.layerNorm)) {
      throw new TypeError(`${name}.layerNorm: got ${show(block.layerNorm)}, must be true or false`);
    }
    const norm = block.layerNorm
      ? { scaleOffset: place(`${name}.scale`, units), shiftOffset: place(`${name}.shift`, units) }
      : null;
    const isHead = !used.has(name);
    layers.push({
      name,
      index,
      from: source.index,
      inputs: source.units,
      units,
      activation,
      isHead,
      weightsOffset,
      biasOffset,
      norm,
    });
    sizes.set(name, { index, units });
  });
  if (layers.length === 0) throw new RangeError('blocks: got no dense layer, a network needs at least one');
  return { spec, layers, vectors, manifest, numParameters: offset };
}

function readSource(
  block: DenseSpec,
  earlier: ReadonlyMap<string, { index: number; units: number }>,
  inputSize: number,
) {
  if (block.from === undefined) return { index: -1, units: inputSize };
  const source = earlier.get(block.from);
  if (source === undefined) {
    throw new RangeError(
      `${block.name}.from: got ${show(block.from)}, must name an earlier dense layer (${[...earlier.keys()].join(', ') || 'there is none'})`,
    );
  }
  return source;
}

const denseFields = ['kind', 'name', 'from', 'units', 'activation', 'layerNorm'];

/** A block that says of itself what it is; its sizes and names are looked at where they are used. */
function requireBlock(block: BlockSpec, index: number): void {
  const where = `blocks[${index}]`;
  const known = block?.kind === 'vector' ? ['kind', 'name', 'size'] : denseFields;
  requireOptions(where, block, known);
  if (block.kind !== 'dense' && block.kind !== 'vector') {
    throw new RangeError(`${where}.kind: got ${show((block as BlockSpec).kind)}, must be "dense" or "vector"`);
  }
  if (typeof block.name !== 'string' || block.name === '') {
    throw new TypeError(`${where}.name: got ${show(block.name)}, expected a text`);
  }
}

/** The layers that the given heads need, in the order of computation. @throws RangeError for a name that is no head */
export function layersFor(network: Network, heads: readonly string[]): DenseLayer[] {
  const byIndex = new Map(network.layers.map((layer) => [layer.index, layer]));
  const needed = new Set<DenseLayer>();
  for (const head of heads) {
    let layer = headNamed(network, head) as DenseLayer | undefined;
    for (; layer !== undefined; layer = byIndex.get(layer.from)) needed.add(layer);
  }
  if (needed.size === 0) throw new RangeError('heads: got none, name at least one output layer');
  return network.layers.filter((layer) => needed.has(layer));
}

/** Multiply-adds of some layers for one row, forwards. */
export function workOf(layers: readonly DenseLayer[]): number {
  return layers.reduce((sum, { inputs, units }) => sum + inputs * units, 0);
}

/**
 * Where layers, in the order of computation, fall into two lists that share nothing but the network's input: the length of the first
 * list where both have most nearly the same work, 0 if there is no such place.
 */
export function splitOf(layers: readonly DenseLayer[]): number {
  const total = workOf(layers);
  let best = 0;
  for (let split = 1; split < layers.length; split++) {
    const before = new Set(layers.slice(0, split).map(({ index }) => index));
    if (layers.slice(split).some(({ from }) => before.has(from))) continue;
    const unevenness = (place: number): number => Math.abs(2 * workOf(layers.slice(0, place)) - total);
    if (best === 0 || unevenness(split) < unevenness(best)) best = split;
  }
  return best;
}

/** @throws RangeError for a name that is no head */
export function headNamed(network: Network, name: string): DenseLayer {
  const layer = network.layers.find((candidate) => candidate.name === name && candidate.isHead);
  if (layer !== undefined) return layer;
  const heads = network.layers.filter((candidate) => candidate.isHead).map((candidate) => candidate.name);
  throw new RangeError(`head: got ${show(name)}, the outputs of this network are ${heads.join(', ')}`);
}
