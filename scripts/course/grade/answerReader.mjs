// Reads the answers of a notebook in a thread of its own: a text can be made so that reading it takes for ever, and a thread can be ended.
import { Worker } from 'node:worker_threads';

/** @typedef {import('./findAnswer.mjs').Found} Found */
/** @typedef {import('../lesson/exercises.mjs').Exercise} Exercise */
/** @typedef {import('./readSubmission.mjs').HandedNotebook} HandedNotebook */

const limits = { seconds: 20, megabytes: 1000 };
const endless =
  'The notebook could not be read in the time that there is for it: it holds far more code than any answer needs. Put your answers into the notebook you were given and hand that in.';

export class AnswerReader {
  /** @type {Worker | null} */ #worker = null;
  /** @type {Promise<unknown>} */ #busy = Promise.resolve();

  /** @param {number} [seconds] for one notebook */
  constructor(seconds = limits.seconds) {
    this.seconds = seconds;
  }

  /**
   * @param {HandedNotebook} notebook
   * @param {Exercise[]} exercises
   * @returns {Promise<Found[]>} one for each exercise
   */
  read(notebook, exercises) {
    const found = this.#busy.then(() => this.#ask({ notebook, exercises }));
    this.#busy = found;
    return found;
  }

  /** @param {{ notebook: HandedNotebook, exercises: Exercise[] }} question @returns {Promise<Found[]>} never rejects */
  #ask(question) {
    const worker = (this.#worker ??= started());
    return new Promise((resolve) => {
      const settle = (/** @type {Found[] | null} */ answers) => {
        clearTimeout(timer);
        worker.off('message', settle).off('exit', broken).off('messageerror', broken);
        worker.unref();
        if (answers === null) {
          if (this.#worker === worker) this.#worker = null;
          void worker.terminate();
        }
        resolve(answers ?? question.exercises.map(() => ({ refused: endless })));
      };
      const broken = () => settle(null);
      const timer = setTimeout(broken, this.seconds * 1000);
      worker.ref();
      worker.once('message', settle);
      worker.once('exit', broken).once('messageerror', broken);
      worker.postMessage(question);
    });
  }
}

function started() {
  const resourceLimits = { maxOldGenerationSizeMb: limits.megabytes };
  const worker = new Worker(new URL('answerReaderThread.mjs', import.meta.url), { resourceLimits });
  return worker.on('error', () => {}); // its end says enough
}
