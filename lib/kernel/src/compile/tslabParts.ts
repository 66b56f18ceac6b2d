import { createRequire } from 'node:module';
import type * as ts from 'typescript';

/** The one tslab release whose internals the launcher relies on. */
export const TSLAB_VERSION = '1.0.22';

export type TypeScript = typeof ts;

const load = createRequire(__filename);

/** The public modules of tslab that the kernel is built from. */
export interface TslabParts {
  readonly converter: typeof import('tslab/dist/converter');
  readonly jupyter: typeof import('tslab/dist/jupyter');
  readonly metadata: typeof import('tslab/dist/metadata');
}

/**
 * Stops the start when another tslab than the expected one is installed: the repairs lean on details of that release.
 * @param found version text of the installed tslab
 * @throws Error naming both versions and the command that installs the right one
 */
export function assertTslabVersion(found: string): void {
  if (found === TSLAB_VERSION) return;
  throw new Error(
    `lesson-kernel is written for tslab ${TSLAB_VERSION}, but tslab ${found} is installed. Run "npm ci" in the project folder.`,
  );
}

/** Version of the tslab that this package resolves to. */
export function installedTslabVersion(): string {
  return (load('tslab/package.json') as { version: string }).version;
}

/**
 * Loads tslab with a TypeScript module of which some functions are replaced. tslab reads its compiler through
 * `require('@tslab/typescript-for-tslab')`; the copy with the replacements takes that place in the module cache, so no
 * file is changed.
 * @param replace given the original module, returns the functions to put in its place
 */
export function loadTslab(replace: (original: TypeScript) => Partial<TypeScript>): TslabParts {
  const file = require.resolve('@tslab/typescript-for-tslab', { paths: [require.resolve('tslab/package.json')] });
  const original = load(file) as TypeScript;
  const cached = require.cache[file];
  if (cached === undefined) throw new Error(`TypeScript was loaded from ${file} but is not in the module cache`);
  cached.exports = { ...original, ...replace(original) };
  return {
    converter: load('tslab/dist/converter') as TslabParts['converter'],
    jupyter: load('tslab/dist/jupyter') as TslabParts['jupyter'],
    metadata: load('tslab/dist/metadata') as TslabParts['metadata'],
  };
}
