// The reader's own copy of the lessons, my-lessons/ beside notebooks/: git ignores it, so that an update of the project never meets an
// answer. A copy that nobody has touched follows the project; beside one that was touched the new edition is laid.
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { writeWhole } from './files.mjs';
import { myLessons, notebooks } from './paths.mjs';
import { Problem } from './problems.mjs';
import { contentHash, listFile, shippedLessons } from './shipped.mjs';

/**
 * What is known of a reader's copy: `had` is the edition that it was made from ('': unknown), `offered` the one last laid beside it.
 * @typedef {{ had: string, offered?: string }} Known
 * @typedef {'copied' | 'updated' | 'offered' | 'both touched' | 'touched' | 'deleted' | 'untouched'} State
 */

/** The lessons of the project and the reader's copy of them. */
export class MyLessons {
  /** @param {{ from?: string, to?: string, list?: string }} [places] */
  constructor({ from = notebooks, to = myLessons, list = listFile } = {}) {
    this.from = from;
    this.to = to;
    this.editions = shippedLessons(list);
    this.stateFile = join(to, '.editions.json');
    mkdirSync(to, { recursive: true });
    /** Whether the state could not be read. Then it was set aside, and every copy that is no edition of today counts as touched. */
    this.wasDamaged = false;
    this.known = this.#readState();
  }

  /** The lessons of the project, by file name. */
  get names() {
    return readdirSync(this.from)
      .filter((name) => name.endsWith('.ipynb'))
      .sort();
  }

  /**
   * Brings the copy up to date. What the reader has edited or deleted stays so.
   * @returns {Map<string, State>} by file name
   */
  update() {
    this.#linkSolutions();
    const states = new Map(this.names.map((name) => [name, this.#bring(name)]));
    this.#writeState();
    return states;
  }

  /**
   * Puts the project's edition of a lesson into the copy, also of one that was deleted. What the reader has made of it is kept beside it.
   * @param {string} wanted such as 03, or 03-advantage
   * @returns {{ name: string, keptAs: string | null }}
   */
  take(wanted) {
    const name = this.names.find(
      (each) => each === wanted || each === `${wanted}.ipynb` || each.startsWith(`${wanted}-`),
    );
    if (name === undefined)
      throw new Problem(`There is no lesson "${wanted}": the lessons are ${this.names.join(', ')}.`);
    const edition = this.#edition(name);
    if (edition === null) throw new Problem(`notebooks/${name} is not as it ships: restore it with git, then take it.`);
    const copy = join(this.to, name);
    const isTouched = existsSync(copy) && ![edition, this.known[name]?.had].includes(contentHash(copy));
    const keptAs = isTouched ? this.#freeName(name) : null;
    if (keptAs) renameSync(copy, join(this.to, keptAs));
    this.#lay(name, copy);
    this.#withdraw(name);
    this.known[name] = { had: edition };
    this.#writeState();
    return { name, keptAs };
  }

  /** @param {string} name @returns {State} */
  #bring(name) {
    const copy = join(this.to, name);
    const edition = this.#edition(name);
    if (!existsSync(copy)) {
      if (this.known[name]) return 'deleted';
      this.#lay(name, copy);
      this.known[name] = { had: edition ?? '' };
      return 'copied';
    }
    const known = (this.known[name] ??= { had: '' });
    const now = contentHash(copy);
    if (edition === null) return now === known.had ? 'untouched' : 'touched';
    if (now === edition || now === known.had) {
      if (now !== edition) this.#lay(name, copy);
      this.#withdraw(name);
      this.known[name] = { had: edition };
      return now === edition ? 'untouched' : 'updated';
    }
    return known.had === edition ? 'touched' : this.#offer(name, known, edition);
  }

  /**
   * Lays a new edition beside a copy that the reader has touched, once: if it was deleted there, it does not come back.
   * @param {string} name  @param {Known} known  @param {string} edition
   * @returns {State}
   */
  #offer(name, known, edition) {
    const beside = join(this.to, besideName(name));
    if (known.offered === edition) return existsSync(beside) ? 'offered' : 'touched';
    if (existsSync(beside) && ![known.offered, edition].includes(contentHash(beside))) return 'both touched';
    this.#lay(name, beside);
    known.offered = edition;
    return 'offered';
  }

  /**
   * Takes away what was laid beside a lesson, if it is as it was laid.
   * @param {string} name
   */
  #withdraw(name) {
    const beside = join(this.to, besideName(name));
    if (existsSync(beside) && contentHash(beside) === this.known[name]?.offered) rmSync(beside);
  }

  /**
   * The edition of a lesson that the project ships; null if what lies in its folder is another one.
   * @param {string} name
   */
  #edition(name) {
    const edition = this.editions.get(name);
    return edition !== undefined && contentHash(join(this.from, name)) === edition ? edition : null;
  }

  /**
   * Copies the project's lesson, in one step.
   * @param {string} name  @param {string} target
   */
  #lay(name, target) {
    const aside = `${target}.part`;
    copyFileSync(join(this.from, name), aside);
    renameSync(aside, target);
  }

  /** @param {string} name */
  #freeName(name) {
    for (let n = 1; ; n++) {
      const free = name.replace(/\.ipynb$/, `.mine-${n}.ipynb`);
      if (!existsSync(join(this.to, free))) return free;
    }
  }

  /** Lessons speak of solutions/, which are the project's own. */
  #linkSolutions() {
    const link = join(this.to, 'solutions');
    if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(relative(this.to, join(this.from, 'solutions')), link);
  }

  /** @returns {Record<string, Known>} */
  #readState() {
    if (!existsSync(this.stateFile)) return {};
    try {
      const state = JSON.parse(readFileSync(this.stateFile, 'utf8'));
      if (isState(state)) return state;
    } catch {
      // Half a file, or no JSON: set aside below.
    }
    this.wasDamaged = true;
    renameSync(this.stateFile, join(this.to, '.editions.damaged.json'));
    return {};
  }

  #writeState() {
    writeWhole(this.stateFile, `${JSON.stringify(this.known, null, 1)}\n`);
  }
}

/**
 * The name under which a new edition lies beside the reader's copy.
 * @param {string} name
 */
export function besideName(name) {
  return name.replace(/\.ipynb$/, '.new.ipynb');
}

/** @param {unknown} value @returns {value is Record<string, Known>} */
function isState(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const isHash = (/** @type {unknown} */ text) => typeof text === 'string' && /^([0-9a-f]{64})?$/.test(text);
  return Object.values(value).every((one) => isHash(one?.had) && (one.offered === undefined || isHash(one.offered)));
}
