// Processes that are started before they are needed: starting one takes longer than most answers.
import { rmSync } from 'node:fs';
import { StudentProcess, usualLimits } from './studentProcess.mjs';

export class Pool {
  /** @type {StudentProcess[]} */ #spare = [];
  /** @type {Set<StudentProcess>} */ #all = new Set();
  #slot = 0;

  /**
   * @param {import('./jail.mjs').Jail} jail
   * @param {{ ahead?: number, limits?: import('./studentProcess.mjs').ProcessLimits }} [options] `ahead`: how many wait
   */
  constructor(jail, { ahead = 2, limits = usualLimits } = {}) {
    this.jail = jail;
    this.ahead = ahead;
    this.limits = limits;
  }

  /**
   * Lends a process of its own, never used before, and ends it afterwards.
   * @template T
   * @param {(student: StudentProcess) => Promise<T>} work
   * @returns {Promise<T>}
   */
  async withProcess(work) {
    const student = this.#spare.shift() ?? this.#start();
    while (this.#spare.length < this.ahead) this.#spare.push(this.#start());
    try {
      return await work(student);
    } finally {
      student.end('is done');
    }
  }

  async close() {
    for (const student of this.#all) student.end('is not needed');
    await Promise.all([...this.#all].map(({ gone }) => gone));
    rmSync(this.jail.folder, { recursive: true, force: true });
  }

  #start() {
    this.#slot = (this.#slot + 1) % 1000;
    const student = new StudentProcess(this.jail.command(this.#slot), this.limits);
    this.#all.add(student);
    void student.gone.then(() => this.#all.delete(student));
    return student;
  }
}
