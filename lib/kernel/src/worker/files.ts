/**
 * The files of a kernel in a page, in the shape of node:fs, which the bundle of the worker puts here: what compiler, kernel,
 * libraries and cells take for the disk. Declarations and manifests come in one piece at the start, files of `data` from the
 * site when they are asked for, and what cells write stays in memory until the worker ends.
 */
type Content = string | Uint8Array;
type Encoding = string | { readonly encoding?: string | null } | null | undefined;

const files = new Map<string, Content>();
const folders = new Map<string, Set<string>>([['/', new Set()]]);
/** When a file was written: a number that grows, so that an edit is seen. */
const versions = new Map<string, number>();
let version = 0;

/** Root of the project in the worker. */
export const PROJECT = '/project';
const DATA = `${PROJECT}/data/`;

/** Gives the text of a file below `data`, or undefined where the site has none. */
let fetchData: (path: string) => string | undefined = () => undefined;

/** @param texts by absolute path, @param data given a path below `data`, the text of that file of the site */
export function mountProject(texts: Readonly<Record<string, string>>, data: typeof fetchData): void {
  for (const [path, text] of Object.entries(texts)) put(path, text);
  fetchData = data;
}

const PROGRESS = `${PROJECT}/.ppo-progress/`;

/** Told of every file of a reader's progress that is written. */
let keepProgress: (name: string, text: string) => void = () => {};

/** @param texts what was kept before, by file name, @param keep called with the name and the text of what is to be kept */
export function mountProgress(texts: Readonly<Record<string, string>>, keep: typeof keepProgress): void {
  keepProgress = () => {};
  for (const [name, text] of Object.entries(texts)) put(PROGRESS + name, text);
  keepProgress = keep;
}

function normal(path: unknown): string {
  const parts: string[] = [];
  const text = path instanceof URL ? path.pathname : String(path);
  for (const part of (text.startsWith('/') ? text : `${PROJECT}/notebooks/${text}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function addFolder(path: string): void {
  if (folders.has(path)) return;
  folders.set(path, new Set());
  const at = path.lastIndexOf('/');
  const above = path.slice(0, at) || '/';
  addFolder(above);
  folders.get(above)?.add(path.slice(at + 1));
}

function put(path: string, content: Content): void {
  const at = path.lastIndexOf('/');
  const above = path.slice(0, at) || '/';
  addFolder(above);
  folders.get(above)?.add(path.slice(at + 1));
  files.set(path, content);
  versions.set(path, ++version);
  if (path.startsWith(PROGRESS) && !path.endsWith('.tmp')) keepProgress(path.slice(PROGRESS.length), String(content));
}

function take(path: string): Content | undefined {
  const known = files.get(path);
  if (known !== undefined || !path.startsWith(DATA) || folders.has(path)) return known;
  const text = fetchData(path.slice(DATA.length));
  if (text !== undefined) put(path, text);
  return text;
}

function failure(code: string, what: string, call: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${what}, ${call} '${path}'`), { code, syscall: call, path });
}
const missing = (call: string, path: string): Error => failure('ENOENT', 'no such file or directory', call, path);

const encodingOf = (options: Encoding): string | null | undefined =>
  typeof options === 'object' ? options?.encoding : options;

export function existsSync(path: unknown): boolean {
  const name = normal(path);
  return folders.has(name) || take(name) !== undefined;
}

export function readFileSync(path: unknown, options?: Encoding): string | Buffer {
  const name = normal(path);
  const content = take(name);
  if (content === undefined)
    throw folders.has(name)
      ? failure('EISDIR', 'illegal operation on a directory', 'read', name)
      : missing('open', name);
  const encoding = encodingOf(options);
  if (typeof content === 'string' && encoding) return content;
  const bytes = Buffer.from(content as Uint8Array);
  return encoding ? bytes.toString(encoding as BufferEncoding) : bytes;
}

export function writeFileSync(path: unknown, content: Content): void {
  const name = normal(path);
  const above = name.slice(0, name.lastIndexOf('/')) || '/';
  if (!folders.has(above)) throw missing('open', name);
  put(name, typeof content === 'string' ? content : Uint8Array.from(content));
}

