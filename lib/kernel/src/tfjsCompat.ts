import util from 'node:util';

/**
 * Lets @tensorflow/tfjs-node run on every supported Node. It calls `util.isNullOrUndefined`, which warns on Node 22 and
 * is gone from Node 23 on; and its native library logs to the terminal unless told not to. Call before tfjs is loaded.
 */
export function prepareForTfjs(): void {
  const isNullOrUndefined = (value: unknown): boolean => value === null || value === undefined;
  Object.defineProperty(util, 'isNullOrUndefined', { value: isNullOrUndefined, writable: true, configurable: true });
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
}
