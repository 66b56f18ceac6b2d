import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Frames } from '../protocol/ioMessages';
import type { Connection, Message } from '../protocol/wire';
import { addressOf, decode, encode } from '../protocol/wire';

interface ZmqSocket extends AsyncIterable<Uint8Array[]> {
  linger: number;
  connect(address: string): void;
  subscribe(topic: string): void;
  send(frames: Frames): Promise<void>;
  close(): void;
}

const zmq = createRequire(require.resolve('tslab/package.json'))('zeromq') as {
  Dealer: new (options: { routingId: string }) => ZmqSocket;
  Subscriber: new () => ZmqSocket;
};

type SocketName = 'shell' | 'control' | 'stdin' | 'iopub';

/** One identity on all sockets, so that the kernel's questions find the way. */
const identity = { routingId: 'client-of-the-tests' };

/** A client's ends of a kernel's sockets. */
export class ClientSockets {
  private readonly sockets = {
    shell: new zmq.Dealer(identity),
    control: new zmq.Dealer(identity),
    stdin: new zmq.Dealer(identity),
    iopub: new zmq.Subscriber(),
  };
  private sends: Promise<void> = Promise.resolve();
  private closed = false;

  /** @param receive is given every message that arrives */
  constructor(
    private readonly connection: Connection,
    private readonly receive: (socket: SocketName, message: Message) => void,
  ) {}

  connect(): void {
    this.sockets.iopub.subscribe('');
    for (const [name, socket] of Object.entries(this.sockets) as [SocketName, ZmqSocket][]) {
      socket.linger = 0;
      socket.connect(addressOf(this.connection, this.connection[`${name}_port`]));
      void this.listen(name, socket);
    }
  }

  /** Sends a message, after those before it. @param key signs it */
  send(name: 'shell' | 'control' | 'stdin', message: Message, key = this.connection.key): void {
    const frames = encode(key, message);
    this.sendFrames(name, frames);
  }

  /** Sends frames as they are. */
  sendFrames(name: 'shell' | 'control' | 'stdin', frames: Frames): void {
    this.sends = this.sends.then(() => this.sockets[name].send(frames)).catch((error) => this.failed(error));
  }

  /** Sends the four parts of a message, whatever they are, with the right signature. */
  sendSigned(name: 'shell' | 'control', parts: readonly string[]): void {
    const signature = createHmac('sha256', this.connection.key).update(parts.join('')).digest('hex');
    this.sendFrames(name, ['<IDS|MSG>', signature, ...parts]);
  }

  close(): void {
    this.closed = true;
    for (const socket of Object.values(this.sockets)) socket.close();
  }

  private async listen(name: SocketName, socket: ZmqSocket): Promise<void> {
    try {
      for await (const frames of socket) this.receive(name, decode(this.connection.key, frames));
    } catch (error) {
      this.failed(error);
    }
  }

  /** What is under way when the sockets are closed fails with "Socket is closed"; that is no fault. */
  private failed(error: unknown): void {
    if (!this.closed) throw error;
  }
}
