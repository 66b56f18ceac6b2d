import type * as ts from 'typescript';
import { existsSync, PROJECT, readdirSync, readFileSync, statSync } from './files';

const FOLDER = `${PROJECT}/notebooks`;
/** The compiler asks for its own files beside itself. */
const COMPILER = `${PROJECT}/node_modules/@tslab/typescript-for-tslab/lib/typescript.js`;

const is = (kind: 'isFile' | 'isDirectory', path: string): boolean =>
  !path.startsWith(`${PROJECT}/data/`) && statSync(path, { throwIfNoEntry: false })?.[kind]() === true;
const never = { close: (): void => {} };

/** What the compiler takes for its surroundings, on the files of the worker. */
export const system: ts.System = {
  args: [],
  newLine: '\n',
  useCaseSensitiveFileNames: true,
  write: () => {},
  getCurrentDirectory: () => FOLDER,
  getExecutingFilePath: () => COMPILER,
  readFile: (path) => (is('isFile', path) ? (readFileSync(path, 'utf8') as string) : undefined),
  fileExists: (path) => is('isFile', path),
  directoryExists: (path) => is('isDirectory', path),
  resolvePath: (path) => path,
  realpath: (path) => path,
  getDirectories: (path) =>
    existsSync(path) ? readdirSync(path).filter((name) => is('isDirectory', `${path}/${name}`)) : [],
  readDirectory: () => [],
  createDirectory: () => {},
  writeFile: () => {},
  watchFile: () => never,
  watchDirectory: () => never,
  setTimeout: (callback: (...args: unknown[]) => void, ms: number, ...args: unknown[]) =>
    setTimeout(callback, ms, ...args),
  clearTimeout: (timer: NodeJS.Timeout) => clearTimeout(timer),
  exit: () => {},
};
