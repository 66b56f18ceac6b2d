// Finds the unit tests and runs them with Node's own test runner.
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeWhole } from '../files.mjs';
import { cache, root } from '../paths.mjs';
import { lastLines } from '../problems.mjs';
import { run } from '../run.mjs';
import { workspaces } from '../workspaces.mjs';

/**
 * @typedef {object} TestFile
 * @property {string} source   path from the root, such as lib/ppo/src/stats.test.ts
 * @property {string} file     what runs: the compiled file of a package's test, or the source itself; absolute
 * @property {string} group    the package's path, or "scripts"
 * @property {string | null} workspace  the package's name, null for scripts
 */

/**
 * Every test file of the packages and of the scripts.
 * @param {string} [base] the project's folder, if it is not this one
 * @returns {TestFile[]}
 */
export function allTestFiles(base = root) {
  const ofPackages = workspaces(base).flatMap(({ name, path, folder }) =>
    filesUnder(join(folder, 'src'), '.test.ts').map((source) => ({
      source: relative(base, source),
      file: join(folder, 'dist', relative(join(folder, 'src'), source)).replace(/\.ts$/, '.js'),
      group: path,
      workspace: name,
    })),
  );
  const own = filesUnder(join(base, 'scripts'), '.test.mjs').map((file) => ({
    source: relative(base, file),
    file,
    group: 'scripts',
    workspace: null,
  }));
  return [...ofPackages, ...own];
}

/**
 * @param {string} folder
 * @param {string} ending
 */
function filesUnder(folder, ending) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** @typedef {import('./tally.mjs').Result & { passed: number, failed: number, skipped: number, messages: string[] }} Counted */

/** After this time a test hangs, also on a machine that has much else to do. */
const limitHours = 3;

/**
 * One file that loads others, so that all of their tests run in one process: starting one for each costs more than quick tests do.
 * @param {string} name
 * @param {string[]} files
 */
export function together(name, files) {
  const path = join(cache, 'together', `${name.replaceAll('/', '-')}.mjs`);
  writeWhole(path, files.map((file) => `import ${JSON.stringify(pathToFileURL(file).href)};\n`).join(''));
  return path;
}

/**
 * @param {string[]} files
 * @param {{ env?: NodeJS.ProcessEnv, concurrency?: number }} [options]
 * @returns {Promise<Counted>} a runner that dies has failed, whatever it counted until then
 */
export async function runTests(files, { env, concurrency = 2 } = {}) {
  if (files.length === 0) return { passed: 0, failed: 1, skipped: 0, seconds: 0, messages: ['there are no tests'] };
  const started = performance.now();
  const args = [
    '--test',
    '--test-reporter=spec',
    `--test-concurrency=${concurrency}`,
    ...files.map((file) => relative(root, file)),
  ];
  const done = await run(process.execPath, args, { cwd: root, env: cleanEnv(env), limitSeconds: limitHours * 3600 });
  const seconds = (performance.now() - started) / 1000;
  const counts = countsOf(done.stdout);
  if (counts === null) {
    const messages = [`the test runner ended before it had counted (exit code ${done.code})\n${failureText(done)}`];
    return { passed: 0, failed: 1, skipped: 0, seconds, messages };
  }
  const failed = done.code === 0 ? counts.failed : Math.max(1, counts.failed);
  const messages = failed > 0 ? [failureText(done)] : skippedNames(done.stdout);
  return { ...counts, failed, seconds, messages };
}

/**
 * Inside another test run, Node would report to that one instead.
 * @param {NodeJS.ProcessEnv} env
 */
export function cleanEnv(env = process.env) {
  /** @type {NodeJS.ProcessEnv} */
  const clean = { ...env, NO_COLOR: '1' };
  for (const name of ['NODE_TEST_CONTEXT', 'FORCE_COLOR']) delete clean[name];
  return clean;
}

/**
 * The totals that the runner prints last, or null if it did not come so far.
 * @param {string} stdout
 */
function countsOf(stdout) {
  const count = (/** @type {string} */ name) => {
    const found = new RegExp(`^ℹ ${name} (\\d+)$`, 'm').exec(stdout);
    return found === null ? NaN : Number(found[1]);
  };
  const counts = {
    passed: count('pass'),
    failed: count('fail') + count('cancelled'),
    skipped: count('skipped') + count('todo'),
  };
  return Object.values(counts).every(Number.isFinite) ? counts : null;
}

/** @param {Awaited<ReturnType<typeof run>>} done */
function failureText({ stdout, output, timedOut }) {
  if (timedOut) return `the tests did not end within ${limitHours} hours`;
  const at = stdout.indexOf('✖ failing tests:');
  // A file that does not even load says why on stderr only, not in the list of failures.
  if (at < 0 || stdout.includes("'test failed'")) return lastLines(output.replaceAll(/^\s*✔ .*\n/gm, ''), 100);
  return stdout.slice(at).trim();
}

/** @param {string} stdout */
function skippedNames(stdout) {
  const lines = stdout.split('\n').map((line) => line.trim());
  return lines.filter((line) => line.startsWith('﹣'));
}
