const view = new DataView(new ArrayBuffer(8));

/** 2^k for an integer k in [-1022, 1023], straight from the bits of a double (`2 ** k` may differ between runtimes). */
export function powerOfTwo(k: number): number {
  view.setUint32(0, (k + 1023) << 20);
  view.setUint32(4, 0);
  return view.getFloat64(0);
}

/** floor(log2 |x|) of a normal double, from its bits. */
export function exponentOf(x: number): number {
  view.setFloat64(0, x);
  return ((view.getUint32(0) >>> 20) & 0x7ff) - 1023;
}
