import * as path from 'node:path';
import { existsSync, PROJECT, readFileSync } from './files';

type Load = () => unknown;

/** What cells in a page may require: what the bundle brings, manifests of packages, and the modules that cells define. */
export class CellModules {
  private readonly loaded = new Map<string, unknown>();
  private readonly defined = new Map<string, string>();

  /** @param bundled what loads each module that the bundle brings, by name */
  constructor(private readonly bundled: Readonly<Record<string, Load>>) {}

  readonly require = (name: string): unknown => {
    const bare = name.replace(/^node:/, '');
    const file = /^\.{0,2}\//.test(name) ? path.resolve(`${PROJECT}/notebooks`, name) : undefined;
    const key = file ?? bare;
    if (!this.loaded.has(key)) this.loaded.set(key, file === undefined ? this.loadPackage(bare) : this.loadFile(file));
    return this.loaded.get(key);
  };

  /** Adds or replaces a module that a cell defines. @param file its absolute name, @param code CommonJS */
  define(file: string, code: string): void {
    this.defined.set(file, code);
    this.defined.set(file.replace(/\.js$/, ''), code);
    for (const key of [...this.loaded.keys()]) if (key.startsWith('/')) this.loaded.delete(key);
  }

  /** Files do not change behind the kernel's back here. */
  refresh(): void {}

  private loadPackage(name: string): unknown {
    const load = Object.hasOwn(this.bundled, name) ? this.bundled[name] : undefined;
    if (load !== undefined) return load();
    const manifest = `${PROJECT}/node_modules/${name}`;
    if (name.endsWith('/package.json') && existsSync(manifest))
      return JSON.parse(String(readFileSync(manifest, 'utf8')));
    throw notFound(name, `In a page, cells may import ${Object.keys(this.bundled).join(', ')}.`);
  }

  private loadFile(file: string): unknown {
    const code = this.defined.get(file);
    if (code === undefined) {
      if (file.endsWith('.json') && existsSync(file)) return JSON.parse(String(readFileSync(file, 'utf8')));
      throw notFound(
        file,
        'In a page, only modules that a cell defines with @module can be imported from the notebook’s folder.',
      );
    }
    const module = { exports: {} };
    const run = (0, eval)(`(function (exports, require, module) {${code}\n})\n//# sourceURL=${file}`) as (
      ...args: unknown[]
    ) => void;
    run(module.exports, this.require, module);
    return module.exports;
  }
}

function notFound(name: string, hint: string): Error {
  return Object.assign(new Error(`Cannot find module '${name}'. ${hint}`), { code: 'MODULE_NOT_FOUND' });
}
