import type { StreamName } from './ioMessages';

/** Text is held back for at most this long, and at most this many characters. */
const COLLECT_MS = 30;
const COLLECT_CHARS = 65536;

/** Joins pieces of output that follow each other closely, so that many writes make few messages. */
export class StreamCollector {
  private name: StreamName = 'stdout';
  private pieces: string[] = [];
  private length = 0;
  private timer: NodeJS.Timeout | undefined;

  /** @param publish sends one message of output */
  constructor(private readonly publish: (name: StreamName, text: string) => void) {}

  /** Adds a piece. */
  add(name: StreamName, text: string): void {
    if (text === '') return;
    if (name !== this.name) this.flush();
    this.name = name;
    this.pieces.push(text);
    this.length += text.length;
    if (this.length >= COLLECT_CHARS) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), COLLECT_MS);
  }

  /** Sends what was collected; to be called before any other message, which must not overtake it. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.length === 0) return;
    const text = this.pieces.join('');
    this.pieces = [];
    this.length = 0;
    this.publish(this.name, text);
  }
}
