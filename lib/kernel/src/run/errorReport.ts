import * as path from 'node:path';
import type { Diagnostic } from 'tslab/dist/converter';
import { isError, propertyOf, stackOf, textOf } from './anyValue';
import { insteadOf } from './browserFunctions';
import { excerpt } from './excerpt';
import type { Position, SourceMaps } from '../compile/sourceMaps';

/** Content of a Jupyter `error` message. */
export interface ErrorReport {
  readonly ename: string;
  readonly evalue: string;
  /** Lines for the reader; may hold ANSI colours. */
  readonly traceback: string[];
}

const RED = '\u001b[1;31m';
const PLAIN = '\u001b[0m';
const MAX_FRAMES = 12;
/** At most so many causes, and so many parts of an AggregateError, are told. */
const MAX_INNER = 10;

/** Turns what a cell threw, or why it did not compile, into `error` messages. */
export class ErrorReporter {
  /** @param folder the notebook's folder; file names in tracebacks are shown relative to it */
  constructor(
    private readonly maps: SourceMaps,
    private readonly folder: string,
  ) {}

  /**
   * Never throws, whatever was thrown.
   * @param thrown an Error or any other value, @param cell the running cell as shown, "cell[3]"
   */
  thrown(thrown: unknown, cell: string): ErrorReport {
    const { ename, evalue } = nameAndText(thrown);
    const frames = isError(thrown) ? this.frames(stackOf(thrown)) : [];
    const place = frames.find((frame) => frame.position && this.maps.sourceOf(frame.position.file) !== undefined);
    const traceback = [`${RED}${ename}${PLAIN}: ${evalue}`];
    traceback.push(...this.place(place?.position, cell));
    traceback.push(...frames.slice(0, MAX_FRAMES).map((frame) => `    at ${frame.text}`));
    traceback.push(...causesOf(thrown).map((cause) => `  caused by ${oneLine(cause)}`));
    traceback.push(...partsOf(thrown).map((part) => `  - ${oneLine(part)}`));
    return { ename, evalue, traceback };
  }

  /** @param diagnostics at least one error of the compiler, @param source text of the cell */
  notCompiled(diagnostics: readonly Diagnostic[], cell: string, source: string): ErrorReport {
    const describe = (d: Diagnostic): string =>
      `${d.fileName ?? cell}:${d.start.line + 1}:${d.start.character + 1} - TS${d.code}: ${explained(d)}`;
    const traceback: string[] = [];
    for (const d of diagnostics) {
      traceback.push(`${RED}TypeScript error${PLAIN} ${describe(d)}`);
      if (d.fileName !== undefined) continue;
      const width = d.end.line === d.start.line ? d.end.character - d.start.character : 1;
      traceback.push(...excerpt(source, d.start.line + 1, d.start.character + 1, width));
    }
    return { ename: 'TypeScriptError', evalue: diagnostics.map(describe).join('\n'), traceback };
  }

  private place(position: Position | undefined, cell: string): string[] {
    if (position === undefined) return [`in ${cell}`];
    const where = `${this.shorten(position.file)}, line ${position.line}, column ${position.column}`;
    const text = position.file.startsWith(cell) ? where : `${where} (run by ${cell})`;
    return [`in ${text}`, ...excerpt(this.maps.sourceOf(position.file) ?? '', position.line, position.column, 1)];
  }

  /** The frames of a stack that a reader can use: without those of the kernel and of Node, at their source positions. */
  private frames(stack: string): { text: string; position?: Position }[] {
    const result: { text: string; position?: Position }[] = [];
    for (const line of stack.split('\n')) {
      const match = /^\s+at (?:(.*?) \()?((?:[A-Za-z]:)?[^:()]+|cell\[\d+\]\.js):(\d+):(\d+)\)?$/.exec(line);
      if (match === null) continue;
      const [, caller, file = '', row, column] = match;
      const source = file.replace(/^(?:async )?(?:file:\/\/)?/, '');
      if (isInternal(source)) continue;
      const position = this.maps.find({ file: source, line: Number(row), column: Number(column) });
      const at = `${this.shorten(position.file)}:${position.line}:${position.column}`;
      // Cells call each other's functions as properties of one object; that is no news to the reader.
      const name = caller?.replace(/^(?:async )?(?:Object\.)?/, '') ?? '';
      const anonymous = name === '' || name === 'eval' || name === '<anonymous>' || name === 'Object.<anonymous>';
      result.push({ text: anonymous ? at : `${name} (${at})`, position });
    }
    return result;
  }

  private shorten(file: string): string {
    if (!path.isAbsolute(file)) return file;
    const relative = path.relative(this.folder, file);
    return relative.length < file.length ? relative : file;
  }
}

function isInternal(file: string): boolean {
  return (
    file.startsWith('node:') ||
    file.startsWith(path.dirname(__dirname) + path.sep) ||
    file.includes(`${path.sep}node_modules${path.sep}tslab${path.sep}`)
  );
}

/** The text of a diagnostic; what to write instead where a name of web pages was not found. */
function explained({ messageText }: Diagnostic): string {
  const name = /^Cannot find name '(\w+)'/.exec(messageText)?.[1] ?? '';
  const instead = insteadOf(name);
  return instead === undefined ? messageText : `${messageText} ${instead}.`;
}

/** Name and message of anything that can be thrown. */
function nameAndText(thrown: unknown): { ename: string; evalue: string } {
  if (!isError(thrown)) return { ename: 'Thrown value', evalue: textOf(thrown) };
  const name = propertyOf(thrown, 'name');
  const message = propertyOf(thrown, 'message');
  const evalue = typeof message === 'string' ? message : message === undefined ? '(no message)' : textOf(message);
  return { ename: typeof name === 'string' && name !== '' ? name : 'Error', evalue };
}

function oneLine(thrown: unknown): string {
  const { ename, evalue } = nameAndText(thrown);
  return `${ename}: ${evalue}`;
}

/** The causes of an error, the nearest first; each once, should they form a circle. */
function causesOf(thrown: unknown): unknown[] {
  const seen = new Set<unknown>([thrown]);
  for (let error = thrown; isError(error) && seen.size <= MAX_INNER;) {
    error = propertyOf(error, 'cause');
    if (error === undefined || seen.has(error)) break;
    seen.add(error);
  }
  return [...seen].slice(1);
}

/** The errors that an AggregateError stands for. */
function partsOf(thrown: unknown): unknown[] {
  const parts = isError(thrown) ? propertyOf(thrown, 'errors') : undefined;
  return Array.isArray(parts) ? parts.slice(0, MAX_INNER) : [];
}
