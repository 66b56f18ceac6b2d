import * as fs from 'node:fs';
import { SourceMap } from 'node:module';
import * as path from 'node:path';

/** A place in a source text, both counted from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

interface Mapped {
  /** Steps from the compiled text back to the source, last step first. */
  readonly steps: readonly SourceMap[];
  /** Name to show instead of the compiled file's. */
  readonly name: string;
  /** Source text, for the excerpt under an error. */
  readonly source: string;
  readonly linesBefore: number;
}

/** The text without the comment that names its source map: no such file exists for code that stays in memory. */
export function withoutMapComment(text: string): string {
  return text.replace(/\n?\/\/# sourceMappingURL=\S*\s*$/, '\n');
}

/** Where compiled code came from: cells, TypeScript files, and built packages that ship a `.map` beside the `.js`. */
export class SourceMaps {
  private readonly known = new Map<string, Mapped>();

  /**
   * Records what a compiled text was made of.
   * @param compiled file name in stack traces
   * @param maps source map JSON of each step, first step first; empty texts are ignored
   * @param name shown for the source, `source` its text
   * @param linesBefore lines that were put before the source when it was compiled
   */
  add(compiled: string, maps: readonly string[], name: string, source: string, linesBefore = 0): void {
    const steps = maps.filter((map) => map !== '').map((map) => new SourceMap(JSON.parse(map) as never));
    this.known.set(compiled, { steps: steps.reverse(), name, source, linesBefore });
  }

  /** The source position of a compiled one; the same position when nothing is known about the file. */
  find(at: Position): Position {
    const mapped = this.known.get(at.file) ?? this.readMapBeside(at.file);
    if (mapped === undefined) return at;
    let { line, column } = at;
    for (const step of mapped.steps) {
      const entry = step.findEntry(line - 1, column - 1) as { originalLine?: number; originalColumn?: number };
      if (entry.originalLine === undefined || entry.originalColumn === undefined) break;
      line = entry.originalLine + 1;
      column = entry.originalColumn + 1;
    }
    return { file: mapped.name, line: line - mapped.linesBefore, column };
  }

  /** Text of a source by the name that `find` gave; undefined when it cannot be read. */
  sourceOf(name: string): string | undefined {
    for (const mapped of this.known.values()) if (mapped.name === name) return mapped.source;
    return path.isAbsolute(name) && fs.existsSync(name) ? fs.readFileSync(name, 'utf8') : undefined;
  }

  private readMapBeside(file: string): Mapped | undefined {
    const mapFile = `${file}.map`;
    if (!path.isAbsolute(file) || file.includes('/node_modules/') || !fs.existsSync(mapFile)) return undefined;
    try {
      const map = JSON.parse(fs.readFileSync(mapFile, 'utf8')) as { sources?: string[] };
      const source = path.resolve(path.dirname(file), map.sources?.[0] ?? '');
      return { steps: [new SourceMap(map as never)], name: source, source: '', linesBefore: 0 };
    } catch {
      return undefined; // An unreadable map only costs the nicer position.
    }
  }
}
