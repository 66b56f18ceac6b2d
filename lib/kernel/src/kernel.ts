import type { JupyterHandlerImpl } from 'tslab/dist/jupyter';
import { Comms } from './protocol/comms';
import { ExecutionQueue } from './run/executionQueue';
import type { CellExecutor } from './run/executor';
import type { Interrupts } from './interrupt/interrupts';
import { KernelIo } from './protocol/io';
import type { RequestSocket } from './protocol/ioMessages';
import { Keyboard } from './run/keyboard';
import { captureOutput } from './run/outputStreams';
import { bringToCell } from './run/strayErrors';
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
  private readonly keyboard = new Keyboard(() => this.queue.ask());

  constructor(private readonly parts: KernelParts) {
    const { interrupts, exit } = parts;
    this.io = new KernelIo(parts.connection, {
      onMessage: (socket, message) => this.receive(socket, message),
      onAnswer: ({ content }) => this.keyboard.answer(String(content['value'])),
      onInterrupt: () => interrupts.interrupt(),
      onTerminated: () => interrupts.terminated(),
      onFullHeap: (used, limit) => interrupts.fullHeap(used, limit),
      onShutdown: () => exit(0),
      onFailure: (error) => {
        tellTerminal(error);
        exit(1);
      },
    });
    this.comms = new Comms((type, content, metadata) => {
      this.publish(type, content, metadata as Record<string, unknown> | undefined);
    });
    this.queue = new ExecutionQueue(this.io, parts.executor, () => this.keyboard.end());
  }

  /** From now on, what is printed goes to the clients, and what is read comes from there. */
  captureOutput(): void {
    captureOutput((name, text) => {
      this.io.stream(name, text);
      if (name === 'stdout') this.keyboard.printed(text);
    });
    this.keyboard.install();
  }

  /** Shows a MIME bundle below the cell; what tslab's display functions end in. */
  display(content: object, update: boolean): void {
    this.publish(update ? 'update_display_data' : 'display_data', { ...content });
  }

  private publish(type: string, content: Readonly<Record<string, unknown>>, metadata?: Record<string, unknown>): void {
    this.io.publish(type, content, this.queue.parent, metadata);
  }

  /** An error that nobody caught: fails the running cell, or is shown beside the one that it came from. */
  stray(reason: unknown): void {
    const { executor } = this.parts;
    bringToCell(reason, {
      running: () => executor.running,
      fail: (error) => executor.fail(error),
      report: (error, cell) => this.reportBeside(error, cell),
    });
  }

  private reportBeside(error: unknown, cell: number | undefined): void {
    const { traceback } = this.parts.executor.describe(error, cell ?? 0);
    const text = `An error that no cell caught: ${traceback.join('\n')}\n`;
    this.io.publish('stream', { name: 'stderr', text }, this.queue.requestOf(cell));
  }

  private receive(socket: RequestSocket, message: Message): void {
    if (message.header.msg_type === 'execute_request') return this.queue.add(socket, message);
    this.io.status('busy', message);
    try {
      this.answer(socket, message);
    } catch (error) {
      if (message.header.msg_type.startsWith('comm_')) this.stray(error);
      else this.io.reply(socket, message, { status: 'error', ...this.parts.executor.describe(error, 0) });
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
