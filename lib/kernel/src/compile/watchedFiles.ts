import * as fs from 'node:fs';
import type * as ts from 'typescript';

interface Watched {
  readonly notify: ts.FileWatcherCallback;
  stamp: string;
}

/**
 * Remembers which project files the compiler watches, so that their changes can be reported at once. File system events
 * arrive some time after an edit; a cell that is run right after it would still be checked against the old text.
 */
export class WatchedFiles {
  private readonly files = new Map<string, Watched>();

  /** Notes every file that the compiler starts to watch through `system`. */
  follow(system: ts.System): void {
    const watch = system.watchFile?.bind(system);
    if (watch === undefined) return;
    system.watchFile = (file, notify, interval, options) => {
      const inner = watch(file, notify, interval, options);
      if (!isProjectFile(file)) return inner;
      const entry = { notify, stamp: stampOf(file) };
      this.files.set(file, entry);
      const close = (): void => {
        if (this.files.get(file) === entry) this.files.delete(file);
        inner.close();
      };
      return { close };
    };
  }

  /** Tells the compiler about every followed file that changed since the last call. */
  refresh(): void {
    for (const [file, entry] of [...this.files]) {
      const stamp = stampOf(file);
      if (stamp === entry.stamp) continue;
      const kind = entry.stamp === '' ? 0 /* Created */ : stamp === '' ? 2 /* Deleted */ : 1; /* Changed */
      entry.stamp = stamp;
      entry.notify(file, kind);
    }
  }
}

function isProjectFile(file: string): boolean {
  return !file.includes('/node_modules/') && !file.endsWith('/__tslab__.ts') && !file.endsWith('/__prev__.d.ts');
}

/**
 * A text that changes with the file; empty when there is none. The time of change counts as well as that of modification,
 * which some tools set back, and both with their fractions of a second: an edit may keep the length.
 */
export function stampOf(file: string): string {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? '' : `${stat.mtimeMs}:${stat.ctimeMs}:${stat.size}`;
}
