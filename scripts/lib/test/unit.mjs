// Runs unit tests with Node's own test runner.
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../paths.mjs';
import { lastLines } from '../problems.mjs';
import { run } from '../run.mjs';

/**
 * The compiled test files of a workspace: those whose source is still there.
 * @param {{ folder: string }} workspace
 */
export function testFiles({ folder }) {
  const source = join(folder, 'src');
  return filesUnder(source)
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => join(folder, 'dist', relative(source, path)).replace(/\.ts$/, '.js'));
}

/** The test files of the scripts themselves, and of packages that keep some in .mjs. */
export function scriptTestFiles() {
  return filesUnder(join(root, 'scripts')).filter((path) => path.endsWith('.test.mjs'));
}

function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/**
 * @param {string[]} files
 * @param {{ env?: NodeJS.ProcessEnv, concurrency?: number }} [options]
 * @returns {Promise<{ passed: number, failed: number, skipped: number, seconds: number, messages: string[] }>}
 */
export async function runTests(files, { env, concurrency = 2 } = {}) {
  if (files.length === 0) return { passed: 0, failed: 1, seconds: 0, messages: ['there are no tests'] };
  const started = performance.now();
  const args = ['--test', '--test-reporter=spec', `--test-concurrency=${concurrency}`, ...files];
  // Inside another test run, Node would report to that one instead.
  const clean = { ...(env ?? process.env), NO_COLOR: '1' };
  for (const name of ['NODE_TEST_CONTEXT', 'FORCE_COLOR']) delete clean[name];
  const done = await run(process.execPath, args, { cwd: root, env: clean, limitSeconds: 1200 });
  const count = (name) => Number(new RegExp(`^ℹ ${name} (\\d+)$`, 'm').exec(done.stdout)?.[1] ?? 0);
  const [passed, broken, skipped] = [
    count('pass'),
    count('fail') + count('cancelled'),
    count('skipped') + count('todo'),
  ];
  const failed = done.code === 0 ? broken : Math.max(1, broken);
  const messages = failed > 0 ? [failureText(done)] : skippedNames(done.stdout);
  return { passed, failed, skipped, seconds: (performance.now() - started) / 1000, messages };
}

function failureText({ stdout, output, timedOut }) {
  if (timedOut) return 'the tests did not end within 20 minutes';
  const at = stdout.indexOf('✖ failing tests:');
  // A file that does not even load says why on stderr only, not in the list of failures.
  if (at < 0 || stdout.includes("'test failed'")) return lastLines(withoutPassed(output), 100);
  return stdout.slice(at).trim();
}

function withoutPassed(output) {
  return output.replaceAll(/^\s*✔ .*\n/gm, '');
}

function skippedNames(stdout) {
  const lines = stdout.split('\n').map((line) => line.trim());
  return lines.filter((line) => line.startsWith('﹣'));
}
