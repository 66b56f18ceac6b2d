import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as os from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection, Message } from '../protocol/wire';
import { addressOf, decode, encode, makeHeader } from '../protocol/wire';
import { freePorts } from './ports';

/** How a kernel under test is started and interrupted. */
export interface KernelKind {
  /** Arguments of Node, before `--config-path <file>`. */
  readonly argv: readonly string[];
  readonly interrupt: 'message' | 'signal';
}

const packageFolder = path.join(__dirname, '..', '..');

/** The project's kernel. */
export const ourKernel: KernelKind = {
  argv: ['--no-force-async-hooks-checks', path.join(packageFolder, 'dist', 'launch.js')],
  interrupt: 'message',
};

/** tslab as it comes from npm. */
export const stockKernel: KernelKind = { argv: [require.resolve('tslab/bin/tslab'), 'kernel'], interrupt: 'signal' };

/** The Node that runs the kernels under test. */
export const kernelNode = process.env['KERNEL_TEST_NODE'] ?? process.execPath;

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

const START_MS = 60_000;
const LEAVE_MS = 15_000;
/** A blocked stock kernel never leaves by itself. */
const STOCK_LEAVE_MS = 1500;

/** What came back for one execute_request. */
export class CellResult {
  constructor(
    readonly reply: Message['content'],
    readonly messages: readonly Message[],
  ) {}

  /** Contents of the published messages of one type. */
  contents(type: string): Message['content'][] {
    return this.messages.filter((message) => message.header.msg_type === type).map((message) => message.content);
  }

  /** Everything printed on a stream. */
  stream(name: 'stdout' | 'stderr'): string {
    return this.contents('stream')
      .filter((content) => content['name'] === name)
      .map((content) => String(content['text']))
      .join('');
  }

  /** text/plain of the execute_result. */
  get result(): string | undefined {
    const data = this.contents('execute_result')[0]?.['data'] as Record<string, string> | undefined;
    return data?.['text/plain'];
  }

  /** The error message, or undefined. */
  get error(): { ename: string; evalue: string; traceback: string[] } | undefined {
    return this.contents('error')[0] as { ename: string; evalue: string; traceback: string[] } | undefined;
  }
}

interface Waiting {
  readonly messages: Message[];
  reply?: Message;
  idle: boolean;
  readonly finish: () => void;
  readonly timer: NodeJS.Timeout;
}

/** A headless Jupyter client with a kernel of its own. */
export class KernelClient {
  /** Every published message, in order. */
  readonly published: Message[] = [];
  private readonly waiting = new Map<string, Waiting>();
  private readonly sockets = { shell: new zmq.Dealer(), control: new zmq.Dealer(), iopub: new zmq.Subscriber() };
  private sends: Promise<void> = Promise.resolve();

  private constructor(
    readonly process: ChildProcess,
    private readonly kind: KernelKind,
    private readonly connection: Connection,
    private patience: number,
  ) {}

  /** Starts a kernel in `cwd` and waits until it answers. @param patience milliseconds to wait for any answer, @param terminal where its own stdout and stderr go */
  static async start(
    kind: KernelKind,
    cwd: string,
    patience = 60_000,
    terminal: 'inherit' | 'pipe' = 'inherit',
  ): Promise<KernelClient> {
    const { file, connection } = await writeConnection();
    const child = spawn(kernelNode, [...kind.argv, '--config-path', file], {
      cwd,
      env: { ...process.env, JPY_PARENT_PID: String(process.pid) },
      stdio: ['ignore', terminal, terminal],
    });
    const client = new KernelClient(child, kind, connection, START_MS);
    await client.connect();
    fs.rmSync(path.dirname(file), { recursive: true });
    client.patience = patience;
    return client;
  }

  /** Runs a cell and waits for its reply and the idle status. */
  async execute(code: string, options: { stop_on_error?: boolean } = {}): Promise<CellResult> {
    const { reply, messages } = await this.request('execute_request', executeContent(code, options));
    return new CellResult(reply.content, messages);
  }

  /** Sends all cells at once, as "Run all" does. */
  executeAll(cells: readonly string[], options: { stop_on_error?: boolean } = {}): Promise<CellResult[]> {
    return Promise.all(cells.map((code) => this.execute(code, options)));
  }

