import assert from 'node:assert/strict';
import type { Message } from '../protocol/wire';

/** What came back for a request: its reply, and all that was published because of it. */
export interface Answer {
  readonly reply: Message;
  readonly messages: readonly Message[];
}

interface Pending {
  readonly messages: Message[];
  reply?: Message;
  idle: boolean;
  readonly finish: (answer: Answer) => void;
  readonly timer: NodeJS.Timeout;
}

/** The requests that a client has sent and that are not answered yet. */
export class PendingRequests {
  private readonly pending = new Map<string, Pending>();

  /**
   * Waits for the reply to a request and for the idle status after it.
   * @param id of the request's header, @param type of the request, @param patience milliseconds to wait
   * @throws AssertionError when they do not arrive in time
   */
  wait(id: string, type: string, patience: number): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.pending.delete(id);
        reject(new assert.AssertionError({ message: `no answer to ${type} within ${patience} ms` }));
      }, patience);
      this.pending.set(id, { messages: [], idle: false, timer, finish: resolve });
    });
  }

  /** Takes in a message from the kernel. @param published it came on the iopub socket */
  receive(message: Message, published: boolean): void {
    const id = message.parent.msg_id ?? '';
    const request = this.pending.get(id);
    if (request === undefined) return;
    if (!published) request.reply = message;
    else {
      request.messages.push(message);
      if (message.content['execution_state'] === 'idle') request.idle = true;
    }
    if (request.reply === undefined || !request.idle) return;
    clearTimeout(request.timer);
    this.pending.delete(id);
    request.finish({ reply: request.reply, messages: request.messages });
  }

  /** Waits no longer; what is pending is never answered. */
  abandon(): void {
    for (const { timer } of this.pending.values()) clearTimeout(timer);
  }
}
