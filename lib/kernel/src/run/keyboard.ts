import { Readable } from 'node:stream';
import { realClearTimeout, realSetTimeout } from '../interrupt/realTimers';

/** A program that reads without having printed a question is given the input box after this time. */
const SILENT_MS = 250;

/**
 * What cells find as `process.stdin`: text that the reader of the notebook types into an input box below the cell, one line
 * at a time. The box appears once a cell reads and has printed a question, that is, a line without an end.
 */
export class Keyboard {
  private stream: Readable | undefined;
  /** The cell reads. */
  private wanted = false;
  /** The box is open. */
  private asked = false;
  private timer: NodeJS.Timeout | undefined;

  /** @param ask opens the box. @throws Error when the client has none */
  constructor(private readonly ask: () => void) {}

  /** Takes the place of process.stdin. */
  install(): void {
    Object.defineProperty(process, 'stdin', { get: () => this.current(), configurable: true, enumerable: true });
  }

  /** Notes what a cell prints on stdout. */
  printed(text: string): void {
    if (this.wanted && text !== '' && !text.endsWith('\n')) this.open();
  }

  /** A line was typed. */
  answer(line: string): void {
    if (!this.asked) return;
    this.asked = false;
    this.wanted = false;
    this.stream?.push(`${line}\n`);
  }

  /** The cell has ended, and with it the input that it still waits for. */
  end(): void {
    realClearTimeout(this.timer);
    if (this.wanted) {
      this.stream?.push(null);
      this.stream = undefined;
    }
    this.wanted = false;
    this.asked = false;
  }

  private current(): Readable {
    if (this.stream === undefined || this.stream.destroyed || this.stream.readableEnded) {
      this.stream = new Readable({ read: () => this.want(), encoding: 'utf8' });
    }
    return this.stream;
  }

  private want(): void {
    if (this.wanted) return;
    this.wanted = true;
    this.timer = realSetTimeout(() => this.open(), SILENT_MS);
  }

  private open(): void {
    realClearTimeout(this.timer);
    if (!this.wanted || this.asked) return;
    try {
      this.ask();
      this.asked = true;
    } catch (error) {
      this.wanted = false;
      this.stream?.destroy(error as Error);
    }
  }
}
