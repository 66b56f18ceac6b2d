// npm run dev: the compiler watches the packages, and after each build (or change of a script) the tests of what changed run.
import { spawn } from 'node:child_process';
import { readdirSync, statSync, watch } from 'node:fs';
import { join, relative } from 'node:path';
import { requireInstalled } from '../npm-packages.mjs';
import { root, scripts } from '../paths.mjs';
import { allTestFiles, cleanEnv } from '../test/unit.mjs';
import { tsc, workspaces } from '../workspaces.mjs';
import { testsOf } from './affected.mjs';
import { runAttached } from './attached.mjs';

export async function devCommand() {
  requireInstalled();
  const rounds = new Rounds();
  const compiler = spawn(process.execPath, [tsc, '-b', '--watch', '--preserveWatchOutput'], { cwd: root });
  compiler.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
    process.stdout.write(text);
    if (text.includes('Found 0 errors')) void rounds.run();
  });
  compiler.stderr.pipe(process.stderr);
  watch(scripts, { recursive: true }, () => rounds.soon());
  const code = await new Promise((resolve) => compiler.on('close', resolve));
  process.exit(code ?? 1);
}

/** Runs tests one round at a time; what changes meanwhile makes the next round. */
class Rounds {
  since = Date.now();
  busy = false;
  again = false;
  /** @type {NodeJS.Timeout | undefined} */
  timer;

  /** A saved file makes several events; one round answers them. */
  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run(), 200);
  }

  async run() {
    this.again = this.busy;
    if (this.busy) return;
    this.busy = true;
    const since = this.since;
    this.since = Date.now();
    const changed = changedSince(since);
    const files = changed.length === 0 ? [] : testsOf(changed, allTestFiles()).map(({ file }) => file);
    if (files.length > 0) {
      console.log(`\nChanged: ${changed.map((file) => relative(root, file)).join(', ')}`);
      await runAttached(process.execPath, ['--test', '--test-reporter=spec', ...files], { env: cleanEnv() });
    }
    this.busy = false;
    if (this.again) await this.run();
  }
}

/**
 * The compiled files of sources, and the scripts, that were written since then.
 * @param {number} since milliseconds
 */
function changedSince(since) {
  const isNew = (/** @type {string} */ path) => statSync(path).mtimeMs > since;
  const sources = workspaces().flatMap(({ folder }) =>
    filesUnder(join(folder, 'src'), /(?<!\.d)\.ts$/)
      .filter(isNew)
      .map((path) => join(folder, 'dist', relative(join(folder, 'src'), path)).replace(/\.ts$/, '.js')),
  );
  return [...sources, ...filesUnder(scripts, /\.[cm]js$/).filter(isNew)];
}

/**
 * @param {string} folder
 * @param {RegExp} pattern
 */
const filesUnder = (folder, pattern) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => pattern.test(name))
    .map((name) => join(folder, name));
