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
  private readonly waiting: Request[] = [];
  private running = false;
  private count = 0;

  constructor(
    private readonly io: KernelIo,
    private readonly executor: CellExecutor,
  ) {}

  add(socket: RequestSocket, message: Message): void {
    this.waiting.push({ socket, message });
    if (!this.running) void this.runAll();
  }

  private async runAll(): Promise<void> {
    this.running = true;
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
      await this.runOne(next);
    }
    this.running = false;
  }

  private async runOne(request: Request): Promise<void> {
    const { message } = request;
    const { content } = message;
    const silent = content['silent'] === true;
    this.parent = message;
    this.io.setParent(message);
    this.io.status('busy', message);
    if (!silent) this.count += 1;
    const executionCount = this.count;
    const code = String(content['code']);
    if (!silent) this.io.publish('execute_input', { code, execution_count: executionCount }, message);
    const outcome = await this.executor.execute(code, executionCount);
    if (!silent) this.publishOutcome(message, outcome, executionCount);
    const stop = outcome.interrupted || (outcome.error !== undefined && content['stop_on_error'] !== false);
    const dropped = stop ? await this.collect() : [];
    this.reply(request, outcome, executionCount);
    this.io.status('idle', message);
    for (const one of dropped) this.abort(one, executionCount);
  }

  private publishOutcome(message: Message, { error, result }: Outcome, executionCount: number): void {
    if (error !== undefined) this.io.publish('error', { ...error }, message);
    if (result !== undefined) {
      this.io.publish('execute_result', { ...result, execution_count: executionCount }, message);
    }
  }

  private async collect(): Promise<Request[]> {
    await delay(COLLECT_MS);
    return this.waiting.splice(0);
  }

  private reply({ socket, message }: Request, { error }: Outcome, executionCount: number): void {
    const content =
      error === undefined
        ? { status: 'ok', execution_count: executionCount, user_expressions: {}, payload: [] }
        : { status: 'error', execution_count: executionCount, ...error };
    this.io.reply(socket, message, content);
  }

  private abort({ socket, message }: Request, executionCount: number): void {
    this.io.status('busy', message);
    this.io.reply(socket, message, { status: 'aborted', execution_count: executionCount });
    this.io.status('idle', message);
  }
}
