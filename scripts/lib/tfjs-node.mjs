// Gets the native TensorFlow binding that @tensorflow/tfjs-node needs. The ways, in this order:
//   1. Linux x64: the C libraries inside PyPI's tensorflow-cpu wheel, which a hash pins, and the binding compiled here;
//   2. only when asked for: the package's own download, which no hash pins;
//   3. none: the lessons then run on the WebAssembly backend, and one notice says why.
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { addonPath, compileAddon, findCompiler } from './tfjs-addon.mjs';
import { readOr, writeWhole } from './files.mjs';
import { cache, root } from './paths.mjs';
import { Problem } from './problems.mjs';
import { run } from './run.mjs';
import { ensureLibtensorflow, libtensorflowFolder } from './libtensorflow.mjs';

const require = createRequire(import.meta.url);
const packageFolder = join(root, 'node_modules', '@tensorflow', 'tfjs-node');
const addon = join(packageFolder, 'lib', 'napi-v8', 'tfjs_binding.node');
const record = join(cache, 'tfjs-node.json');
const retryAfterHours = 1;

/**
 * @param {{ retry?: boolean, unchecked?: boolean }} [options] `retry` tries again at once after an earlier failure;
 *   `unchecked` allows the download that no hash pins
 * @returns {Promise<{ backend: 'tensorflow' | 'wasm', reason: string, way: string }>}
 */
export async function ensureTfjsNode({ retry = false, unchecked = false } = {}) {
  const earlier = JSON.parse(readOr(record, 'null'));
  if (earlier?.backend === 'tensorflow' && existsSync(addon) && existsSync(join(packageFolder, 'deps', 'lib'))) {
    return { ...earlier, way: 'already there' };
  }
  const hoursAgo = earlier ? (Date.now() - earlier.time) / 3_600_000 : Infinity;
  if (earlier?.backend === 'wasm' && !retry && !unchecked && hoursAgo < retryAfterHours) return earlier;
  const outcome = await tryEachWay(unchecked);
  writeWhole(record, JSON.stringify({ ...outcome, time: Date.now() }));
  return outcome;
}

/**
 * @param {boolean} unchecked
 * @returns {Promise<{ backend: 'tensorflow' | 'wasm', reason: string, way: string }>}
 */
async function tryEachWay(unchecked) {
  const ways = [{ way: 'built on the libraries of tensorflow-cpu', attempt: fromWheel }];
  if (unchecked) ways.push({ way: 'own download, unchecked', attempt: ownDownload });
  const reasons = [];
  for (const { way, attempt } of ways) {
    try {
      await attempt();
      await proveThatItComputes();
      return { backend: 'tensorflow', reason: '', way };
    } catch (error) {
      if (error instanceof Problem) throw error;
      reasons.push(/** @type {Error} */ (error).message);
    }
  }
  removeBinding();
  return { backend: 'wasm', reason: reasons.join('; '), way: '' };
}

/** Way 1. */
async function fromWheel() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `no TensorFlow library that a hash pins is known for ${process.platform} ${process.arch} (npm start -- --unchecked-download takes the one of tfjs-node)`,
    );
  }
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report?.getReport());
  if (!report.header.glibcVersionRuntime) throw new Error('this Linux has no glibc');
  const libraries = libtensorflowFolder();
  const compiled = addonPath(packageFolder, libraries);
  // Asked for before the download, so that nobody waits for 200 MB to be told to install a compiler.
  const compiler = existsSync(compiled) ? null : await findCompiler();
  await ensureLibtensorflow();
  if (compiler) await compileAddon(compiler, packageFolder, libraries);
  removeBinding();
  symlinkSync(libraries, join(packageFolder, 'deps'));
  mkdirSync(join(addon, '..'), { recursive: true });
  writeFileSync(addon, readFileSync(compiled));
}

/** Way 2. The install script has no time limit of its own for a host that never answers, so the host is asked first. */
async function ownDownload() {
  const host = new URL(JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).binary.host).origin;
  const viaProxy = ['HTTPS_PROXY', 'https_proxy'].some((name) => process.env[name]);
  if (!viaProxy && !(await answers(host, 10))) throw new Error(`${new URL(host).host} is not reachable`);
  removeBinding();
  const path = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const env = { ...process.env, PATH: path };
  const done = await run(process.execPath, ['scripts/install.js'], { cwd: packageFolder, env, limitSeconds: 600 });
  if (done.code !== 0) throw new Error("the package's own download failed");
}

function removeBinding() {
  rmSync(join(packageFolder, 'deps'), { recursive: true, force: true });
  rmSync(join(packageFolder, 'lib'), { recursive: true, force: true });
}

/** A binding that loads is not enough: it has to multiply, in a process of its own. */
async function proveThatItComputes() {
  const program = `
    require('util').isNullOrUndefined = (value) => value === null || value === undefined;
    const tf = require(${JSON.stringify(require.resolve('@tensorflow/tfjs-node', { paths: [root] }))});
    const product = tf.matMul([[1, 2]], [[3], [4]]).dataSync()[0];
    process.exit(tf.getBackend() === 'tensorflow' && product === 11 ? 0 : 1);`;
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' };
  const done = await run(process.execPath, ['-e', program], { env, limitSeconds: 600 });
  if (done.code !== 0) throw new Error('the binding does not load on this machine');
}

/**
 * Does this address answer at all within so many seconds?
 * @param {string} url
 * @param {number} seconds
 * @returns {Promise<boolean>}
 */
function answers(url, seconds) {
  return new Promise((resolve) => {
    const request = https.request(url, { method: 'HEAD', timeout: seconds * 1000 }, (response) => {
      response.destroy();
      resolve(true);
    });
    const timer = setTimeout(() => request.destroy(new Error('too slow')), seconds * 1000);
    request.on('timeout', () => request.destroy(new Error('too slow')));
    request.on('error', () => resolve(false));
    request.on('close', () => clearTimeout(timer));
    request.end();
  });
}
