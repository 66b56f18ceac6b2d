import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, requireArray } from '../numbers/validate';

/**
 * Whole paths of the modules that every worker loads before it plays.
 * @throws TypeError if `modules` is no list of files that are there
 */
export function requireModules(modules: readonly string[]): string[] {
  requireArray('modules', modules, 0, 'a list of paths');
  return Array.from(modules, (path, i) => {
    if (typeof path === 'string' && existsSync(path)) return resolve(path);
    throw new TypeError(`modules[${i}]: got ${describe(path)}, expected the path of a module that is there`);
  });
}
