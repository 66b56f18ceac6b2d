import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection, Message } from '../protocol/wire';
import { makeHeader } from '../protocol/wire';
import { CellResult } from './cellResult';
import { ClientSockets } from './clientSockets';
import { writeConnection } from './connection';
import type { KernelKind } from './kernelKinds';
import { kernelNode } from './kernelKinds';
import type { Answer } from './pendingRequests';
import { PendingRequests } from './pendingRequests';

/** Far more than anything takes on a busy machine: what is waited for is an event, and this only ends a test that hangs. */
const PATIENCE_MS = 240_000;
const LEAVE_MS = 15_000;
/** A blocked stock kernel never leaves by itself. */
const STOCK_LEAVE_MS = 1500;

/** How a kernel is started. */
export interface KernelOptions {
  /** Milliseconds to wait for any answer. */
  readonly patience?: number;
  /** Where the kernel's own stdout and stderr go: to ours, or into `terminal` of the client. */
  readonly terminal?: 'inherit' | 'collect';
  /** Further environment variables. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** A headless Jupyter client with a kernel of its own. */
export class KernelClient {
  /** Every published message, in order. */
  readonly published: Message[] = [];
  /** What the kernel wrote to its own stdout and stderr, if it was started with `terminal: 'collect'`. */
  terminal = '';
  /** Called when the kernel asks for input. */
  onQuestion: (message: Message) => void = () => {};
  private readonly pending = new PendingRequests();
  private readonly sockets: ClientSockets;

  private constructor(
    readonly process: ChildProcess,
    private readonly kind: KernelKind,
    connection: Connection,
    private patience: number,
  ) {
    this.sockets = new ClientSockets(connection, (socket, message) => {
      if (socket === 'iopub') this.published.push(message);
      if (socket === 'stdin') this.onQuestion(message);
      else this.pending.receive(message, socket === 'iopub');
    });
    for (const stream of [process.stdout, process.stderr]) {
      stream?.on('data', (text) => (this.terminal += String(text)));
    }
  }

  /** Starts a kernel in `folder` and waits until it answers. */
  static async start(kind: KernelKind, folder: string, options: KernelOptions = {}): Promise<KernelClient> {
    const { patience = PATIENCE_MS, terminal = 'inherit', environment } = options;
    const { file, connection } = await writeConnection();
    const output = terminal === 'collect' ? 'pipe' : 'inherit';
    const child = spawn(kernelNode, [...kind.argv, '--config-path', file], {
      cwd: folder,
      env: { ...process.env, JPY_PARENT_PID: String(process.pid), ...environment },
      stdio: ['ignore', output, output],
    });
    const client = new KernelClient(child, kind, connection, PATIENCE_MS);
    try {
      await client.connect();
    } catch (error) {
      child.kill('SIGKILL'); // Nobody else will: the caller never gets the client.
      client.sockets.close();
      throw error;
    }
    fs.rmSync(path.dirname(file), { recursive: true });
    client.patience = patience;
    return client;
  }

  /** Starts a kernel, calls `run` with it, and ends it. */
  static async use<T>(
    kind: KernelKind,
    folder: string,
    run: (kernel: KernelClient) => Promise<T>,
    options: KernelOptions = {},
  ): Promise<T> {
    const kernel = await KernelClient.start(kind, folder, options);
    try {
      return await run(kernel);
    } finally {
      await kernel.shutdown();
    }
  }

  /** Runs a cell and waits for its reply and the idle status. */
  async execute(code: string, options: ExecuteOptions = {}): Promise<CellResult> {
    const { reply, messages } = await this.request('execute_request', executeContent(code, options));
    return new CellResult(reply.content, messages);
  }

  /** Sends all cells at once, as "Run all" does. */
  executeAll(cells: readonly string[], options: ExecuteOptions = {}): Promise<CellResult[]> {
    return Promise.all(cells.map((code) => this.execute(code, options)));
  }

