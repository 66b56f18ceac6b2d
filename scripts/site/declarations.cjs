// Prints, as JSON, the files that the compiler reads for what cells of a page may import: { path: text }, with paths from the project's
// root, and packages of ours at their place in node_modules. Run in the folder `notebooks`: node declarations.cjs MODULES
'use strict';
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const typescript = require('@tslab/typescript-for-tslab');

const root = join(process.cwd(), '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
/** @type {Record<string, string>} */
const read = {};

/** Packages of ours are links. @type {[string, string][]} */
const links = manifest.workspaces.map((/** @type {string} */ folder) => [
  `${join(root, folder)}/`,
  `node_modules/${JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')).name}/`,
]);

/** @param {string} path absolute */
function fromRoot(path) {
  const link = links.find((/** @type {[string, string]} */ [folder]) => path.startsWith(folder));
  return link ? link[1] + path.slice(link[0].length) : path.slice(root.length + 1);
}

const readFile = typescript.sys.readFile.bind(typescript.sys);
typescript.sys.readFile = (/** @type {string} */ path, /** @type {string | undefined} */ encoding) => {
  const text = readFile(path, encoding);
  if (text !== undefined && path.startsWith(`${root}/`)) read[fromRoot(path)] = text;
  return text;
};

const modules = /** @type {string[]} */ (JSON.parse(process.argv[2]));
const { createConverter } = require('tslab/dist/converter');
const converter = createConverter({ isJS: false, isBrowser: false });
const source = modules.map((name, index) => `import * as m${index} from '${name}';`).join('\n');
const { diagnostics } = converter.convert('', source);
if (diagnostics.length > 0) throw new Error(diagnostics.map((/** @type {any} */ one) => one.messageText).join('\n'));

// Cells ask packages for their versions, and the kernel finds the project by its own manifest.
const packages = [
  'tslab',
  '@tensorflow/tfjs-node',
  ...links.map((/** @type {[string, string]} */ [, name]) => name.slice('node_modules/'.length, -1)),
];
for (const path of ['package.json', ...packages.map((name) => `node_modules/${name}/package.json`)]) {
  if (existsSync(join(root, path))) read[path] = readFileSync(join(root, path), 'utf8');
}
process.stdout.write(JSON.stringify(read), () => process.exit(0)); // the compiler watches files for ever
