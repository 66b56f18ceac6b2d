import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { decode, type Received } from '../rllib/decode';
import { encode, type Sendable } from '../rllib/encode';
import { NumpyArray } from '../rllib/numpyArray';
import { golden } from './testing';

/** What to do with one message: answer with the state of this version, say nothing, or hang up. */
export type Reaction = { readonly version: number } | 'silence' | 'hang up';

/** An env runner of RLlib as the client sees it, for one client after the other. Its network is one that RLlib made, [4] to [2]. */
export class FakeRllib {
  /** every message so far */
  readonly got: { type: string; timesteps: number; lengths: number[]; isDone: boolean[] }[] = [];
  private readonly server: Server;
  private readonly state: { [key: string]: Sendable };
  private readonly sockets = new Set<Socket>();

  private constructor(react: (type: string, count: number) => Reaction) {
    const [{ message }] = golden<{ networks: { message: string }[] }>('rllib').networks;
    this.state = sendable(decode(Buffer.from(message, 'base64'))) as { [key: string]: Sendable };
    this.server = createServer((socket) => {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      const read = frames((body) => this.answer(socket, this.note(body), react));
      socket.on('data', read);
    });
  }

  /** @param react to the message of this type, counted from 0 over all messages but PING */
  static async open(react: (type: string, count: number) => Reaction, port = 0): Promise<FakeRllib> {
    const fake = new FakeRllib(react);
    await new Promise<void>((resolve) => fake.server.listen(port, '127.0.0.1', resolve));
    return fake;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private note(body: Buffer): string {
    const message = decode(body) as ReadonlyMap<string, Received>;
    const episodes = (message.get('episodes') ?? []) as ReadonlyMap<string, Received>[];
    const type = message.get('type') as string;
    if (type === 'PING') return type;
    this.got.push({
      type,
      timesteps: Number(message.get('timesteps')),
      lengths: episodes.map((episode) => Number(episode.get('t')) - Number(episode.get('t_started'))),
      isDone: episodes.map((episode) => Boolean(episode.get('is_terminated')) || Boolean(episode.get('is_truncated'))),
    });
    return type;
  }

  private answer(socket: Socket, type: string, react: (type: string, count: number) => Reaction): void {
    if (type === 'PING') return send(socket, { type: 'PONG' });
    const reaction = react(type, this.got.length - 1);
    if (reaction === 'hang up') socket.destroy();
    else if (reaction !== 'silence') {
      const state = { ...(this.state.state as object), weights_seq_no: reaction.version };
      send(socket, { ...this.state, state });
    }
  }
}

function send(socket: Socket, message: Sendable): void {
  const body = encode(message);
  socket.write(Buffer.concat([Buffer.from(String(body.length).padStart(8, '0')), body]));
}

function frames(onBody: (body: Buffer) => void): (chunk: Buffer) => void {
  let received = Buffer.alloc(0);
  return (chunk) => {
    received = Buffer.concat([received, chunk]);
    for (;;) {
      const length = Number(received.subarray(0, 8).toString());
      if (received.length < 8 || received.length < 8 + length) return;
      onBody(received.subarray(8, 8 + length));
      received = received.subarray(8 + length);
    }
  };
}

function sendable(value: Received): Sendable {
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, inner]) => [key as string, sendable(inner as Received)]));
  }
  return Array.isArray(value) && !(value instanceof NumpyArray) ? value.map(sendable) : (value as Sendable);
}
