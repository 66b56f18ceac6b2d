import { NumpyArray } from './numpyArray';

/** What can come in MessagePack. Keys of maps are text, also where they came as bytes. */
export type Received =
  null | boolean | number | string | Uint8Array | NumpyArray | readonly Received[] | ReadonlyMap<string, Received>;

/**
 * A value from MessagePack. Arrays of msgpack-numpy become `NumpyArray`, its single numbers become numbers; whatever would have to be
 * unpickled is refused.
 * @throws RangeError if the bytes end too early or too late, TypeError for what is not understood
 */
export function decode(bytes: Uint8Array): Received {
  const reader = new Reader(bytes);
  const value = reader.value();
  if (reader.at !== bytes.length) {
    throw new RangeError(`message: ${bytes.length - reader.at} bytes are left over after its end`);
  }
  return value;
}

class Reader {
  at = 0;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  value(): Received {
    const code = this.number('getUint8', 1);
    if (code < 0x80) return code;
    if (code < 0x90) return this.map(code - 0x80);
    if (code < 0xa0) return this.list(code - 0x90);
    if (code < 0xc0) return this.text(code - 0xa0);
    if (code >= 0xe0) return code - 0x100;
    const read = this.readers[code] as (() => Received) | undefined;
    if (read === undefined) throw new TypeError(`message: code 0x${code.toString(16)} is not understood`);
    return read();
  }

  /** By code. */
  private readonly readers: Record<number, () => Received> = {
    0xc0: () => null,
    0xc2: () => false,
    0xc3: () => true,
    0xc4: () => this.take(this.number('getUint8', 1)),
    0xc5: () => this.take(this.number('getUint16', 2)),
    0xc6: () => this.take(this.number('getUint32', 4)),
    0xca: () => this.number('getFloat32', 4),
    0xcb: () => this.number('getFloat64', 8),
    0xcc: () => this.number('getUint8', 1),
    0xcd: () => this.number('getUint16', 2),
    0xce: () => this.number('getUint32', 4),
    0xcf: () => this.number('getBigUint64', 8),
    0xd0: () => this.number('getInt8', 1),
    0xd1: () => this.number('getInt16', 2),
    0xd2: () => this.number('getInt32', 4),
    0xd3: () => this.number('getBigInt64', 8),
    0xd9: () => this.text(this.number('getUint8', 1)),
    0xda: () => this.text(this.number('getUint16', 2)),
    0xdb: () => this.text(this.number('getUint32', 4)),
    0xdc: () => this.list(this.number('getUint16', 2)),
    0xdd: () => this.list(this.number('getUint32', 4)),
    0xde: () => this.map(this.number('getUint16', 2)),
    0xdf: () => this.map(this.number('getUint32', 4)),
  };

  /** The next number, big endian. */
  private number(get: NumberReader, size: number): number {
    return Number(this.view[get](this.skip(size)));
  }

  /** Moves on. @returns where the skipped bytes begin */
  private skip(length: number): number {
    const from = this.at;
    if (from + length > this.bytes.length) {
      throw new RangeError(`message: it ends after ${this.bytes.length} bytes, in the middle of a value`);
    }
    this.at += length;
    return from;
  }

  private take(length: number): Uint8Array {
    const from = this.skip(length);
    return this.bytes.subarray(from, from + length);
  }

  private text(length: number): string {
    return Buffer.from(this.take(length)).toString('utf8');
  }

  private list(length: number): Received[] {
    const items: Received[] = [];
    for (let i = 0; i < length; i++) items.push(this.value());
    return items;
  }

  private map(length: number): Received {
    const map = new Map<string, Received>();
    for (let i = 0; i < length; i++) {
      const key = this.value();
      const name = key instanceof Uint8Array ? Buffer.from(key).toString('latin1') : key;
      if (typeof name !== 'string') throw new TypeError('message: the key of a map is neither text nor bytes');
      map.set(name, this.value());
    }
    return map.has('nd') ? arrayOf(map) : map;
  }
}

type NumberReader =
  | 'getUint8'
  | 'getUint16'
  | 'getUint32'
  | 'getBigUint64'
  | 'getInt8'
  | 'getInt16'
  | 'getInt32'
  | 'getBigInt64'
  | 'getFloat32'
  | 'getFloat64';

/** What msgpack-numpy wrote: an array, or with `nd: false` one number. */
function arrayOf(map: ReadonlyMap<string, Received>): NumpyArray | number {
  const [isArray, kind, data] = ['nd', 'type', 'data'].map((key) => map.get(key));
  const shape = isArray === true ? map.get('shape') : [];
  if (!(data instanceof Uint8Array) || !Array.isArray(shape))
    throw new TypeError('array: its data or shape is missing');
  const array = NumpyArray.of(kind, shape as number[], data);
  return isArray === true ? array : Number(array.values[0]);
}
