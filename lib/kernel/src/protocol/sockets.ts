import { createRequire } from 'node:module';
import type { Frames, ReceiveSocket, SendSocket } from './ioMessages';
import { tellTerminal } from './terminal';
import type { Connection } from './wire';
import { addressOf } from './wire';

/** The part of a zeromq socket that the kernel uses. */
interface Socket extends AsyncIterable<Uint8Array[]> {
  sendHighWaterMark: number;
  sendTimeout: number;
  linger: number;
  bind(address: string): Promise<void>;
  send(frames: Frames): Promise<void>;
  close(): void;
}

interface ZeroMq {
  readonly Publisher: new () => Socket;
  readonly Router: new () => Socket;
  readonly Reply: new () => Socket;
}

/** The five sockets of a kernel, open. */
export interface Sockets {
  /** Queues a message; messages of one socket leave in the order of the calls, none is dropped. */
  send(socket: SendSocket, frames: Frames): void;
  /** Resolves when everything queued was handed over and the sockets are closed. */
  close(): Promise<void>;
}

type Receive = (frames: Uint8Array[]) => Promise<void>;

/**
 * Binds the sockets of a connection. tslab's own copy of zeromq is used.
 * @throws Error naming the address when a port cannot be bound
 */
export async function openSockets(
  connection: Connection,
  receive: Readonly<Record<ReceiveSocket, Receive>>,
): Promise<Sockets> {
  const zmq = createRequire(require.resolve('tslab/package.json'))('zeromq') as ZeroMq;
  const heartbeat = new zmq.Reply();
  const [shell, control, stdin] = [new zmq.Router(), new zmq.Router(), new zmq.Router()];
  const open = { iopub: new zmq.Publisher(), shell, control, stdin };
  const queue = new SendQueue(open);
  await bind(open.iopub, connection, connection.iopub_port);
  await bind(stdin, connection, connection.stdin_port);
  await bind(heartbeat, connection, connection.hb_port);
  await bind(shell, connection, connection.shell_port);
  await bind(control, connection, connection.control_port);
  let closing = false;
  const tell = (error: unknown): void => {
    if (!closing) tellTerminal(error);
  };
  void listen(heartbeat, (frames) => heartbeat.send(frames), tell);
  void listen(shell, receive.shell, tell);
  void listen(control, receive.control, tell);
  void listen(stdin, receive.stdin, tell);
  const close = async (): Promise<void> => {
    await queue.drained();
    closing = true;
    for (const socket of [open.iopub, shell, control, stdin, heartbeat]) socket.close();
  };
  return { send: (socket, frames) => queue.add(socket, frames), close };
}

async function bind(socket: Socket, connection: Connection, port: number): Promise<void> {
  const address = addressOf(connection, port);
  // Without a limit on queued messages and with no waiting, a send never fails or blocks because a reader is slow.
  socket.sendHighWaterMark = 0;
  socket.sendTimeout = 0;
  socket.linger = 1000;
  try {
    await socket.bind(address);
  } catch (error) {
    throw new Error(`the kernel cannot listen on ${address}: ${(error as Error).message}`);
  }
}

/** Receives until the socket is closed. Never rejects: closing it while a message is awaited or answered is no error. */
async function listen(socket: Socket, receive: Receive, tell: (error: unknown) => void): Promise<void> {
  try {
    for await (const frames of socket) {
      // One bad message must not end the loop. The frames are copied: their memory belongs to zeromq.
      await receive(frames.map((frame) => Uint8Array.from(frame))).catch(tell);
    }
  } catch (error) {
    tell(error);
  }
}

/** Sends one message after the other, waiting for each: zeromq refuses a second send while one is under way. */
class SendQueue {
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly open: Readonly<Record<SendSocket, Socket>>) {}

  add(socket: SendSocket, frames: Frames): void {
    this.last = this.last
      .then(() => this.open[socket].send(frames))
      .catch(() => {
        // A client that has gone away cannot be answered; the other messages still go out.
      });
  }

  drained(): Promise<void> {
    return this.last;
  }
}
