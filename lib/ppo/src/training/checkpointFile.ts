import { createHash, randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Checkpoint } from './checkpoint';

const FORMAT = 'ppo-lib checkpoint';
const VERSION = 1;

/**
 * Writes a checkpoint as one file. The file appears whole or not at all: it is written beside its place, flushed to disk and renamed,
 * so a crash leaves the previous checkpoint.
 */
export async function saveCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  const payload = JSON.stringify(encode(checkpoint));
  const text = JSON.stringify({ format: FORMAT, version: VERSION, sha256: digest(payload), payload });
  const target = resolve(path);
  const temporary = `${target}.${randomUUID()}.tmp`; // its own, so that saves may overlap: the file is then one of them, whole
  const file = await open(temporary, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
    await file.close();
    await rename(temporary, target);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(temporary, { force: true });
    throw error;
  }
}

/** @throws Error if there is no file, or it is damaged, or was written by another version; the message says which */
export async function loadCheckpoint(path: string): Promise<Checkpoint> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(error.code === 'ENOENT' ? `path: there is no checkpoint at ${path}` : `path: ${error.message}`);
  });
  const damaged = (): Error =>
    new Error(`path: ${path} is not a whole checkpoint; it was cut off or changed, use an earlier one`);
  let file: { format?: unknown; version?: unknown; sha256?: unknown; payload?: unknown };
  try {
    file = JSON.parse(text) as typeof file;
  } catch {
    throw damaged();
  }
  if (file?.format !== FORMAT) throw new Error(`path: ${path} is not a checkpoint of ppo-lib`);
  if (file.version !== VERSION) {
    throw new Error(
      `path: ${path} has checkpoint version ${String(file.version)}, this library reads version ${VERSION}`,
    );
  }
  if (typeof file.payload !== 'string' || digest(file.payload) !== file.sha256) throw damaged();
  return decode(JSON.parse(file.payload)) as Checkpoint;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

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

/** Plain JSON for typed arrays anywhere in a value: base64 keeps every bit. */
function encode(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) {
    const name = value.constructor.name;
    if (!Object.hasOwn(arrayTypes, name)) throw unsaved(`a ${name}`);
    return { $array: name, base64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') };
  }
  if (Array.isArray(value)) return value.map(encode);
  if (typeof value === 'object' && value !== null) {
    requirePlain(value);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encode(item)]));
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

function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode);
  if (typeof value !== 'object' || value === null) return value;
  const { $array, base64, $number, $bigint } = value as {
    $array?: ArrayTypeName;
    base64?: string;
    $number?: string;
    $bigint?: string;
  };
  if ($bigint !== undefined) return BigInt($bigint);
  if ($number !== undefined) return Number($number);
  if ($array !== undefined && base64 !== undefined) {
    if (!Object.hasOwn(arrayTypes, $array)) throw new TypeError(`checkpoint: cannot read an array of type ${$array}`);
    const bytes = Uint8Array.from(Buffer.from(base64, 'base64')); // a fresh buffer, aligned
    return new arrayTypes[$array](bytes.buffer);
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decode(item)]));
}
