// A bench: one copy of the project, in which one fault after the other is planted, tried and taken out again.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNpm } from '../lib/npm-packages.mjs';
import { run } from '../lib/run.mjs';
import { allTestFiles } from '../lib/test/unit.mjs';
import { tsc, workspaces } from '../lib/workspaces.mjs';
import { Problem } from '../lib/problems.mjs';
import { compile, runningFile } from './compile.mjs';
import { TestOrder } from './order.mjs';
import { runTestFile } from './runTest.mjs';
import { makeScratch } from './scratch.mjs';

/** @typedef {import('./faults.mjs').Mutant} Mutant */
/** @typedef {import('../lib/test/unit.mjs').TestFile} TestFile */
/** @typedef {import('./runTest.mjs').Outcome} Outcome */

/**
 * @typedef {object} Trial
 * @property {Mutant} mutant
 * @property {'test' | 'hang' | 'types' | 'survived'} noticed  by what
 * @property {string} by     the test file and the test
 * @property {number} seconds
 */

/**
 * @typedef {object} BenchOptions
 * @property {boolean} [quick]  leaves out slow tests, but for those beside the file
 * @property {(seconds: number) => number} [limit]  seconds that a test file may take which takes so many without a fault
 * @property {number} [patience]  seconds that a test file may take of which that is not known yet
 * @property {Map<string, Promise<number>>} [clean]  seconds of test files without a fault; may be shared by benches
 */

export class Bench {
  /**
   * @param {string} root of the project
   * @param {string} folder of the copy
   * @param {BenchOptions} [options]
   */
  constructor(root, folder, options = {}) {
    const { quick = false, limit = (seconds) => 30 + 6 * seconds, patience = 120, clean = new Map() } = options;
    this.root = makeScratch(root, folder);
    this.order = new TestOrder(this.root, allTestFiles(this.root), { quick });
    this.limit = limit;
    this.patience = patience;
    this.clean = clean;
    /** The package whose bundles hold the fault that is being tried. @type {string | null} */
    this.bundled = null;
  }

  /**
   * @param {Mutant} mutant
   * @returns {Promise<Trial>}
   * @throws {Problem} if a test that fails with the fault fails without it too: then it notices nothing
   */
  async try(mutant) {
    const started = performance.now();
    this.write(mutant.file, mutant.text);
    try {
      const found = (await this.byTests(mutant)) ?? (await this.byTypes(mutant)) ?? { noticed: 'survived', by: '' };
      return { mutant, ...found, seconds: (performance.now() - started) / 1000 };
    } finally {
      await this.restore(mutant);
      this.bundled = null;
    }
  }

  /**
   * Takes the fault out, of the bundles as well.
   * @param {Mutant} mutant
   */
  async restore({ file, original }) {
    this.write(file, original);
    if (this.bundled !== null) await this.bundle(this.bundled);
  }

  /**
   * The source, which the type check reads, and what runs in its place. Never through a link to another file.
   * @param {string} file
   * @param {string} text
   */
  write(file, text) {
    const output = compile(this.root, file, text);
    for (const [name, content] of new Map([
      [file, text],
      [runningFile(file), output],
    ])) {
      rmSync(join(this.root, name), { force: true });
      writeFileSync(join(this.root, name), content);
    }
  }

  /**
   * @param {Mutant} mutant
   * @returns {Promise<Pick<Trial, 'noticed' | 'by'> | null>}
   */
  async byTests(mutant) {
    const { file } = mutant;
    const { importing, reaching } = this.order.of(file);
    const found = await this.firstToFail(importing, mutant);
    if (found !== null || reaching.length === 0) return found;
    const owner = workspaces(this.root).find(
      ({ path, scripts }) => file.startsWith(`${path}/`) && scripts['build:assets'],
    );
    if (owner === undefined) return this.firstToFail(reaching, mutant);
    this.bundled = owner.name;
    if (!(await this.bundle(owner.name))) return { noticed: 'test', by: `${owner.name}: build:assets` };
    return this.firstToFail(reaching, mutant);
  }

  /**
   * @param {TestFile[]} tests
   * @param {Mutant} mutant
   * @returns {Promise<Pick<Trial, 'noticed' | 'by'> | null>}
   */
  async firstToFail(tests, mutant) {
    for (const test of tests) {
      const outcome = await this.runWith(test, mutant);
      if (outcome.verdict === 'hung') return { noticed: 'hang', by: test.source };
      const by = [test.source, outcome.test].filter(Boolean).join(': ');
      if (outcome.verdict === 'failed') return { noticed: 'test', by };
    }
    return null;
  }

  /**
   * A failure counts only if the file passes without the fault, and a hang only if it takes far longer than without.
   * @param {TestFile} test
   * @param {Mutant} mutant
   * @returns {Promise<Outcome>}
   */
  async runWith({ source, file }, mutant) {
    const run = (/** @type {number} */ limitSeconds) => runTestFile(file, { cwd: this.root, limitSeconds });
    const known = await this.clean.get(source);
    const first = await run(known === undefined ? this.patience : this.limit(known));
    if (first.verdict === 'passed') return first;
    const seconds = await this.cleanSeconds(source, file, mutant);
    return first.verdict === 'hung' && known === undefined ? run(this.limit(seconds)) : first;
  }

  /**
   * @param {string} source
   * @param {string} file
   * @param {Mutant} mutant
   */
  async cleanSeconds(source, file, mutant) {
    const known = this.clean.get(source);
    if (known !== undefined) return known;
    await this.restore(mutant);
    const running = runTestFile(file, { cwd: this.root, limitSeconds: 900 }).then(({ verdict, test, seconds }) => {
      if (verdict === 'passed') return seconds;
      throw new Problem(`${source} does not pass without a fault, so it can notice none: ${verdict} ${test}`);
    });
    this.clean.set(source, running);
    const seconds = await running;
    this.write(mutant.file, mutant.text);
    if (this.bundled !== null) await this.bundle(this.bundled);
    return seconds;
  }

  /**
   * What esbuild makes of a package: made anew with a fault, and again without it.
   * @param {string} name of a package
   */
  async bundle(name) {
    const made = await runNpm(['run', '--silent', 'build:assets', '--workspace', name], { cwd: this.root });
    return made.code === 0;
  }

  /**
   * @param {Mutant} mutant
   * @returns {Promise<Pick<Trial, 'noticed' | 'by'> | null>}
   */
  async byTypes({ file }) {
    const owner = /^lib\/[^/]+(?=\/src\/)/.exec(file)?.[0] ?? 'scripts';
    const stamp = join(this.root, '.cache', `${owner.replace('/', '-')}.types`);
    const args = [tsc, '-p', join(this.root, owner), '--noEmit', '--incremental', '--tsBuildInfoFile', stamp];
    const done = await run(process.execPath, args, { cwd: this.root });
    if (done.code === 0) return null;
    return { noticed: 'types', by: /error TS\d+: .*/.exec(done.output)?.[0] ?? 'the compiler' };
  }
}
