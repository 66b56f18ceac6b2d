/** Plain JSON that holds every bit of a checkpoint, and back. */

/** Every one that an environment may keep: its state is saved as it is. */
const arrayTypes = {
  Float32Array,
  Float64Array,
  Int8Array,
  Int16Array,
  Int32Array,
  BigInt64Array,
  Uint8Array,
  Uint8ClampedArray,
  Uint16Array,
  Uint32Array,
  BigUint64Array,
} as const;
type ArrayTypeName = keyof typeof arrayTypes;

/** Plain JSON for typed arrays anywhere in a value: base64 keeps every bit. @param within what the value lies in, for what holds itself */
export function encode(value: unknown, within: readonly unknown[] = []): unknown {
  if (within.includes(value)) throw unsaved('a list or object that holds itself');
  const deeper = typeof value === 'object' && value !== null ? [...within, value] : within;
  if (ArrayBuffer.isView(value)) {
    const name = value.constructor.name;
    if (!Object.hasOwn(arrayTypes, name)) throw unsaved(`a ${name}`);
    return { $array: name, base64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') };
  }
  if (Array.isArray(value)) return value.map((item) => encode(item, deeper));
  if (typeof value === 'object' && value !== null) {
    requirePlain(value);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encode(item, deeper)]));
  }
  if (typeof value === 'number' && Object.is(value, -0)) return { $number: '-0' };
  if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) };
  if (typeof value === 'bigint') return { $bigint: String(value) };
  if (typeof value === 'function' || typeof value === 'symbol') throw unsaved(`a ${typeof value}`);
  return value;
}

/** What JSON would turn into {} without a word. */
function requirePlain(value: object): void {
  for (const type of [Map, Set, WeakMap, WeakSet, Date, RegExp, Promise, ArrayBuffer])
    if (value instanceof type) throw unsaved(`a ${type.name}`);
}

function unsaved(what: string): TypeError {
  return new TypeError(
    `checkpoint: cannot save ${what}; getState of an environment has to return numbers, texts, lists, typed arrays and plain objects`,
  );
}

/** @throws TypeError that names what it cannot read: a payload that nobody's `encode` wrote */
export function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode);
  if (typeof value !== 'object' || value === null) return value;
  const { $array, base64, $number, $bigint } = value as Record<string, unknown>;
  if ($bigint !== undefined) return bigintOf($bigint);
  if ($number !== undefined) return numberOf($number);
  if ($array !== undefined && base64 !== undefined) return arrayOf($array, base64);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decode(item)]));
}

function bigintOf(text: unknown): bigint {
  if (typeof text === 'string' && /^-?\d+$/.test(text)) return BigInt(text);
  throw unread(`a big integer ${JSON.stringify(text)}`);
}

function numberOf(text: unknown): number {
  if (text === '-0' || text === 'NaN' || text === 'Infinity' || text === '-Infinity') return Number(text);
  throw unread(`a number ${JSON.stringify(text)}`);
}

function arrayOf(name: unknown, base64: unknown): unknown {
  if (typeof name !== 'string' || !Object.hasOwn(arrayTypes, name)) throw unread(`an array of type ${String(name)}`);
  if (typeof base64 !== 'string') throw unread(`a ${name} from ${typeof base64}`);
  const type = arrayTypes[name as ArrayTypeName];
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64')); // a fresh buffer, aligned
  if (bytes.length % type.BYTES_PER_ELEMENT !== 0) throw unread(`a ${name} of ${bytes.length} bytes`);
  return new type(bytes.buffer);
}

function unread(what: string): TypeError {
  return new TypeError(
    `checkpoint: cannot read ${what}; it was written by something else, use a file that saveCheckpoint wrote`,
  );
}
