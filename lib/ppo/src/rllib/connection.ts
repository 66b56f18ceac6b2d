import { connect, type Socket } from 'node:net';
import { decode, type Received } from './decode';
import { encode, type Sendable } from './encode';

export type Answer = ReadonlyMap<string, Received>;

/** The line to RLlib is broken: to be made again. */
export class RllibLineError extends Error {
  override readonly name = 'RllibLineError';
}

/** Digits in front of every message: the length of what follows. */
const HEAD = 8;
/** ms between two tries to connect, and seconds for which one may take: a taken port accepts a second client and says nothing. */
const PAUSE = 250;
const TRY = 2;

/** The line to one env runner of RLlib on this machine: questions and answers, one at a time. */
export class RllibConnection {
  private received: Buffer = Buffer.alloc(0);
  private wake: () => void = () => undefined;
  private broken: string | null = null;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk) => {
      this.received = Buffer.concat([this.received, chunk]);
      this.wake();
    });
    const end = (reason: string) => () => {
      this.broken ??= reason;
      this.wake();
    };
    socket.on('error', (error) => end(error.message)());
    socket.on('close', end('it was closed'));
  }

  /**
   * Tries until RLlib answers: it opens its ports late, and for five seconds after a client has left it answers no one.
   * @param patience seconds, as `timeout` of one answer
   * @throws Error if there is no answer in that time
   */
  static async open(
    port: number,
    { timeout, patience }: { timeout: number; patience: number },
  ): Promise<RllibConnection> {
    const until = performance.now() + patience * 1000;
    for (;;) {
      const connection = new RllibConnection(connect({ port, host: '127.0.0.1' }));
      try {
        await connection.ask({ type: 'PING' }, Math.min(timeout, TRY));
        return connection;
      } catch (error) {
        connection.close();
        if (!(error instanceof RllibLineError)) throw error;
        if (performance.now() > until) {
          throw new Error(
            `port ${port}: no answer of RLlib in ${patience} s, ${error.message}; is it running, with this port and no other client on it?`,
          );
        }
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  /**
   * @param timeout seconds
   * @throws RllibLineError if the line breaks or nothing comes in that time, TypeError if what comes is not of RLlib
   */
  async ask(question: { readonly [key: string]: Sendable }, timeout: number): Promise<Answer> {
    const body = encode(question);
    this.socket.write(String(body.length).padStart(HEAD, '0'));
    this.socket.write(body);
    const timer = setTimeout(() => this.socket.destroy(new Error(`no answer in ${timeout} s`)), timeout * 1000);
    try {
      const length = Number((await this.take(HEAD)).toString('latin1'));
      if (!Number.isInteger(length))
        throw new TypeError('message: it does not begin with its length; this is not RLlib');
      const answer = decode(await this.take(length));
      if (!(answer instanceof Map)) throw new TypeError('message: expected a map');
      return answer as Answer;
    } finally {
      clearTimeout(timer);
    }
  }

  close(): void {
    this.socket.destroy();
  }

  private async take(length: number): Promise<Buffer> {
    while (this.received.length < length) {
      if (this.broken !== null) throw new RllibLineError(`the line broke: ${this.broken}`);
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    const taken = this.received.subarray(0, length);
    this.received = this.received.subarray(length);
    return taken;
  }
}
