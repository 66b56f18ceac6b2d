import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import * as gymnasium from 'gymnasium-js';
import { requireModules } from '../workers/modules';

/** A module that registers environments, on its way to machines that do not have its file. */
export interface SentModule {
  readonly path: string;
  readonly source: string;
}

/** The modules as they are now. @throws TypeError if one is not there */
export const readModules = (modules: readonly string[]): SentModule[] =>
  requireModules(modules).map((path) => ({ path, source: readFileSync(path, 'utf8') }));

/**
 * Runs a module that was sent: CommonJS, with `require` for gymnasium-js, the one that the worker plays with, and for what Node has.
 * @throws what the module throws, with its path
 */
export function loadModule({ path, source }: SentModule): void {
  const module = { exports: {} };
  const ofNode = createRequire(__filename);
  const require = (name: string): unknown => (name === 'gymnasium-js' ? gymnasium : (ofNode(name) as unknown));
  try {
    const run = compileFunction(source, ['exports', 'require', 'module'], { filename: path });
    (run as (...args: unknown[]) => void)(module.exports, require, module);
  } catch (error) {
    const reason = String((error as Error).message).split('\n')[0];
    throw new Error(
      `modules: ${path} fails on a worker (${reason}); there it is one CommonJS file that requires gymnasium-js and what Node has`,
      { cause: error },
    );
  }
}
