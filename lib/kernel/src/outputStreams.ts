import { realClearTimeout, realSetTimeout } from './realTimers';

type StreamName = 'stdout' | 'stderr';

/** Text is collected for at most this long, and at most this many characters, before it is sent. */
const COLLECT_MS = 30;
const COLLECT_CHARS = 65536;

/** Sends what cells print, many writes in one message. */
export class OutputStreams {
  private name: StreamName = 'stdout';
  private text = '';
  private since = 0;
  private timer: NodeJS.Timeout | undefined;

  /** @param send publishes one piece of output */
  constructor(private readonly send: (name: StreamName, text: string) => void) {}

  /** Takes the place of the write functions of process.stdout and process.stderr. */
  install(): void {
    for (const name of ['stdout', 'stderr'] as const) {
      const decoder = new TextDecoder();
      const write = (chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
        this.write(name, typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }));
        const callback = typeof encoding === 'function' ? encoding : done;
        if (typeof callback === 'function') queueMicrotask(() => (callback as () => void)());
        return true;
      };
      Object.defineProperty(process[name], 'write', { value: write, writable: true, configurable: true });
    }
  }

  /** Adds text; it is sent soon, and before any other output of the cell. */
  write(name: StreamName, text: string): void {
    if (text === '') return;
    if (name !== this.name) this.flush();
    this.name = name;
    if (this.text === '') this.since = Date.now();
    this.text += text;
    // A synchronous loop never lets the timer fire: then the writes themselves notice that it is time.
    if (this.text.length >= COLLECT_CHARS || Date.now() - this.since >= COLLECT_MS) this.flush();
    else this.timer ??= realSetTimeout(() => this.flush(), COLLECT_MS);
  }

  /** Sends what was collected. */
  flush(): void {
    realClearTimeout(this.timer);
    this.timer = undefined;
    if (this.text === '') return;
    const text = this.text;
    this.text = '';
    this.send(this.name, text);
  }
}
