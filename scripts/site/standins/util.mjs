// node:util in the worker: printing as Node prints, and the little else that kernel, compiler and libraries use.
import extracted from 'node-inspect-extracted';

export const { inspect, format, formatWithOptions } = extracted;
export const { TextDecoder, TextEncoder } = globalThis;
export const types = { isNativeError: (/** @type {unknown} */ value) => value instanceof Error };
export const deprecate = (/** @type {unknown} */ call) => call;

/** @param {(...args: any[]) => void} call ends with a callback */
export function promisify(call) {
  return (/** @type {unknown[]} */ ...args) =>
    new Promise((resolve, reject) => {
      call(...args, (/** @type {unknown} */ error, /** @type {unknown} */ value) =>
        error ? reject(error) : resolve(value),
      );
    });
}
promisify.custom = Symbol.for('nodejs.util.promisify.custom');

export default { inspect, format, formatWithOptions, TextDecoder, TextEncoder, types, deprecate, promisify };
