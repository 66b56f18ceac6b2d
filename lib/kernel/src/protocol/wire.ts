import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { wellFormedJson } from './wellFormed';

/** Header of a Jupyter message. */
export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}

/** A Jupyter message without its transport. */
export interface Message {
  /** ZeroMQ routing prefix; empty for published messages. */
  readonly identities: readonly Uint8Array[];
  readonly header: Header;
  readonly parent: Partial<Header>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly content: Readonly<Record<string, unknown>>;
}

/** The connection file that Jupyter writes for a kernel. */
export interface Connection {
  readonly transport: string;
  readonly ip: string;
  readonly key: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
}

// Taken before cells run, which may replace them: a test with a clock of its own does.
const RealDate = Date;
const { parse } = JSON;

const DELIMITER = Buffer.from('<IDS|MSG>');

/** ZeroMQ address of a port of the connection. */
export function addressOf(connection: Connection, port: number): string {
  const separator = connection.transport === 'ipc' ? '-' : ':';
  return `${connection.transport}://${connection.ip}${separator}${port}`;
}

/** A fresh header. @param session identity of the sender, one per process */
export function makeHeader(type: string, session: string, username = 'kernel'): Header {
  const date = new RealDate().toISOString();
  return { msg_id: randomUUID(), msg_type: type, session, username, date, version: '5.3' };
}

/**
 * The frames of a message on the wire, signed with `key` (not signed when it is empty). Every text in it is well-formed.
 * @throws TypeError when a part cannot be written as JSON
 */
export function encode(key: string, message: Message): (string | Uint8Array)[] {
  const parts = [message.header, message.parent, message.metadata, message.content].map(wellFormedJson);
  return [...message.identities, DELIMITER, sign(key, parts), ...parts];
}

/**
 * Reads a message from its frames. Binary buffers after the content are dropped: no part of the kernel uses them.
 * @throws Error when the delimiter is missing, the signature is wrong, or a part is not a JSON object
 */
export function decode(key: string, frames: readonly Uint8Array[]): Message {
  const at = frames.findIndex((frame) => DELIMITER.equals(frame));
  if (at < 0 || frames.length < at + 6) throw new Error('not a Jupyter message: the delimiter or a part is missing');
  const [signature, ...parts] = frames.slice(at + 1, at + 6).map((frame) => Buffer.from(frame).toString('utf8'));
  if (key !== '' && !equal(sign(key, parts), signature ?? '')) {
    throw new Error('a Jupyter message with a wrong signature was dropped');
  }
  const [header, parent, metadata, content] = parts.map((part) => parseObject(part) as never);
  if (typeof (header as Header | undefined)?.msg_type !== 'string')
    throw new Error('a Jupyter message without a type was dropped');
  return { identities: frames.slice(0, at), header, parent, metadata, content };
}

function parseObject(part: string): object {
  const value: unknown = parse(part);
  if (value === null || typeof value !== 'object') throw new Error(`not a part of a Jupyter message: ${part}`);
  return value;
}

/** The signature of a message's frames; empty when there is none. */
export function signatureOf(frames: readonly Uint8Array[]): string {
  const at = frames.findIndex((frame) => DELIMITER.equals(frame));
  return at < 0 ? '' : Buffer.from(frames[at + 1] ?? []).toString('utf8');
}

function sign(key: string, parts: readonly string[]): string {
  if (key === '') return '';
  const hash = createHmac('sha256', key);
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

function equal(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
