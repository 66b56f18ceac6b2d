// Which tests are run against a fault, and in which order.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { closureOf } from '../lib/develop/affected.mjs';
import { tierOf } from '../lib/test/tiers.mjs';
import { runningFile } from './compile.mjs';

/** @typedef {import('../lib/test/unit.mjs').TestFile} TestFile */

/** What leads a test to code that it does not import: other programs, threads, bundles, modules that are found while it runs. */
const beyond = /child_process|worker_threads|piscina|esbuild|require\.resolve|dist\/bundle|import\((?!["'])|\/launch/;

/** The tests of one copy of a project, and what each of them imports. */
export class TestOrder {
  /**
   * @param {string} root of the copy
   * @param {TestFile[]} tests
   * @param {{ quick?: boolean }} [options] `quick` leaves out slow tests, but for those beside the file
   */
  constructor(root, tests, { quick = false } = {}) {
    this.quick = quick;
    this.root = root;
    this.tests = tests;
    /** @type {Map<string, Set<string>>} */
    this.closures = new Map(tests.map(({ file }) => [file, closureOf(file)]));
  }

  /**
   * The tests of the file's own package that can see a fault in it: those that import it, quick ones first and of these the nearest,
   * then those that start something whose imports are not known. What is no code is read in unknown ways: all tests may.
   * @param {string} file from the root
   * @returns {{ importing: TestFile[], reaching: TestFile[] }}
   */
  of(file) {
    const isNear = (/** @type {TestFile} */ test) => dirname(test.source) === dirname(file);
    const own = this.tests.filter(
      (test) => file.startsWith(`${test.group}/`) && (!this.quick || isNear(test) || tierOf(test) === 'quick'),
    );
    const running = join(this.root, runningFile(file));
    const importing = own.filter((test) => this.closures.get(test.file)?.has(running));
    const inCode = /\.[cm]?[jt]s$/.test(file) && !file.includes('/assets/');
    const reaching = own.filter((test) => !importing.includes(test) && (!inCode || this.reachesFurther(test)));
    const twin = file.replace(/\.[cm]?[jt]s$/, '.test.');
    const distance = (/** @type {TestFile} */ test) =>
      (test.source.startsWith(twin) ? 0 : isNear(test) ? 1 : 2) + (tierOf(test) === 'quick' ? 0 : 3);
    const nearestFirst = (/** @type {TestFile} */ a, /** @type {TestFile} */ b) => distance(a) - distance(b);
    return { importing: importing.sort(nearestFirst), reaching: reaching.sort(nearestFirst) };
  }

  /** @param {TestFile} test */
  reachesFurther({ file }) {
    return [...(this.closures.get(file) ?? [])].some((path) => beyond.test(readFileSync(path, 'utf8')));
  }
}
