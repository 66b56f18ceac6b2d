import { createRequire } from 'node:module';
import type { Connection, Message } from '../protocol/wire';
import { addressOf, decode, encode } from '../protocol/wire';

interface ZmqSocket extends AsyncIterable<Uint8Array[]> {
  linger: number;
  connect(address: string): void;
  subscribe(topic: string): void;
  send(frames: readonly (string | Uint8Array)[]): Promise<void>;
  close(): void;
}

const zmq = createRequire(require.resolve('tslab/package.json'))('zeromq') as {
  Dealer: new () => ZmqSocket;
  Subscriber: new () => ZmqSocket;
};

type SocketName = 'shell' | 'control' | 'iopub';

/** A client's ends of a kernel's sockets. */
export class ClientSockets {
  private readonly sockets = { shell: new zmq.Dealer(), control: new zmq.Dealer(), iopub: new zmq.Subscriber() };
  private sends: Promise<void> = Promise.resolve();

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
  send(name: 'shell' | 'control', message: Message, key = this.connection.key): void {
    const frames = encode(key, message);
    this.sends = this.sends.then(() => this.sockets[name].send(frames));
  }

  close(): void {
    for (const socket of Object.values(this.sockets)) socket.close();
  }

  private async listen(name: SocketName, socket: ZmqSocket): Promise<void> {
    for await (const frames of socket) this.receive(name, decode(this.connection.key, frames));
  }
}
