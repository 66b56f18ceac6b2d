// node:module in the worker: source maps. Nothing is loaded from a disk.
import { TraceMap, originalPositionFor } from '@jridgewell/trace-mapping';

export class SourceMap {
  /** @param {any} map */
  constructor(map) {
    this.map = new TraceMap(map);
  }

  /** @param {number} line @param {number} column both from 0 */
  findEntry(line, column) {
    const found = originalPositionFor(this.map, { line: line + 1, column });
    return found.line === null ? {} : { originalLine: found.line - 1, originalColumn: found.column };
  }
}

export const syncBuiltinESMExports = () => {};

export const createRequire = () => (/** @type {string} */ name) => {
  throw new Error(`${name} is not part of a page`);
};

export default { SourceMap, syncBuiltinESMExports, createRequire };