  /** Sends a request on the shell channel; resolves with its reply and all that was published because of it. */
  request(type: string, content: Message['content']): Promise<{ reply: Message; messages: Message[] }> {
    const header = makeHeader(type, 'test-session', 'tester');
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(header.msg_id);
        reject(new assert.AssertionError({ message: `no answer to ${type} within ${this.patience} ms` }));
      }, this.patience);
      const waiting: Waiting = {
        messages: [],
        idle: false,
        timer,
        finish: () => {
          if (waiting.reply === undefined || !waiting.idle) return;
          clearTimeout(timer);
          this.waiting.delete(header.msg_id);
          resolve({ reply: waiting.reply, messages: waiting.messages });
        },
      };
      this.waiting.set(header.msg_id, waiting);
      this.send('shell', { identities: [], header, parent: {}, metadata: {}, content });
    });
  }

  /** Sends a message that has no reply, such as comm_msg. */
  tell(type: string, content: Message['content'], socket: 'shell' | 'control' = 'shell'): void {
    const header = makeHeader(type, 'test-session', 'tester');
    this.send(socket, { identities: [], header, parent: {}, metadata: {}, content });
  }

  /** Sends a message that is signed with another key. */
  forge(type: string, content: Message['content'], socket: 'shell' | 'control'): void {
    const header = makeHeader(type, 'test-session', 'intruder');
    this.send(socket, { identities: [], header, parent: {}, metadata: {}, content }, 'another key');
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
    for (const { timer } of this.waiting.values()) clearTimeout(timer);
    let killed = false;
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const patience = this.kind.interrupt === 'message' ? LEAVE_MS : STOCK_LEAVE_MS;
      const ended = once(this.process, 'exit');
      this.tell('shutdown_request', { restart: false }, this.kind.interrupt === 'message' ? 'control' : 'shell');
      const timer = setTimeout(() => (killed = this.process.kill('SIGKILL')), patience);
      await ended;
      clearTimeout(timer);
    }
    for (const socket of Object.values(this.sockets)) socket.close();
    return killed ? 'killed' : (this.process.exitCode ?? this.process.signalCode ?? 'killed');
  }

  private async connect(): Promise<void> {
    const { sockets, connection } = this;
    for (const socket of Object.values(sockets)) socket.linger = 0;
    sockets.iopub.subscribe('');
    sockets.shell.connect(addressOf(connection, connection.shell_port));
    sockets.control.connect(addressOf(connection, connection.control_port));
    sockets.iopub.connect(addressOf(connection, connection.iopub_port));
    for (const socket of Object.values(sockets)) void this.listen(socket);
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

  private async listen(socket: ZmqSocket): Promise<void> {
    for await (const frames of socket) this.receive(socket, decode(this.connection.key, frames));
  }

  private receive(socket: ZmqSocket, message: Message): void {
    const waiting = this.waiting.get(message.parent.msg_id ?? '');
    if (socket !== this.sockets.iopub) {
      if (waiting !== undefined) waiting.reply = message;
    } else {
      this.published.push(message);
      waiting?.messages.push(message);
      if (message.content['execution_state'] === 'idle' && waiting !== undefined) waiting.idle = true;
    }
    waiting?.finish();
  }

  private send(socket: 'shell' | 'control', message: Message, key = this.connection.key): void {
    const frames = encode(key, message);
    this.sends = this.sends.then(() => this.sockets[socket].send(frames));
  }
}

function executeContent(code: string, options: { stop_on_error?: boolean }): Message['content'] {
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

/** Writes a connection file with free ports. */
export async function writeConnection(): Promise<{ file: string; connection: Connection }> {
  const [shell_port, iopub_port, stdin_port, control_port, hb_port] = await freePorts(5);
  const connection = {
    transport: 'tcp',
    ip: '127.0.0.1',
    key: 'key-of-the-tests',
    signature_scheme: 'hmac-sha256',
    kernel_name: 'tslab',
    ...{ shell_port, iopub_port, stdin_port, control_port, hb_port },
  } as Connection;
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'kernel-')), 'connection.json');
  fs.writeFileSync(file, JSON.stringify(connection));
  return { file, connection };
}
