import * as fs from 'node:fs';
import * as path from 'node:path';

/** What the kernel reads from the package.json of the project that a notebook belongs to. */
export interface Project {
  /** Absolute folder of the root package.json, or the notebook's own folder where there is none. */
  readonly root: string;
  /** The object under "tslab" / "compilerOptions", still unchecked; empty when absent. */
  readonly compilerOptions: Readonly<Record<string, unknown>>;
}

interface Manifest {
  workspaces?: unknown;
  tslab?: { compilerOptions?: Record<string, unknown> };
}

/**
 * Finds the project of a folder: the nearest package.json above it that declares workspaces or a "tslab" section,
 * else the nearest package.json at all.
 * @throws Error naming the file when a package.json is not valid JSON
 */
export function findProject(folder: string): Project {
  let nearest: Project | undefined;
  for (let dir = path.resolve(folder); ; dir = path.dirname(dir)) {
    const manifest = readManifest(path.join(dir, 'package.json'));
    if (manifest !== undefined) {
      const project = { root: dir, compilerOptions: manifest.tslab?.compilerOptions ?? {} };
      if (manifest.workspaces !== undefined || manifest.tslab !== undefined) return project;
      nearest ??= project;
    }
    if (path.dirname(dir) === dir) return nearest ?? { root: path.resolve(folder), compilerOptions: {} };
  }
}

function readManifest(file: string): Manifest | undefined {
  if (!fs.existsSync(file)) return undefined;
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Manifest;
  } catch (error) {
    throw new Error(`${file} is not valid JSON: ${(error as Error).message}`);
  }
}