export function appendFileSync(path: unknown, content: Content): void {
  const before = existsSync(path) ? (readFileSync(path) as Buffer) : Buffer.alloc(0);
  writeFileSync(path, Buffer.concat([before, Buffer.from(content as Uint8Array)]));
}

const opened: string[] = [];

/** For writing only. @param flags as in fopen: 'a' keeps what there is */
export function openSync(path: unknown, flags = 'r'): number {
  if (!/^[aw]/.test(flags))
    throw new Error(`openSync: flags are 'a' or 'w' in a page, got '${flags}'; read with readFileSync`);
  if (flags.startsWith('w') || !existsSync(path)) writeFileSync(path, '');
  return opened.push(normal(path)) - 1;
}

export function writeSync(file: number, content: Content): number {
  appendFileSync(opened[file], content);
  return content.length;
}

export const closeSync = (): void => {};

export function mkdirSync(path: unknown): void {
  addFolder(normal(path));
}

let made = 0;
export function mkdtempSync(prefix: string): string {
  const path = `${normal(prefix)}${(++made).toString(36).padStart(6, '0')}`;
  addFolder(path);
  return path;
}

function unlink(path: string): void {
  const at = path.lastIndexOf('/');
  files.delete(path);
  folders.get(path.slice(0, at) || '/')?.delete(path.slice(at + 1));
}

export function renameSync(from: unknown, to: unknown): void {
  const [old, name] = [normal(from), normal(to)];
  const content = take(old);
  if (content === undefined) throw missing('rename', old);
  put(name, content);
  unlink(old);
}

export function rmSync(path: unknown, options: { readonly force?: boolean; readonly recursive?: boolean } = {}): void {
  const name = normal(path);
  const inside = folders.get(name);
  if (inside !== undefined && options.recursive === true) {
    for (const one of [...inside]) rmSync(`${name}/${one}`, options);
    folders.delete(name);
  } else if (take(name) === undefined && options.force !== true) throw missing('rm', name);
  unlink(name);
}
export const unlinkSync = (path: unknown): void => rmSync(path);

export function readdirSync(path: unknown): string[] {
  const name = normal(path);
  const inside = folders.get(name);
  if (inside === undefined) throw missing('scandir', name);
  return [...inside].sort();
}

export interface Stat {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  isFile(): boolean;
  isDirectory(): boolean;
}

export function statSync(path: unknown, options: { readonly throwIfNoEntry?: boolean } = {}): Stat | undefined {
  const name = normal(path);
  const isDirectory = folders.has(name);
  const content = isDirectory ? '' : take(name);
  if (content === undefined) {
    if (options.throwIfNoEntry === false) return undefined;
    throw missing('stat', name);
  }
  const time = versions.get(name) ?? 0;
  return {
    size: typeof content === 'string' ? Buffer.byteLength(content) : content.length,
    mtimeMs: time,
    ctimeMs: time,
    isFile: () => !isDirectory,
    isDirectory: () => isDirectory,
  };
}

/** A file that was opened to be written, as node:fs/promises gives it. */
interface FileHandle {
  writeFile(content: Content): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** node:fs/promises; node:fs has it as `promises`. */
export const promises = {
  readFile: async (path: unknown, options?: Encoding) => readFileSync(path, options),
  writeFile: async (path: unknown, content: Content) => writeFileSync(path, content),
  mkdir: async (path: unknown) => mkdirSync(path),
  mkdtemp: async (prefix: string) => mkdtempSync(prefix),
  rename: async (from: unknown, to: unknown) => renameSync(from, to),
  rm: async (path: unknown, options?: { readonly force?: boolean; readonly recursive?: boolean }) =>
    rmSync(path, options),
  readdir: async (path: unknown) => readdirSync(path),
  stat: async (path: unknown) => statSync(path),
  open: async (path: unknown): Promise<FileHandle> => ({
    writeFile: async (content) => writeFileSync(path, content),
    sync: async () => {},
    close: async () => {},
  }),
};

addFolder('/tmp');
addFolder(`${PROJECT}/notebooks`);
addFolder(`${PROJECT}/data`);
