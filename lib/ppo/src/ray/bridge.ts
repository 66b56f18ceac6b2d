import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Channel, FromWorker } from '../workers/channel';
import type { ToProcess } from './fragmentProcess';
import { frame, FrameReader } from './frames';
import type { SentModule } from './sentModules';

/** What goes to `ray_workers.py`, and what comes back. */
const to = { connect: 1, call: 2, share: 3, callShared: 4, end: 5 } as const;
const from = { attached: 1, answer: 2, ended: 3, failed: 4 } as const;

/** Weights longer than this go to Ray's object store once, instead of into the call to each actor. */
const INLINE_BYTES = 100_000;

const script = join(__dirname, '../../python/ray_workers.py');

export interface RayCluster {
  /** of Ray */
  readonly version: string;
  readonly nodes: number;
  readonly cpus: number;
}

export interface BridgeSettings {
  readonly address: string;
  readonly python: string;
  readonly node: string;
  readonly cpusPerWorker: number;
  /** the file that Node runs in each actor */
  readonly program: string;
  /** what every process runs before it plays */
  readonly modules: readonly SentModule[];
  readonly onAttach: (cluster: RayCluster) => void;
}

/** The cluster cannot be reached. */
export class RayError extends Error {
  override readonly name = 'RayError';
}

interface Seat {
  onMessage: (message: FromWorker) => void;
  onEnd: (reason: string) => void;
}

/** The Python process between this one and Ray. It ends with this one, and Ray ends the actors with it. */
export class RayBridge {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly seats = new Map<number, Seat>();
  private numSeats = 0;
  private sharedVersion = -1;
  private said = '';
  private failure: RayError | null = null;
  private over = false;

  constructor(private readonly settings: BridgeSettings) {
    const { address, python, node, cpusPerWorker, program } = settings;
    const options = JSON.stringify({ address, node, cpus: cpusPerWorker });
    const child = (this.child = spawn(python, ['-u', script, options, program]));
    child.unref(); // a run that is left behind keeps no process alive
    for (const pipe of [child.stdin, child.stdout, child.stderr]) (pipe as unknown as Socket).unref();
    const reader = new FrameReader();
    child.stdout.on('data', (chunk: Buffer) => reader.push(chunk).forEach((body) => this.receive(body)));
    child.stderr.on('data', (chunk: Buffer) => (this.said = (this.said + String(chunk)).slice(-2000)));
    child.stdin.on('error', () => undefined); // its end is told by the process
    child.on('error', (error) => this.fail(`python: got "${python}", which cannot be started (${error.message})`));
    child.on('close', (code, signal) => this.end(`the end of the way to Ray (${signal ?? code}). ${this.said.trim()}`));
  }

  get isOver(): boolean {
    return this.over;
  }

  /** A worker on the cluster. */
  connect(): Channel {
    const number = this.numSeats++;
    const seat: Seat = { onMessage: () => undefined, onEnd: () => undefined };
    this.seats.set(number, seat);
    this.write(to.connect, number);
    const { modules } = this.settings;
    if (modules.length > 0) this.send(number, { kind: 'modules', modules });
    return {
      send: (message) => this.send(number, message),
      onMessage: (listener) => (seat.onMessage = listener),
      onEnd: (listener) => (seat.onEnd = listener),
      end: () => this.write(to.end, number),
    };
  }

  /** Ends the process, and with it the actors. */
  async close(): Promise<void> {
    this.seats.clear();
    if (this.over) return;
    const closed = new Promise((resolve) => this.child.once('close', resolve));
    this.child.ref();
    this.child.stdin.end();
    const late = setTimeout(() => this.child.kill('SIGKILL'), 5000);
    await closed;
    clearTimeout(late);
  }

  private send(number: number, message: ToProcess): void {
    const body = serialize(message);
    if (this.failure !== null) setImmediate(() => this.tellFailure());
    else if (message.kind !== 'weights' || body.length <= INLINE_BYTES) this.write(to.call, number, body);
    else {
      if (message.version !== this.sharedVersion) this.write(to.share, 0, body);
      this.sharedVersion = message.version;
      this.write(to.callShared, number);
    }
  }

  private write(kind: number, seat: number, payload: Uint8Array = Buffer.alloc(0)): void {
    if (this.over) return;
    const head = Buffer.alloc(5);
    head.writeUInt8(kind);
    head.writeUInt32LE(seat, 1);
    this.child.stdin.write(frame(head, payload));
  }

  private receive(body: Buffer): void {
    const [kind, number, payload] = [body.readUInt8(0), body.readUInt32LE(1), body.subarray(5)];
    const seat = this.seats.get(number);
    if (kind === from.attached) this.settings.onAttach(JSON.parse(String(payload)) as RayCluster);
    else if (kind === from.failed) this.fail(String(payload));
    else if (kind === from.answer) seat?.onMessage(deserialize(payload) as FromWorker);
    else if (kind === from.ended && this.seats.delete(number)) seat?.onEnd(String(payload));
  }

  private fail(text: string): void {
    this.failure = new RayError(`workers: ${text}`);
    this.over = true;
    this.tellFailure();
  }

  private tellFailure(): void {
    const { failure } = this;
    if (failure === null) return;
    for (const { onMessage } of [...this.seats.values()]) onMessage({ kind: 'error', fragment: null, error: failure });
  }

  private end(reason: string): void {
    this.over = true;
    if (this.failure !== null) return;
    const seats = [...this.seats.values()];
    this.seats.clear();
    for (const { onEnd } of seats) onEnd(reason);
  }
}
