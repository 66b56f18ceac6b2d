import type { Network, TensorInfo } from './spec';

/** Neighbouring tensors of the flat parameter vector. */
export interface TensorRange {
  readonly tensors: readonly TensorInfo[];
  /** First float in the flat vector, and how many. */
  readonly offset: number;
  readonly length: number;
}

/** @throws RangeError if a name is unknown or given twice, or other tensors lie between them */
export function tensorRange(network: Network, names?: readonly string[]): TensorRange {
  const { manifest } = network;
  const wanted = names ?? manifest.map((tensor) => tensor.name);
  const positions = wanted.map((name) => manifest.findIndex((tensor) => tensor.name === name)).sort((a, b) => a - b);
  const missing = wanted.filter((name) => !manifest.some((tensor) => tensor.name === name));
  if (missing.length > 0 || positions.length === 0) {
    throw new RangeError(`tensors: got [${missing.join(', ')}], known are ${manifest.map((t) => t.name).join(', ')}`);
  }
  if (
    positions[positions.length - 1] - positions[0] + 1 !== new Set(positions).size ||
    new Set(positions).size !== positions.length
  ) {
    throw new RangeError(
      `tensors: [${wanted.join(', ')}] are not neighbours in the manifest (${manifest.map((t) => t.name).join(', ')}); ` +
        'order the blocks so that one optimiser owns one stretch',
    );
  }
  const tensors = positions.map((position) => manifest[position]);
  const length = tensors.reduce((sum, tensor) => sum + sizeOf(tensor), 0);
  return { tensors, offset: tensors[0].offset, length };
}

export function sizeOf(tensor: TensorInfo): number {
  return tensor.shape.reduce((product, size) => product * size, 1);
}

/** Keeps the ranges of one engine's optimisers apart: two would share their moments. */
export class RangeRegister {
  private readonly taken: TensorRange[] = [];

  add(range: TensorRange): void {
    for (const other of this.taken) {
      if (range.offset < other.offset + other.length && other.offset < range.offset + range.length) {
        const names = other.tensors.map((tensor) => tensor.name).join(', ');
        throw new RangeError(`tensors: another optimiser of this engine already trains ${names}`);
      }
    }
    this.taken.push(range);
  }
}
