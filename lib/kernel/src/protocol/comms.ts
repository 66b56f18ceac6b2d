import { randomUUID } from 'node:crypto';
import { currentCell, continueCell } from '../interrupt/currentCell';

/** Options of `openComm`. */
export interface OpenCommOptions {
  /** What serves the other end in the page, such as 'jupyter.widget'. */
  readonly targetName: string;
  /** First message, JSON. */
  readonly data: unknown;
  /** Metadata of the comm_open message; ipywidgets wants its protocol version there. */
  readonly metadata?: unknown;
  /** Called with the data of each message from the page, also while a cell awaits. */
  onMessage?(data: unknown): void;
  /** Called when the page closes the comm. */
  onClose?(): void;
}

/** A two-way channel to the page. */
export interface Comm {
  readonly commId: string;
  /** @throws Error when the comm was closed */
  send(data: unknown): void;
  /** Closing twice does nothing. */
  close(data?: unknown): void;
}

/** Publishes a comm message. */
export type PublishComm = (type: string, content: Record<string, unknown>, metadata?: unknown) => void;

interface OpenComm {
  readonly targetName: string;
  readonly onMessage: (data: unknown) => void;
  readonly onClose: () => void;
}

/** The open comms: two-way channels between a cell's code and a control in the page. */
export class Comms {
  private readonly comms = new Map<string, OpenComm>();

  constructor(private readonly publish: PublishComm) {}

  /** Opens a comm from the kernel's side. */
  open(options: OpenCommOptions): Comm {
    const commId = randomUUID().replaceAll('-', '');
    const { targetName, data, metadata } = options;
    const cell = currentCell();
    this.comms.set(commId, {
      targetName,
      onMessage: (message) => {
        continueCell(cell);
        options.onMessage?.(message);
      },
      onClose: () => {
        continueCell(cell);
        options.onClose?.();
      },
    });
    this.publish('comm_open', { comm_id: commId, target_name: targetName, data }, metadata);
    return {
      commId,
      send: (message) => {
        if (!this.comms.has(commId))
          throw new Error(`comm ${commId} (${targetName}) is closed: nothing can be sent on it`);
        this.publish('comm_msg', { comm_id: commId, data: message });
      },
      close: (message) => {
        if (this.comms.delete(commId)) this.publish('comm_close', { comm_id: commId, data: message ?? {} });
      },
    };
  }

  /** Handles comm_open, comm_msg and comm_close from the page. */
  receive(type: string, content: Readonly<Record<string, unknown>>): void {
    const commId = String(content['comm_id']);
    const comm = this.comms.get(commId);
    if (type === 'comm_open') {
      // Only cells open comms. The protocol's answer to a target that nobody serves is to close it again.
      this.publish('comm_close', { comm_id: commId, data: {} });
    } else if (type === 'comm_msg') {
      comm?.onMessage(content['data']);
    } else if (comm !== undefined) {
      this.comms.delete(commId);
      comm.onClose();
    }
  }

  /** Content of a comm_info_reply. @param target only comms of this target, when given */
  info(target: unknown): Record<string, unknown> {
    const open = [...this.comms].filter(([, comm]) => target === undefined || comm.targetName === target);
    return {
      status: 'ok',
      comms: Object.fromEntries(open.map(([id, comm]) => [id, { target_name: comm.targetName }])),
    };
  }
}
