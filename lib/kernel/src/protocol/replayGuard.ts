/** Signatures that are remembered; as many as ipykernel keeps. */
const REMEMBERED = 65_536;

/** Remembers the signatures of the messages that arrived: one that arrives again is a copy that somebody else sent. */
export class ReplayGuard {
  private readonly seen = new Set<string>();

  /**
   * Notes a message.
   * @param signature of the message; the empty one of a connection without a key is never a copy
   * @throws Error when a message with this signature was noted before
   */
  admit(signature: string): void {
    if (signature === '') return;
    if (this.seen.has(signature)) throw new Error('a Jupyter message that had already arrived was dropped');
    this.seen.add(signature);
    const [oldest] = this.seen;
    if (this.seen.size > REMEMBERED && oldest !== undefined) this.seen.delete(oldest);
  }
}
