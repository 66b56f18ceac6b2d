import * as fs from 'node:fs';

/** Writes a line to the terminal that Jupyter was started from, never into a cell: for trouble of the kernel itself. */
export function tellTerminal(error: unknown): void {
  try {
    fs.writeSync(2, `[lesson-kernel] ${error instanceof Error ? error.message : String(error)}\n`);
  } catch {
    // There is no terminal any more; nobody can be told.
  }
}
