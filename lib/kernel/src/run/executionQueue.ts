import type { CellExecutor, Outcome } from './executor';
import type { KernelIo } from '../protocol/io';
import type { RequestSocket } from '../protocol/ioMessages';
import { delay } from '../interrupt/realTimers';
import type { Message } from '../protocol/wire';

/**
 * After a cell failed, requests that were sent together with it ("Run all") may still be on their way for this long.
 * They are collected before the failure is answered, so a client that waits for the answer never loses a cell.
 */
const COLLECT_MS = 50;

interface Request {
  readonly socket: RequestSocket;
  readonly message: Message;
}

/** Runs execute_requests one after the other. */
export class ExecutionQueue {
  /** The request that output belongs to: the running one, or the last one. */
  parent: Message | undefined;
  /** The requests so far, without their contents, by execution count. */
  private readonly requests = new Map<number, Message>();
  private readonly waiting: Request[] = [];
  private running = false;
  private count = 0;

  /** @param onEnd is called when a cell has ended, before its request is answered */
  constructor(
    private readonly io: KernelIo,
    private readonly executor: CellExecutor,
    private readonly onEnd: () => void,
  ) {}

  add(socket: RequestSocket, message: Message): void {
    this.waiting.push({ socket, message });
    if (!this.running) void this.runAll();
  }

  /** The request of a cell; the latest one when the cell is not known. */
  requestOf(cell: number | undefined): Message | undefined {
    return (cell === undefined ? undefined : this.requests.get(cell)) ?? this.parent;
  }

  /**
   * Opens an input box below the running cell.
   * @throws Error when no cell is running, or its client has no input box
   */
  ask(): void {
    const request = this.executor.running === undefined ? undefined : this.parent;
    if (request?.content['allow_stdin'] !== true) {
      throw new Error(
        'nobody can type an answer here: this cell reads from the keyboard (process.stdin), and where it runs there is ' +
          'no input box; give it a value instead',
      );
    }
    this.io.ask(request);
  }

  private async runAll(): Promise<void> {
    this.running = true;
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
      await this.runOne(next);
    }
    this.running = false;
  }

  /** Whatever happens, the request is answered and the kernel idle again. */
  private async runOne(request: Request): Promise<void> {
    const { message } = request;
    this.parent = message;
    this.io.setParent(message);
    this.io.status('busy', message);
    let outcome: Outcome = { interrupted: false };
    let dropped: Request[] = [];
    try {
      outcome = await this.runCell(message);
      const stop = outcome.interrupted || (outcome.error !== undefined && message.content['stop_on_error'] !== false);
      if (stop) dropped = await this.collect();
    } catch (trouble) {
      outcome = { error: this.executor.describe(trouble, this.count), interrupted: false };
    }
    this.onEnd();
    this.reply(request, outcome);
    this.io.status('idle', message);
    for (const one of dropped) this.abort(one);
  }

  private async runCell(message: Message): Promise<Outcome> {
    const silent = message.content['silent'] === true;
    if (!silent) this.count += 1;
    this.requests.set(this.count, { ...message, content: {} });
    const { code = '' } = message.content as { readonly code?: string };
    if (!silent) this.io.publish('execute_input', { code, execution_count: this.count }, message);
    const outcome = await this.executor.execute(String(code), this.count);
    return silent ? outcome : this.publishOutcome(message, outcome);
  }

  /** @returns the outcome; an error instead of a result that cannot be sent, such as a bigint in a MIME bundle of JSON */
  private publishOutcome(message: Message, outcome: Outcome): Outcome {
    try {
      if (outcome.result !== undefined) {
        this.io.publish('execute_result', { ...outcome.result, execution_count: this.count }, message);
      }
    } catch (thrown) {
      const error = this.executor.describe(thrown, this.count);
      return this.publishOutcome(message, { error, interrupted: outcome.interrupted });
    }
    if (outcome.error !== undefined) this.io.publish('error', { ...outcome.error }, message);
    return outcome;
  }

  private async collect(): Promise<Request[]> {
    await delay(COLLECT_MS);
    return this.waiting.splice(0);
  }

  private reply({ socket, message }: Request, { error }: Outcome): void {
    const content =
      error === undefined
        ? { status: 'ok', execution_count: this.count, user_expressions: {}, payload: [] }
        : { status: 'error', execution_count: this.count, ...error };
    this.io.reply(socket, message, content);
  }

  private abort({ socket, message }: Request): void {
    this.io.status('busy', message);
    this.io.reply(socket, message, { status: 'aborted', execution_count: this.count });
    this.io.status('idle', message);
  }
}
