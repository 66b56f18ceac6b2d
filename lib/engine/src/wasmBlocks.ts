import { BLOCK_ROWS, padTo4, type Activations } from './wasmLayout';

/**
 * Copies rows first..first+rows-1 of a row-major array [*, units] into blocks of 64 samples stored unit by unit, and zeros the rest of
 * the last group of 4 samples: zeros add nothing to a gradient.
 * @param address of the first block: `to.values` or `to.gradients`   @returns whether all numbers are finite
 */
export function writeBlocks(
  memory: Float32Array,
  to: Activations,
  address: number,
  rowMajor: ArrayLike<number>,
  first: number,
  rows: number,
): boolean {
  const { units, blockBytes } = to;
  let check = 0;
  for (let start = 0; start < rows; start += BLOCK_ROWS) {
    const count = Math.min(BLOCK_ROWS, rows - start);
    const padded = padTo4(count);
    const block = (address + (start / BLOCK_ROWS) * blockBytes) >> 2;
    for (let unit = 0; unit < units; unit++) {
      const target = block + unit * BLOCK_ROWS;
      let from = (first + start) * units + unit;
      for (let row = 0; row < count; row++) {
        const value = rowMajor[from];
        check += value - value; // NaN for NaN and for infinities, else 0
        memory[target + row] = value;
        from += units;
      }
      for (let row = count; row < padded; row++) memory[target + row] = 0;
    }
  }
  return check === 0;
}

/** The reverse, from `from.values` or `from.gradients`: blocks into rows first..first+rows-1 of a row-major array [*, units]. */
export function readBlocks(
  memory: Float32Array,
  from: Activations,
  address: number,
  rowMajor: Float32Array | Float64Array,
  first: number,
  rows: number,
): void {
  const { units, blockBytes } = from;
  for (let start = 0; start < rows; start += BLOCK_ROWS) {
    const count = Math.min(BLOCK_ROWS, rows - start);
    const block = (address + (start / BLOCK_ROWS) * blockBytes) >> 2;
    for (let unit = 0; unit < units; unit++) {
      const source = block + unit * BLOCK_ROWS;
      let to = (first + start) * units + unit;
      for (let row = 0; row < count; row++) {
        rowMajor[to] = memory[source + row];
        to += units;
      }
    }
  }
}
