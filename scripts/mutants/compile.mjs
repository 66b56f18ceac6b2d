// Compiles one changed file as the package's own build would, without building the package.
import { dirname, join, relative } from 'node:path';
import { existsSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { Problem } from '../lib/problems.mjs';

/** @type {Map<string, ts.CompilerOptions>} */
const known = new Map();

/**
 * The file that runs in place of a source: the compiled one for the TypeScript of a package, otherwise the file itself.
 * @param {string} file from the root of the project
 */
export function runningFile(file) {
  const inPackage = /^(lib\/[^/]+)\/src\/(.*)\.ts$/.exec(file);
  return inPackage === null ? file : `${inPackage[1]}/dist/${inPackage[2]}.js`;
}

/**
 * @param {string} root of the project
 * @param {string} file from there
 * @param {string} text of the file
 * @returns {string} what runs
 */
export function compile(root, file, text) {
  if (/\.[cm]?js$/.test(file)) checkSyntax(file, text);
  if (runningFile(file) === file) return text;
  const { outputText, diagnostics } = ts.transpileModule(text, {
    compilerOptions: optionsFor(join(root, file)),
    fileName: file,
    reportDiagnostics: true,
  });
  refuse(file, diagnostics ?? []);
  return outputText;
}

/**
 * @param {string} file
 * @param {string} text
 */
function checkSyntax(file, text) {
  const options = { allowJs: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  refuse(
    file,
    ts.transpileModule(text, { compilerOptions: options, fileName: file, reportDiagnostics: true }).diagnostics ?? [],
  );
}

/**
 * What is said of no file is about the settings of a whole program, which this is not.
 * @param {string} file
 * @param {ts.Diagnostic[]} diagnostics
 */
function refuse(file, diagnostics) {
  const first = diagnostics.find((one) => one.file !== undefined);
  if (first === undefined) return;
  throw new Problem(
    `${file} with its fault does not parse: ${ts.flattenDiagnosticMessageText(first.messageText, ' ')}`,
  );
}

/** @param {string} path of a source, absolute */
function optionsFor(path) {
  const config = ts.findConfigFile(dirname(path), existsSync);
  if (config === undefined) throw new Problem(`There is no tsconfig.json above ${path}.`);
  const found = known.get(config);
  if (found !== undefined) return found;
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, (name) => readFileSync(name, 'utf8')).config,
    { ...ts.sys, readDirectory: () => [] },
    dirname(config),
  );
  known.set(config, options);
  return options;
}

/**
 * Files whose compilation here differs from the build's: a fault in one of them would be tried together with this difference.
 * @param {string} root
 * @param {string[]} files
 */
export function unlikeBuild(root, files) {
  return files.filter((file) => {
    const built = join(root, runningFile(file));
    return (
      !existsSync(built) || compile(root, file, readFileSync(join(root, file), 'utf8')) !== readFileSync(built, 'utf8')
    );
  });
}

/**
 * @param {string} root
 * @param {string} path absolute
 */
export const fromRoot = (root, path) => relative(root, path).replaceAll('\\', '/');
