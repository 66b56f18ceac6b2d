// Environments of gymnasium-js for another program: a request is a line of JSON on stdin, its answer a line on stdout. Arrays travel as their
// bytes, so nothing is rounded. Started by bridge.py; nothing listens on a network.
import { make } from 'gymnasium-js';
import { createInterface } from 'node:readline';

/** @type {Map<number, any>} */
const environments = new Map();
let made = 0;

/** @type {Record<string, (request: any) => unknown>} */
const operations = {
  make({ id, options, whole }) {
    const env = make(id, options);
    environments.set(++made, whole ? env : env.unwrapped);
    const { observationSpace, actionSpace, metadata } = env;
    return { handle: made, observationSpace: spaceOf(observationSpace), actionSpace: spaceOf(actionSpace), metadata };
  },
  reset: ({ handle, options }) => withRandom(handle, envOf(handle).reset(options)),
  step: ({ handle, action }) => withRandom(handle, envOf(handle).step(action)),
  render: ({ handle }) => envOf(handle).render(),
  close({ handle }) {
    envOf(handle).close();
    environments.delete(handle);
    return null;
  },
  has: ({ handle, name }) => name in envOf(handle).unwrapped,
  get: ({ handle, name }) => envOf(handle).unwrapped[name],
  set({ handle, name, value }) {
    envOf(handle).unwrapped[name] = value;
    return null;
  },
};

/** @param {number} handle */
function envOf(handle) {
  const env = environments.get(handle);
  if (env === undefined) throw new Error(`there is no environment ${handle}`);
  return env;
}

/**
 * A result with the state of the environment's generator, which Gymnasium's checker compares.
 * @param {number} handle
 * @param {object} result
 */
const withRandom = (handle, result) => ({ ...result, random: envOf(handle).unwrapped.random.getState() });

/** @param {any} space */
function spaceOf(space) {
  if (space.spaces !== undefined) return { kind: 'Tuple', spaces: space.spaces.map(spaceOf) };
  if (space.n !== undefined) return { kind: 'Discrete', n: space.n, start: space.start };
  return { kind: 'Box', low: space.low, high: space.high, shape: space.shape, dtype: space.dtype };
}

/**
 * @param {string} _
 * @param {unknown} value
 */
function toWire(_, value) {
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteOffset, byteLength } = value;
    const dtype = value.constructor.name.replace('Array', '').toLowerCase();
    return { dtype, bytes: Buffer.from(buffer, byteOffset, byteLength).toString('base64') };
  }
  if (typeof value === 'number' && !Number.isFinite(value)) return { number: String(value) };
  return value;
}

/**
 * @param {string} _
 * @param {any} value
 */
function fromWire(_, value) {
  if (typeof value !== 'object' || value === null || typeof value.bytes !== 'string') return value;
  const bytes = Uint8Array.from(Buffer.from(value.bytes, 'base64')).buffer;
  const kinds = { float32: Float32Array, float64: Float64Array, int64: BigInt64Array };
  return new kinds[/** @type {keyof typeof kinds} */ (value.dtype)](bytes);
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const { operation, ...request } = JSON.parse(line, fromWire);
    answer = { result: operations[operation](request) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    answer = { error: { name, message } };
  }
  process.stdout.write(`${JSON.stringify(answer, toWire)}\n`);
}
