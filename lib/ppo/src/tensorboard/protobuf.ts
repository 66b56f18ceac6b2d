/**
 * Protocol buffers, as much of them as event files need: a message is the concatenation of its fields, each a key (number and wire type)
 * and a value (https://protobuf.dev/programming-guides/encoding). Fields that have their default are left out, as proto3 wants it.
 */
export type Field = Buffer;

const VARINT = 0;
const EIGHT_BYTES = 1;
const WITH_LENGTH = 2;
const FOUR_BYTES = 5;

/** A whole number from 0 in groups of seven bits, the lowest first. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  bytes.push(rest);
  return Buffer.from(bytes);
}

const key = (number: number, wireType: number): Buffer => varint((number << 3) | wireType);
const none = Buffer.alloc(0);

export const message = (...fields: readonly Field[]): Buffer => Buffer.concat(fields);

/** int32, int64, bool or enum. */
export const integer = (number: number, value: number): Field =>
  value === 0 ? none : Buffer.concat([key(number, VARINT), varint(value)]);

/** @param isOneof one of several fields of which exactly one is there, and then also if it is 0 */
export function double(number: number, value: number, isOneof = false): Field {
  if (value === 0 && !Object.is(value, -0) && !isOneof) return none;
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return Buffer.concat([key(number, EIGHT_BYTES), bytes]);
}

/** A float of a oneof, so always there. */
export function float(number: number, value: number): Field {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return Buffer.concat([key(number, FOUR_BYTES), bytes]);
}

/** A list of doubles, packed. */
export function doubles(number: number, values: readonly number[]): Field {
  if (values.length === 0) return none;
  const bytes = Buffer.alloc(8 * values.length);
  values.forEach((value, i) => bytes.writeDoubleLE(value, 8 * i));
  return bytesField(number, bytes);
}

export const text = (number: number, value: string): Field => bytesField(number, Buffer.from(value, 'utf8'));

/** Bytes, or a message within a message. */
export const bytesField = (number: number, value: Buffer): Field =>
  Buffer.concat([key(number, WITH_LENGTH), varint(value.length), value]);

/** A boolean of a oneof, so always there. */
export const bool = (number: number, value: boolean): Field =>
  Buffer.concat([key(number, VARINT), varint(value ? 1 : 0)]);
