import type { PackedTensor } from './wasmLayout';
import { padTo4 } from './wasmLayout';

/** Where float `i` of a tensor (row-major) lies inside its padded stretch. */
function packedIndex(entry: PackedTensor, i: number): number {
  if (!entry.inPanels) return i;
  const [inputs, units] = entry.tensor.shape;
  const row = Math.floor(i / units);
  const unit = i % units;
  return ((unit >> 2) * padTo4(inputs) + row) * 4 + (unit & 3);
}

/** Calls `visit` for every float of some tensors: its position among them, and its index from the start of the area. */
function eachFloat(tensors: readonly PackedTensor[], visit: (position: number, index: number) => void): number {
  let position = 0;
  for (const entry of tensors) {
    const size = entry.tensor.shape.reduce((product, length) => product * length, 1);
    for (let i = 0; i < size; i++) visit(position++, entry.start + packedIndex(entry, i));
  }
  return position;
}

/** Copies tensors out of a padded area (an address) into a fresh array without padding. */
export function unpack(memory: Float32Array, area: number, tensors: readonly PackedTensor[]): Float32Array {
  const flat = new Float32Array(eachFloat(tensors, () => undefined));
  eachFloat(tensors, (position, index) => (flat[position] = memory[area / 4 + index]));
  return flat;
}

/** The reverse of `unpack`. */
export function pack(
  memory: Float32Array,
  area: number,
  tensors: readonly PackedTensor[],
  flat: ArrayLike<number>,
): void {
  eachFloat(tensors, (position, index) => (memory[area / 4 + index] = flat[position]));
}
