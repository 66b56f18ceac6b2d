import { NumpyArray } from './numpyArray';

/** What can be said in MessagePack here. Whole numbers go as integers, others as float64. */
export type Sendable =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | NumpyArray
  | readonly Sendable[]
  | { readonly [key: string]: Sendable };

/** A value in MessagePack, arrays in the way of Python's msgpack-numpy. */
export function encode(value: Sendable): Buffer {
  const parts: Uint8Array[] = [];
  write(value, parts);
  return Buffer.concat(parts);
}

function write(value: Sendable, parts: Uint8Array[]): void {
  if (value === null) parts.push(Buffer.of(0xc0));
  else if (typeof value === 'boolean') parts.push(Buffer.of(value ? 0xc3 : 0xc2));
  else if (typeof value === 'number') writeNumber(value, parts);
  else if (typeof value === 'string') writeText(value, parts);
  else if (value instanceof Uint8Array) writeBytes(value, parts);
  else if (value instanceof NumpyArray) writeArray(value, parts);
  else if (Array.isArray(value)) writeList(value as readonly Sendable[], parts);
  else writeMap(value as { readonly [key: string]: Sendable }, parts);
}

function writeNumber(value: number, parts: Uint8Array[]): void {
  if (!Number.isSafeInteger(value)) parts.push(head(0xcb, 8, (view) => view.setFloat64(1, value)));
  else if (value >= 0 && value < 128) parts.push(Buffer.of(value));
  else if (value >= 0) writeCount(value, parts);
  else parts.push(head(0xd3, 8, (view) => view.setBigInt64(1, BigInt(value))));
}

function writeCount(value: number, parts: Uint8Array[]): void {
  if (value < 0x100) parts.push(Buffer.of(0xcc, value));
  else if (value < 0x10000) parts.push(head(0xcd, 2, (view) => view.setUint16(1, value)));
  else if (value < 0x100000000) parts.push(head(0xce, 4, (view) => view.setUint32(1, value)));
  else parts.push(head(0xcf, 8, (view) => view.setBigUint64(1, BigInt(value))));
}

/** One byte that says what follows, and a number of `size` bytes, big endian. */
function head(code: number, size: number, fill: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(1 + size);
  bytes[0] = code;
  fill(new DataView(bytes.buffer));
  return bytes;
}

/** How long something is: in the code itself if that has room, else after the first of `codes` (8, 16, 32 bits) that has. */
function writeLength(
  length: number,
  short: { base: number; below: number },
  codes: number[],
  parts: Uint8Array[],
): void {
  const [code8, code16, code32] = codes;
  if (length < short.below) parts.push(Buffer.of(short.base + length));
  else if (code8 > 0 && length < 0x100) parts.push(Buffer.of(code8, length));
  else if (length < 0x10000) parts.push(head(code16, 2, (view) => view.setUint16(1, length)));
  else parts.push(head(code32, 4, (view) => view.setUint32(1, length)));
}

function writeText(text: string, parts: Uint8Array[]): void {
  const bytes = Buffer.from(text);
  writeLength(bytes.length, { base: 0xa0, below: 32 }, [0xd9, 0xda, 0xdb], parts);
  parts.push(bytes);
}

function writeBytes(bytes: Uint8Array, parts: Uint8Array[]): void {
  writeLength(bytes.length, { base: 0, below: 0 }, [0xc4, 0xc5, 0xc6], parts);
  parts.push(bytes);
}

function writeList(items: readonly Sendable[], parts: Uint8Array[]): void {
  writeLength(items.length, { base: 0x90, below: 16 }, [0, 0xdc, 0xdd], parts);
  for (const item of items) write(item, parts);
}

function writeMap(map: { readonly [key: string]: Sendable }, parts: Uint8Array[]): void {
  const entries = Object.entries(map);
  writeLength(entries.length, { base: 0x80, below: 16 }, [0, 0xde, 0xdf], parts);
  for (const [key, value] of entries) {
    writeText(key, parts);
    write(value, parts);
  }
}

/** msgpack-numpy: a map whose keys are bytes. An empty `kind` says that the data is numbers. */
function writeArray({ kind, shape, bytes }: NumpyArray, parts: Uint8Array[]): void {
  const fields: [string, Sendable][] = [
    ['nd', true],
    ['type', kind],
    ['kind', new Uint8Array(0)],
    ['shape', shape],
    ['data', bytes],
  ];
  writeLength(fields.length, { base: 0x80, below: 16 }, [0, 0xde, 0xdf], parts);
  for (const [key, value] of fields) {
    writeBytes(Buffer.from(key), parts);
    write(value, parts);
  }
}
