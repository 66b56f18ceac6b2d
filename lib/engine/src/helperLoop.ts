/** What both threads know about the words that they share: places in the list of words, and what the word STATE may say. */

/** The first words of the shared block; the numbers of a job follow as float64. */
export const Word = { STATE: 0, HELPER_SLEEPS: 1, CALLER_SLEEPS: 2, JOB: 3 } as const;
export const NUMBERS_BYTE = 64;
export const SHARED_BYTES = NUMBERS_BYTE + 5 * 8;

/** ABSENT and ENDED: there is no thread. OFFERED: whoever changes it first, helper or caller, does the job. */
export const State = { ABSENT: 0, STARTING: 1, IDLE: 2, OFFERED: 3, TAKEN: 4, DONE: 5, ENDED: 6 } as const;
export const Job = { FORWARD: 0, BACKWARD: 1 } as const;

/** Everything the helper's thread is given. */
export interface HelperData {
  readonly module: unknown;
  readonly memory: unknown;
  readonly control: SharedArrayBuffer;
  readonly words: typeof Word;
  readonly states: typeof State;
  readonly jobs: typeof Job;
  readonly numbersByte: number;
  /** how often an idle helper looks for a job before it sleeps, some tens of microseconds, and how long it then sleeps before it ends */
  readonly looks: number;
  readonly idleMilliseconds: number;
}

type Kernel = (...numbers: number[]) => void;
declare const WebAssembly: {
  Instance: new (module: unknown, imports: object) => { readonly exports: unknown };
};

/**
 * The life of the helper's thread: take a job, do it, look for the next one for a while, sleep, and end when nothing has come for long.
 * It travels as text, so it may use nothing but its argument and what every thread has.
 */
export function helperLoop(data: HelperData): void {
  const { words: Word, states: State, jobs: Job, looks, idleMilliseconds } = data;
  const words = new Int32Array(data.control);
  const n = new Float64Array(data.control, data.numbersByte);
  const { exports } = new WebAssembly.Instance(data.module, { env: { memory: data.memory } });
  const { forward, backward } = exports as Record<'forward' | 'backward', Kernel>;
  const work = (): void => {
    if (words[Word.JOB] === Job.FORWARD) forward(n[0], n[1], n[2]);
    else backward(n[0], n[1], n[2], n[3], n[4]);
  };
  Atomics.store(words, Word.STATE, State.IDLE);
  for (let looked = 0; ;) {
    if (Atomics.load(words, Word.STATE) === State.OFFERED) {
      looked = 0;
      if (Atomics.compareExchange(words, Word.STATE, State.OFFERED, State.TAKEN) !== State.OFFERED) continue;
      work();
      Atomics.store(words, Word.STATE, State.DONE);
      if (Atomics.load(words, Word.CALLER_SLEEPS) === 1) Atomics.notify(words, Word.STATE);
    } else if (++looked > looks) {
      looked = 0;
      Atomics.store(words, Word.HELPER_SLEEPS, 1);
      const seen = Atomics.load(words, Word.STATE);
      const woken = seen === State.OFFERED ? 'ok' : Atomics.wait(words, Word.STATE, seen, idleMilliseconds);
      Atomics.store(words, Word.HELPER_SLEEPS, 0);
      if (woken !== 'timed-out') continue;
      if (Atomics.compareExchange(words, Word.STATE, State.IDLE, State.ENDED) === State.IDLE) return;
    }
  }
}
