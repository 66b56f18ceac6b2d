/** Kinds of numbers as NumPy writes them, with the array that holds them here. Little endian, as every machine of today has it. */
const kinds = {
  '<f4': Float32Array,
  '<f8': Float64Array,
  '<i4': Int32Array,
  '<i8': BigInt64Array,
  '|u1': Uint8Array,
} as const;

export type NumberKind = keyof typeof kinds;
export type NumpyValues = InstanceType<(typeof kinds)[NumberKind]>;

/** An array of NumPy, row-major. */
export class NumpyArray {
  constructor(
    readonly kind: NumberKind,
    readonly shape: readonly number[],
    readonly values: NumpyValues,
  ) {}

  /** Its bytes, for the wire. */
  get bytes(): Uint8Array {
    const { buffer, byteOffset, byteLength } = this.values;
    return new Uint8Array(buffer, byteOffset, byteLength);
  }

  /** @throws TypeError for a kind that is not of numbers: objects of Python travel as pickles, which are programs */
  static of(kind: unknown, shape: readonly number[], bytes: Uint8Array): NumpyArray {
    if (typeof kind !== 'string' || !(kind in kinds)) {
      throw new TypeError(`array: got kind ${JSON.stringify(kind)}, expected one of ${Object.keys(kinds).join(', ')}`);
    }
    const Values = kinds[kind as NumberKind];
    const numBytes = shape.reduce((product, size) => product * size, Values.BYTES_PER_ELEMENT);
    if (bytes.length !== numBytes) {
      throw new RangeError(`array: got ${bytes.length} bytes for ${kind} [${shape.join(',')}], expected ${numBytes}`);
    }
    const copy = Uint8Array.from(bytes); // also because a view needs an aligned beginning
    return new NumpyArray(kind as NumberKind, shape, new Values(copy.buffer));
  }
}
