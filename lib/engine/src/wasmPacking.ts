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

/** Where each float of some tensors, counted without padding, lies in a padded area: its index from the start of the area. */
export function placesOf(tensors: readonly PackedTensor[]): Int32Array {
  const places = tensors.map((entry) => {
    const size = entry.tensor.shape.reduce((product, length) => product * length, 1);
    return Array.from({ length: size }, (_, i) => entry.start + packedIndex(entry, i));
  });
  return Int32Array.from(places.flat());
}

/** Copies the floats at some places of a padded area (an address) into a fresh array. A run keeps one such copy after every iteration. */
export function unpack(memory: Float32Array, area: number, places: Int32Array): Float32Array {
  const first = area / 4;
  const flat = new Float32Array(places.length);
  for (let i = 0; i < flat.length; i++) flat[i] = memory[first + places[i]];
  return flat;
}

/** The reverse of `unpack`. */
export function pack(memory: Float32Array, area: number, places: Int32Array, flat: ArrayLike<number>): void {
  const first = area / 4;
  for (let i = 0; i < places.length; i++) memory[first + places[i]] = flat[i];
}
