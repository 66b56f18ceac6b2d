/**
 * The thread that owns the sockets. It stays responsive while a cell keeps the main thread busy: what the cell prints
 * leaves at once, the heartbeat is answered, and requests to interrupt or to shut down are heard.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { InterruptWatchdog } from './interruptWatchdog';
import type { FromIo, SendSocket, ToIo } from './ioMessages';
import { watchParent } from './parentWatch';
import { openSockets } from './sockets';
import type { Sockets } from './sockets';
import type { Connection, Message } from './wire';
import { decode, encode, makeHeader } from './wire';

export interface IoThreadData {
  readonly connection: Connection;
  readonly session: string;
  /** Delivers `ToIo` messages of the signal thread. */
  readonly signals: MessagePort;
  /** The flag of protection.ts. */
  readonly protection: Int32Array;
}

/** How long a busy main thread may take to leave before the process is killed. */
const LEAVE_MS = 1000;

const { connection, session, signals, protection } = workerData as IoThreadData;
const main = parentPort as MessagePort;
const post = (message: FromIo): void => main.postMessage(message);
const watchdog = new InterruptWatchdog(post, protection);

function publishStatus(sockets: Sockets, state: string, parent: Message): void {
  answer(sockets, 'iopub', 'status', { execution_state: state }, parent);
}

function answer(sockets: Sockets, socket: SendSocket, type: string, content: object, parent: Message): void {
  const identities = socket === 'iopub' ? [Buffer.from(type)] : parent.identities;
  const header = makeHeader(type, session, parent.header.username);
  sockets.send(
    socket,
    encode(connection.key, { identities, header, parent: parent.header, metadata: {}, content: { ...content } }),
  );
}

async function leave(sockets: Sockets): Promise<void> {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), LEAVE_MS);
  await sockets.close();
  post({ type: 'shutdown' });
}

/** Interrupt and shut-down requests are answered here; anything else is the main thread's. */
async function onControl(sockets: Sockets, frames: Uint8Array[]): Promise<void> {
  const message = decode(connection.key, frames);
  const type = message.header.msg_type;
  if (type !== 'interrupt_request' && type !== 'shutdown_request') {
    post({ type: 'message', socket: 'control', frames });
    return;
  }
  publishStatus(sockets, 'busy', message);
  if (type === 'interrupt_request') watchdog.interrupt();
  const content = {
    status: 'ok',
    ...(type === 'shutdown_request' && { restart: message.content['restart'] === true }),
  };
  answer(sockets, 'control', type.replace('request', 'reply'), content, message);
  publishStatus(sockets, 'idle', message);
  if (type === 'shutdown_request') await leave(sockets);
}

function onOrder(sockets: Sockets, order: ToIo): void {
  if (order.type === 'send') sockets.send(order.socket, order.frames);
  else if (order.type === 'seen') watchdog.seen(order.id);
  else if (order.type === 'sigint') watchdog.interrupt();
  else void leave(sockets);
}

async function start(): Promise<void> {
  const sockets = await openSockets(connection, {
    shell: async (frames) => post({ type: 'message', socket: 'shell', frames }),
    control: async (frames) => onControl(sockets, frames),
  });
  main.on('message', (order: ToIo) => onOrder(sockets, order));
  signals.on('message', (order: ToIo) => onOrder(sockets, order));
  watchParent();
  post({ type: 'ready' });
}

void start();