  /** Sends a request on the shell socket and waits for its answer. */
  request(type: string, content: Message['content']): Promise<Answer> {
    const header = makeHeader(type, 'test-session', 'tester');
    const answer = this.pending.wait(header.msg_id, type, this.patience);
    this.sockets.send('shell', { identities: [], header, parent: {}, metadata: {}, content });
    return answer;
  }

  /** Sends a message that has no reply, such as comm_msg. */
  tell(type: string, content: Message['content'], socket: 'shell' | 'control' | 'stdin' = 'shell'): void {
    this.sockets.send(socket, message(type, content));
  }

  /** Sends a message several times, each time with the same id and signature, as one who repeats what he has heard. */
  tellAgain(type: string, content: Message['content'], socket: 'shell' | 'control', times: number): void {
    const copy = message(type, content);
    for (let i = 0; i < times; i++) this.sockets.send(socket, copy);
  }

  /** Sends the parts of a message as they are, rightly signed. */
  tellParts(parts: readonly string[]): void {
    this.sockets.sendSigned('shell', parts);
  }

  /** Sends a message that is signed with another key. */
  forge(type: string, content: Message['content'], socket: 'shell' | 'control'): void {
    const header = makeHeader(type, 'test-session', 'intruder');
    this.sockets.send(socket, { identities: [], header, parent: {}, metadata: {}, content }, 'another key');
  }

  /** Interrupts as the kernel's specification says. */
  interrupt(): void {
    if (this.kind.interrupt === 'message') this.tell('interrupt_request', {}, 'control');
    else this.process.kill('SIGINT');
  }

  /** Resolves with the first published message that passes the test, also an earlier one. */
  async waitFor(test: (message: Message) => boolean, what: string): Promise<Message> {
    const limit = Date.now() + this.patience;
    for (;;) {
      const found = this.published.find(test);
      if (found !== undefined) return found;
      assert.ok(Date.now() < limit, `${what}: not seen within ${this.patience} ms`);
      await sleep(10);
    }
  }

  /** Resolves when a cell has printed `text`. */
  async waitForText(text: string): Promise<void> {
    await this.waitFor(
      (message) => (message.content['text'] as string | undefined)?.includes(text) === true,
      `output "${text}"`,
    );
  }

  /**
   * Asks the kernel to end, and kills it when it does not within a few seconds.
   * @returns how it ended: its exit code, the signal that it sent itself, or 'killed' when it had to be helped
   */
  async shutdown(): Promise<number | string> {
    this.pending.abandon();
    let killed = false;
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const patience = this.kind.interrupt === 'message' ? LEAVE_MS : STOCK_LEAVE_MS;
      const ended = once(this.process, 'close'); // and not 'exit', after which output may still arrive
      this.tell('shutdown_request', { restart: false }, this.kind.interrupt === 'message' ? 'control' : 'shell');
      const timer = setTimeout(() => (killed = this.process.kill('SIGKILL')), patience);
      await ended;
      clearTimeout(timer);
    }
    this.sockets.close();
    return killed ? 'killed' : (this.process.exitCode ?? this.process.signalCode ?? 'killed');
  }

  private async connect(): Promise<void> {
    this.sockets.connect();
    // The subscription takes a moment to reach the kernel: ask until a published answer is seen.
    const limit = Date.now() + this.patience;
    while (this.published.length === 0) {
      assert.ok(Date.now() < limit, `the kernel did not start within ${this.patience} ms`);
      assert.equal(this.process.exitCode, null, 'the kernel ended at its start');
      this.tell('kernel_info_request', {});
      await sleep(100);
    }
    await this.request('kernel_info_request', {});
  }
}

interface ExecuteOptions {
  readonly stop_on_error?: boolean;
  /** The client can show an input box. */
  readonly allow_stdin?: boolean;
}

function message(type: string, content: Message['content']): Message {
  const header = makeHeader(type, 'test-session', 'tester');
  return { identities: [], header, parent: {}, metadata: {}, content };
}

function executeContent(code: string, options: ExecuteOptions): Message['content'] {
  return {
    code,
    silent: false,
    store_history: true,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: true,
    ...options,
  };
}
