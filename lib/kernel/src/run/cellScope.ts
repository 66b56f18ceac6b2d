import { createRequire } from 'node:module';
import * as path from 'node:path';
import * as vm from 'node:vm';
import { GUARD_AWAIT, GUARD_EACH } from '../compile/awaitGuard';
import { guardAwait, guardAwaitEach } from '../interrupt/epoch';

type CellFunction = (...scope: unknown[]) => unknown;

/**
 * The variables of all cells, and the function that runs a compiled cell among them. Compiled cells read and write the
 * variables as properties of `exports`.
 */
export class CellScope {
  private readonly values: Record<string, unknown> = {};
  /** What cells see as `exports`. Imports are copied once, as plain values, so that a later cell may redeclare them. */
  private readonly exports = new Proxy(this.values, {
    defineProperty: (values, name, property) => {
      const value: unknown = property.get === undefined ? property.value : property.get();
      if (name !== '__esModule') Reflect.set(values, name, value);
      return true;
    },
  });
  private readonly require: NodeJS.Require;

  /** @param folder the notebook's folder: relative imports of cells start there */
  constructor(folder: string) {
    this.require = createRequire(path.join(folder, 'cell.js'));
  }

  /**
   * Runs a compiled cell.
   * @param code CommonJS, @param file its name in stack traces, @param asynchronous wrap it in an async function
   * @returns what the function returned: a promise for an asynchronous cell
   */
  run(code: string, file: string, asynchronous: boolean): unknown {
    const head = `(${asynchronous ? 'async ' : ''}function (exports, require, ${GUARD_AWAIT}, ${GUARD_EACH}) { `;
    const cell = vm.runInThisContext(`${head}${code}\n})`, {
      filename: file,
      columnOffset: -head.length,
      displayErrors: false,
    }) as CellFunction;
    return cell.call(undefined, this.exports, this.require, guardAwait, guardAwaitEach);
  }

  /** Takes a variable out of the scope. */
  take(name: string): unknown {
    const value = this.values[name];
    delete this.values[name];
    return value;
  }
}
