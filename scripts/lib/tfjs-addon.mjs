// Compiles the binding of @tensorflow/tfjs-node. It uses Node-API only, so one build serves every Node from 20 on,
// and the headers come from the npm package node-api-headers: nothing is downloaded.
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { hashOf } from './files.mjs';
import { cache, root } from './paths.mjs';
import { Problem, explain, kindOfFailure } from './problems.mjs';
import { run } from './run.mjs';

const flags = ['-O2', '-std=c++17', '-fPIC', '-shared', '-DNAPI_VERSION=8', '-DNODE_GYP_MODULE_NAME=tfjs_binding'];

/** @param {string} packageFolder */
function sourceFiles(packageFolder) {
  return ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(packageFolder, 'binding', name));
}

/**
 * Where the compiled binding is kept.
 * @param {string} packageFolder of @tensorflow/tfjs-node
 * @param {string} libraries     folder with TensorFlow's `lib` and `include`
 */
export function addonPath(packageFolder, libraries) {
  const sources = sourceFiles(packageFolder).map((path) => readFileSync(path, 'utf8'));
  return join(cache, `tfjs_binding-${hashOf(basename(libraries), ...flags, ...sources)}.node`);
}

/**
 * Compiles the binding to its addonPath.
 * @param {string} compiler
 * @param {string} packageFolder as of addonPath
 * @param {string} libraries     as of addonPath
 */
export async function compileAddon(compiler, packageFolder, libraries) {
  const target = addonPath(packageFolder, libraries);
  mkdirSync(cache, { recursive: true });
  const includes = [join(root, 'node_modules', 'node-api-headers', 'include'), join(libraries, 'include')];
  const link = [
    `-L${join(libraries, 'lib')}`,
    '-ltensorflow',
    '-ltensorflow_framework',
    '-Wl,-rpath,$ORIGIN/../../deps/lib',
  ];
  const inputs = [...includes.map((folder) => `-I${folder}`), ...sourceFiles(packageFolder)];
  const done = await run(compiler, [...flags, ...inputs, ...link, '-o', `${target}.part`]);
  if (done.code !== 0) {
    if (kindOfFailure(done.output) !== null) throw explain('compiling the TensorFlow binding', done.output);
    throw new Error('the binding could not be compiled');
  }
  renameSync(`${target}.part`, target);
}

export async function findCompiler() {
  for (const name of process.env.CXX ? [process.env.CXX] : ['g++', 'c++', 'clang++']) {
    if ((await run(name, ['--version'], { limitSeconds: 120 })).code === 0) return name;
  }
  throw new Problem(
    'A C++ compiler is needed for the TensorFlow binding, and none was found: install one (Debian, Ubuntu: sudo apt install g++; macOS: xcode-select --install), then run the same command again: it goes on where this one stopped.',
  );
}
