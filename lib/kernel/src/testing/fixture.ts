import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** A throw-away project with a folder `notebooks`, for kernels to run in. */
export class Fixture {
  readonly root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'kernel-project-')));
  readonly notebooks = path.join(this.root, 'notebooks');

  /** @param files text by path relative to the root; `notebooks` always exists */
  constructor(files: Readonly<Record<string, string>> = {}) {
    fs.mkdirSync(this.notebooks);
    for (const [file, text] of Object.entries(files)) this.write(file, text);
  }

  write(file: string, text: string): void {
    const target = path.join(this.root, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
  }

  /** Links a folder of the project into node_modules, as npm does for a workspace. */
  link(folder: string, name: string): void {
    const target = path.join(this.root, 'node_modules', name);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.symlinkSync(path.join(this.root, folder), target);
  }

  remove(): void {
    fs.rmSync(this.root, { recursive: true, force: true });
  }
}
