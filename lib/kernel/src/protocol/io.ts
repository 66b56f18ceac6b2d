import { randomUUID } from 'node:crypto';
import * as path from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { MessageChannel, Worker } from 'node:worker_threads';
import type { FromIo, ReceiveSocket, RequestSocket, StreamName, ToIo } from './ioMessages';
import type { IoThreadData } from './ioThread';
import { offerCollection } from '../interrupt/memoryWatch';
import { protectionFlag } from '../interrupt/protection';
import { MessageWriter } from './messageWriter';
import { ReplayGuard } from './replayGuard';
import { tellTerminal } from './terminal';
import type { Connection, Message } from './wire';
import { decode, signatureOf } from './wire';

/** What the socket thread tells the main thread. */
export interface IoEvents {
  onMessage(socket: RequestSocket, message: Message): void;
  /** The reader answered a question. */
  onAnswer(message: Message): void;
  onInterrupt(): void;
  /** A blocked main thread was terminated; it is free again. */
  onTerminated(): void;
  /** So many bytes of the heap are in use, and it ends at `limit`. */
  onFullHeap(used: number, limit: number): void;
  onShutdown(): void;
  /** The sockets cannot be used: the kernel has to end. */
  onFailure(error: Error): void;
}

/** The main thread's end of the connection to the clients. */
export class KernelIo {
  private readonly writer: MessageWriter;
  private readonly worker: Worker;
  private readonly guard = new ReplayGuard();

  constructor(
    private readonly connection: Connection,
    private readonly events: IoEvents,
  ) {
    const session = randomUUID();
    this.writer = new MessageWriter(connection.key, session);
    const { port1, port2 } = new MessageChannel();
    offerCollection();
    const heapLimit = getHeapStatistics().heap_size_limit;
    const workerData: IoThreadData = { connection, session, signals: port1, protection: protectionFlag, heapLimit };
    this.worker = new Worker(path.join(__dirname, 'ioThread.js'), { workerData, transferList: [port1] });
    this.worker.on('message', (message: FromIo) => this.receive(message));
    this.worker.on('error', (error) => this.events.onFailure(error));
    const listener = new Worker(path.join(__dirname, 'signalThread.js'), {
      workerData: { io: port2 },
      transferList: [port2],
    });
    listener.unref();
  }

  /** Publishes something to all clients. @param request what caused it */
  publish(
    type: string,
    content: Message['content'],
    request: Message | undefined,
    metadata?: Message['metadata'],
  ): void {
    const frames = this.writer.publication(type, content, request?.header, metadata);
    this.order({ type: 'send', socket: 'iopub', frames });
  }

  /** Tells all clients that the work on a request begins or has ended. */
  status(state: 'busy' | 'idle', request: Message): void {
    this.publish('status', { execution_state: state }, request);
  }

  /** Answers a request on the socket on which it arrived. */
  reply(socket: RequestSocket, request: Message, content: Message['content']): void {
    this.order({ type: 'send', socket, frames: this.writer.reply(request, content) });
  }

  /** Opens an input box at the client that sent a request. */
  ask(request: Message): void {
    const frames = this.writer.question(request, { prompt: '', password: false });
    this.order({ type: 'send', socket: 'stdin', frames });
  }

  /** Makes a request the one that output belongs to. */
  setParent(parent: Message): void {
    this.order({ type: 'parent', header: parent.header });
  }

  /** Publishes printed text. */
  stream(name: StreamName, text: string): void {
    this.order({ type: 'stream', name, text });
  }

  /** Sends what is still queued, closes the sockets and then reports `onShutdown`. */
  shutdown(): void {
    this.order({ type: 'shutdown' });
  }

  private order(order: ToIo): void {
    this.worker.postMessage(order);
  }

  private receive(message: FromIo): void {
    switch (message.type) {
      case 'message':
        return this.receiveFrames(message.socket, message.frames);
      case 'interrupt':
        this.order({ type: 'seen', id: message.id });
        return this.events.onInterrupt();
      case 'terminated':
        this.order({ type: 'seen', id: message.id });
        return this.events.onTerminated();
      case 'fullHeap':
        this.order({ type: 'heard' });
        return this.events.onFullHeap(message.used, message.limit);
      case 'shutdown':
        return this.events.onShutdown();
    }
  }

  private receiveFrames(socket: ReceiveSocket, frames: Uint8Array[]): void {
    let message: Message;
    try {
      message = decode(this.connection.key, frames);
      this.guard.admit(signatureOf(frames));
    } catch (error) {
      return tellTerminal(error);
    }
    if (socket === 'stdin') this.events.onAnswer(message);
    else this.events.onMessage(socket, message);
  }
}
