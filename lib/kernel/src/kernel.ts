import type { JupyterHandlerImpl } from 'tslab/dist/jupyter';
import { Comms } from './protocol/comms';
import { ExecutionQueue } from './run/executionQueue';
import type { CellExecutor } from './run/executor';
import type { Interrupts } from './interrupt/interrupts';
import { KernelIo } from './protocol/io';
import type { RequestSocket } from './protocol/ioMessages';
import { captureOutput } from './run/outputStreams';
import { tellTerminal } from './protocol/terminal';
import type { Connection, Message } from './protocol/wire';

/** What the kernel needs from outside. */
export interface KernelParts {
  readonly connection: Connection;
  readonly executor: CellExecutor;
  readonly interrupts: Interrupts;
  /** tslab's answers to the requests that do not run code. */
  readonly handler: Pick<JupyterHandlerImpl, 'handleKernel' | 'handleIsComplete' | 'handleInspect' | 'handleComplete'>;
  readonly exit: (code: number) => void;
}

/** Answers the messages of Jupyter clients. */
export class Kernel {
  readonly comms: Comms;
  private readonly io: KernelIo;
  private readonly queue: ExecutionQueue;

  constructor(private readonly parts: KernelParts) {
    const { interrupts, exit } = parts;
    this.io = new KernelIo(parts.connection, {
      onMessage: (socket, message) => this.receive(socket, message),
      onInterrupt: () => interrupts.interrupt(),
      onTerminated: () => interrupts.terminated(),
      onShutdown: () => exit(0),
      onFailure: (error) => {
        tellTerminal(error);
        exit(1);
      },
    });
    this.comms = new Comms((type, content, metadata) => {
      this.publish(type, content, metadata as Record<string, unknown> | undefined);
    });
    this.queue = new ExecutionQueue(this.io, parts.executor);
  }

  /** From now on, what is printed goes to the clients. */
  captureOutput(): void {
    captureOutput((name, text) => this.io.stream(name, text));
  }

  /** Shows a MIME bundle below the cell; what tslab's display functions end in. */
  display(content: object, update: boolean): void {
    this.publish(update ? 'update_display_data' : 'display_data', { ...content });
  }

  private publish(type: string, content: Readonly<Record<string, unknown>>, metadata?: Record<string, unknown>): void {
    this.io.publish(type, content, this.queue.parent, metadata);
  }

  private receive(socket: RequestSocket, message: Message): void {
    if (message.header.msg_type === 'execute_request') return this.queue.add(socket, message);
    this.io.status('busy', message);
    try {
      this.answer(socket, message);
    } finally {
      this.io.status('idle', message);
    }
  }

  private answer(socket: RequestSocket, message: Message): void {
    const { handler } = this.parts;
    const type = message.header.msg_type;
    const content = message.content as never;
    const reply = (answer: object): void => this.io.reply(socket, message, { status: 'ok', ...answer });
    if (type === 'kernel_info_request') reply(handler.handleKernel());
    else if (type === 'is_complete_request') reply(handler.handleIsComplete(content));
    else if (type === 'inspect_request') reply(handler.handleInspect(content));
    else if (type === 'complete_request') reply(handler.handleComplete(content));
    else if (type === 'comm_info_request') reply(this.comms.info(message.content['target_name']));
    else if (type === 'history_request') reply({ history: [] });
    else if (type === 'shutdown_request') {
      reply({ restart: message.content['restart'] === true });
      this.io.shutdown();
    } else if (type.startsWith('comm_')) this.comms.receive(type, message.content);
  }
}
