// One process with one student's function in it, seen from the grader: load the code once, then ask for one value at a time.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { decode, encode } from './codec.cjs';

/**
 * @typedef {{ value: unknown, after: unknown[] | null }} Returned
 * @typedef {{ error: { name: string, message: string }, after: unknown[] | null }} Threw
 * @typedef {{ ended: string }} Ended  the process is gone; the text completes "your function ..."
 * @typedef {{ startSeconds: number, loadSeconds: number, callSeconds: number, answerBytes: number }} ProcessLimits
 */

/** @type {ProcessLimits} */
export const usualLimits = { startSeconds: 60, loadSeconds: 5, callSeconds: 3, answerBytes: 2_000_000 };

export class StudentProcess {
  /** @type {Buffer} */ #pending = Buffer.alloc(0);
  /** @type {((frame: any) => void) | null} */ #waiting = null;
  /** @type {any[]} */ #arrived = [];
  /** @type {string | null} */ #ended = null;

  /**
   * @param {[string, string[]]} command of the jail
   * @param {ProcessLimits} [limits]
   */
  constructor([program, args], limits = usualLimits) {
    this.limits = limits;
    const environment = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', HOME: '/tmp', LANG: 'C.UTF-8' };
    this.child = spawn(program, args, {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      env: environment,
      cwd: '/',
      detached: true,
    });
    const [, , , toChild, fromChild] = /** @type {any[]} */ (this.child.stdio);
    this.toChild = toChild;
    toChild.on('error', () => {});
    fromChild.on('error', () => {});
    fromChild.on('data', (/** @type {Buffer} */ bytes) => this.#take(bytes));
    /** @type {Promise<void>} settles when the process is gone */
    this.gone = new Promise((resolve) => {
      this.child.on('error', () => this.#end('could not be started', resolve));
      this.child.on('close', (code, signal) => this.#end(lastWords(code, signal), resolve));
    });
    this.ready = this.#frame(limits.startSeconds, 'did not start');
  }

  /**
   * @param {string} code JavaScript that hands the function to `take`
   * @returns {Promise<null | Threw | Ended>} null if the function is there
   */
  async load(code) {
    await this.ready;
    const frame = await this.#ask(
      { code },
      this.limits.loadSeconds,
      `had not finished its cell after ${this.limits.loadSeconds} s`,
    );
    if ('loaded' in frame || 'ended' in frame) return 'ended' in frame ? { ended: frame.ended } : null;
    if ('error' in frame) return { error: errorOf(frame.error), after: null };
    return { ended: 'is no function' };
  }

  /**
   * @param {unknown[]} args
   * @returns {Promise<Returned | Threw | Ended>}
   */
  async call(args) {
    const { callSeconds } = this.limits;
    const frame = await this.#ask(
      { args: JSON.parse(encode(args)) },
      callSeconds,
      `had not returned after ${callSeconds} s`,
    );
    if ('ended' in frame) return { ended: frame.ended };
    try {
      const after = Array.isArray(frame.after) ? /** @type {unknown[]} */ (decode(frame.after)) : null;
      return 'error' in frame ? { error: errorOf(frame.error), after } : { value: decode(frame.value), after };
    } catch {
      return this.end('sent something that is no value');
    }
  }

  /** @param {string} words @returns {Ended} */
  end(words) {
    this.#ended ??= words;
    try {
      if (this.child.pid) process.kill(-this.child.pid, 'SIGKILL');
    } catch {
      // it is gone
    }
    this.#settle();
    return { ended: this.#ended };
  }

  /** @param {object} message @param {number} seconds @param {string} late */
  async #ask(message, seconds, late) {
    const token = randomBytes(16).toString('hex');
    if (this.#ended !== null) return { ended: this.#ended };
    const body = Buffer.from(JSON.stringify({ token, ...message }));
    const head = Buffer.alloc(4);
    head.writeUInt32BE(body.length);
    this.toChild.write(Buffer.concat([head, body]));
    const frame = await this.#frame(seconds, late);
    if ('ended' in frame || frame.token === token) return frame;
    return this.end('sent an answer that belongs to no question');
  }

  /** @param {number} seconds @param {string} late @returns {Promise<any>} the next frame, or how the process ended */
  #frame(seconds, late) {
    if (this.#arrived.length > 0) return Promise.resolve(this.#arrived.shift());
    if (this.#ended !== null) return Promise.resolve({ ended: this.#ended });
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.end(late), seconds * 1000);
      this.#waiting = (frame) => {
        clearTimeout(timer);
        this.#waiting = null;
        resolve(frame);
      };
    });
  }

  /** @param {Buffer} bytes */
  #take(bytes) {
    if (this.#ended !== null) return;
    this.#pending = Buffer.concat([this.#pending, bytes]);
    while (this.#pending.length >= 4) {
      const length = this.#pending.readUInt32BE(0);
      if (length > this.limits.answerBytes) return void this.end('returned far more than any answer needs');
      if (this.#pending.length < 4 + length) return;
      const body = this.#pending.subarray(4, 4 + length).toString();
      this.#pending = this.#pending.subarray(4 + length);
      const frame = frameOf(body);
      if (!frame || this.#arrived.length > 0) return void this.end('sent something that is no answer');
      if (this.#waiting) this.#waiting(frame);
      else this.#arrived.push(frame);
    }
  }

  /** @param {string} words @param {() => void} done */
  #end(words, done) {
    this.#ended ??= words;
    this.#settle();
    done();
  }

  #settle() {
    this.#waiting?.({ ended: this.#ended });
  }
}

/** @param {string} body @returns {any} */
function frameOf(body) {
  try {
    const frame = JSON.parse(body);
    return typeof frame === 'object' && frame !== null && !Array.isArray(frame) && !('ended' in frame) ? frame : null;
  } catch {
    return null;
  }
}

/** @param {any} error */
function errorOf(error) {
  return { name: String(error?.name).slice(0, 300), message: String(error?.message).slice(0, 300) };
}

/** @param {number | null} code @param {string | null} signal */
function lastWords(code, signal) {
  // The first process of a namespace cannot be aborted: out of memory, it ends in a fault.
  if ([132, 133, 134, 139].includes(code ?? 0) || ['SIGABRT', 'SIGTRAP', 'SIGSEGV', 'SIGILL'].includes(signal ?? ''))
    return 'used more memory than there is for it';
  if (code === 137 || signal === 'SIGKILL' || code === 152 || signal === 'SIGXCPU')
    return 'was stopped by the system: it used too much time or memory';
  return 'ended its process (process.exit or a crash) instead of returning';
}
