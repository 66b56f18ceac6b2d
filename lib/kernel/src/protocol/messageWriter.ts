import type { Frames } from './ioMessages';
import type { Header, Message } from './wire';
import { encode, makeHeader } from './wire';

/** Writes the kernel's messages, ready for the sockets. */
export class MessageWriter {
  /** @param key signs the messages, @param session identity of this kernel */
  constructor(
    private readonly key: string,
    private readonly session: string,
  ) {}

  /** A message to all clients. @param cause header of the request that it belongs to, if any */
  publication(
    type: string,
    content: Message['content'],
    cause: Header | undefined,
    metadata: Message['metadata'] = {},
  ): Frames {
    const header = makeHeader(type, this.session, cause?.username);
    return encode(this.key, { identities: [Buffer.from(type)], header, parent: cause ?? {}, metadata, content });
  }

  /** The answer to a request `x_request`: an `x_reply` to its sender. */
  reply({ identities, header: parent }: Message, content: Message['content']): Frames {
    const header = makeHeader(parent.msg_type.replace('request', 'reply'), this.session, parent.username);
    return encode(this.key, { identities, header, parent, metadata: {}, content });
  }

  /** A question to the client that sent a request; it answers on the stdin socket. */
  question({ identities, header: parent }: Message, content: Message['content']): Frames {
    const header = makeHeader('input_request', this.session, parent.username);
    return encode(this.key, { identities, header, parent, metadata: {}, content });
  }
}
