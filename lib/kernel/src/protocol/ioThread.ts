/**
 * The thread that owns the sockets. It stays responsive while a cell keeps the main thread busy: what the cell prints
 * leaves at once, the heartbeat is answered, and requests to interrupt or to shut down are heard.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { InterruptWatchdog } from '../interrupt/interruptWatchdog';
import { MemoryWatch } from '../interrupt/memoryWatch';
import type { FromIo, ToIo } from './ioMessages';
import { MessageWriter } from './messageWriter';
import { watchParent } from './parentWatch';
import { ReplayGuard } from './replayGuard';
import { openSockets } from './sockets';
import type { Sockets } from './sockets';
import { StreamCollector } from './streamCollector';
import type { Connection, Header } from './wire';
import { decode, signatureOf } from './wire';

export interface IoThreadData {
  readonly connection: Connection;
  readonly session: string;
  /** Delivers `ToIo` messages of the signal thread. */
  readonly signals: MessagePort;
  /** The flag of protection.ts. */
  readonly protection: Int32Array;
  /** Bytes at which V8 ends the process. */
  readonly heapLimit: number;
}

/** How long a busy main thread may take to leave before the process is killed. */
const LEAVE_MS = 1000;

const { connection, session, signals, protection, heapLimit } = workerData as IoThreadData;
const main = parentPort as MessagePort;
const post = (message: FromIo): void => main.postMessage(message);
const writer = new MessageWriter(connection.key, session);
const guard = new ReplayGuard();
const watchdog = new InterruptWatchdog(post, protection);
const memory = new MemoryWatch(post, protection, heapLimit);

/** The request that output belongs to. */
let parent: Header | undefined;

async function leave(sockets: Sockets): Promise<void> {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), LEAVE_MS);
  await sockets.close();
  post({ type: 'shutdown' });
}

/** Interrupt and shut-down requests are answered here; anything else is the main thread's. */
async function onControl(sockets: Sockets, frames: Uint8Array[]): Promise<void> {
  const message = decode(connection.key, frames);
  guard.admit(signatureOf(frames));
  const type = message.header.msg_type;
  if (type !== 'interrupt_request' && type !== 'shutdown_request') {
    post({ type: 'message', socket: 'control', frames });
    return;
  }
  const tell = (state: 'busy' | 'idle'): void =>
    sockets.send('iopub', writer.publication('status', { execution_state: state }, message.header));
  tell('busy');
  if (type === 'interrupt_request') watchdog.interrupt();
  const restart = type === 'shutdown_request' && { restart: message.content['restart'] === true };
  sockets.send('control', writer.reply(message, { status: 'ok', ...restart }));
  tell('idle');
  if (type === 'shutdown_request') await leave(sockets);
}

function onOrder(sockets: Sockets, streams: StreamCollector, order: ToIo): void {
  switch (order.type) {
    case 'stream':
      return streams.add(order.name, order.text);
    case 'parent':
      streams.flush();
      parent = order.header;
      return;
    case 'send':
      streams.flush();
      return sockets.send(order.socket, order.frames);
    case 'seen':
      return watchdog.seen(order.id);
    case 'heard':
      return memory.heard();
    case 'sigint':
      return watchdog.interrupt();
    case 'shutdown':
      streams.flush();
      void leave(sockets);
  }
}

async function start(): Promise<void> {
  const sockets = await openSockets(connection, {
    shell: async (frames) => post({ type: 'message', socket: 'shell', frames }),
    stdin: async (frames) => post({ type: 'message', socket: 'stdin', frames }),
    control: async (frames) => onControl(sockets, frames),
  });
  const streams = new StreamCollector((name, text) =>
    sockets.send('iopub', writer.publication('stream', { name, text }, parent)),
  );
  main.on('message', (order: ToIo) => onOrder(sockets, streams, order));
  signals.on('message', (order: ToIo) => onOrder(sockets, streams, order));
  watchParent();
}

void start();
