/** The number types of NumPy that have a typed array of plain numbers in JavaScript (int64 has none). */
export interface TypedArrays {
  float32: Float32Array;
  float64: Float64Array;
  int8: Int8Array;
  uint8: Uint8Array;
  int16: Int16Array;
  uint16: Uint16Array;
  int32: Int32Array;
  uint32: Uint32Array;
}

export type NumberType = keyof TypedArrays;

/** Any typed array of plain numbers. */
export type NumberArray = TypedArrays[NumberType];

const CONSTRUCTORS: { readonly [K in NumberType]: new (length: number) => TypedArrays[K] } = {
  float32: Float32Array,
  float64: Float64Array,
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
};

export const NUMBER_TYPES = Object.keys(CONSTRUCTORS) as readonly NumberType[];

/** A zeroed array of the given type. */
export function allocate<K extends NumberType>(dtype: K, length: number): TypedArrays[K] {
  return new CONSTRUCTORS[dtype](length);
}

/** NumPy's name for the type of an array, or null if it is not one of ours (a Uint8ClampedArray, a BigInt64Array). */
export function numberTypeOf(value: unknown): NumberType | null {
  return NUMBER_TYPES.find((dtype) => value instanceof CONSTRUCTORS[dtype]) ?? null;
}

export function isFloat(dtype: NumberType): boolean {
  return dtype === 'float32' || dtype === 'float64';
}

/** Smallest and largest finite number of a type. */
export function limitsOf(dtype: NumberType): readonly [number, number] {
  if (dtype === 'float64') return [-Number.MAX_VALUE, Number.MAX_VALUE];
  if (dtype === 'float32') return [-3.4028234663852886e38, 3.4028234663852886e38];
  const bits = Number(dtype.replace(/^u?int/, ''));
  return dtype.startsWith('u') ? [0, 2 ** bits - 1] : [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
}

/**
 * The numbers of a typed array, or of an array of numbers nested to `shape` or already flat; null for anything else
 * (a hole, a string, the wrong lengths).
 */
export function flatNumbers(value: unknown, shape: readonly number[]): ArrayLike<number> | null {
  if (numberTypeOf(value) !== null) {
    const array = value as NumberArray;
    return array.length === sizeOf(shape) ? array : null;
  }
  if (!Array.isArray(value)) return null;
  const flat = Array.isArray(value[0]) ? flatten(value, shape, 0) : (value as unknown[]);
  if (flat === null || flat.length !== sizeOf(shape)) return null;
  for (let i = 0; i < flat.length; i++) if (typeof flat[i] !== 'number') return null;
  return flat as number[];
}

function flatten(value: unknown, shape: readonly number[], axis: number): unknown[] | null {
  if (axis === shape.length) return [value];
  if (!Array.isArray(value) || value.length !== shape[axis]) return null;
  const flat: unknown[] = [];
  for (const part of value) {
    const inner = flatten(part, shape, axis + 1);
    if (inner === null) return null;
    flat.push(...inner);
  }
  return flat;
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, axis) => size * axis, 1);
}
