/** Messages on a pipe: 4 bytes of length, little endian, then the body. */
const HEADER = 4;

/** A body that long is none: something else wrote into the pipe. */
const MAX_LENGTH = 1 << 30;

/** The frame whose body these parts are, one after the other. */
export function frame(...parts: readonly Uint8Array[]): Buffer {
  const header = Buffer.alloc(HEADER);
  header.writeUInt32LE(parts.reduce((sum, { length }) => sum + length, 0));
  return Buffer.concat([header, ...parts]);
}

/** Puts the bodies together again from chunks of any size. */
export class FrameReader {
  private chunks: Buffer[] = [];
  private held = 0;

  /** @returns the bodies that are whole now. @throws RangeError at a length that no frame has */
  push(chunk: Buffer): Buffer[] {
    this.chunks.push(chunk);
    this.held += chunk.length;
    const bodies: Buffer[] = [];
    for (let body = this.next(); body !== null; body = this.next()) bodies.push(body);
    return bodies;
  }

  private next(): Buffer | null {
    if (this.held < HEADER) return null;
    if (this.chunks[0].length < HEADER) this.join();
    const length = this.chunks[0].readUInt32LE();
    if (length > MAX_LENGTH) throw new RangeError(`frame: got a length of ${length} bytes; this is no frame`);
    if (this.held < HEADER + length) return null;
    this.join();
    const [all] = this.chunks;
    this.chunks = [all.subarray(HEADER + length)];
    this.held -= HEADER + length;
    return all.subarray(HEADER, HEADER + length);
  }

  private join(): void {
    if (this.chunks.length > 1) this.chunks = [Buffer.concat(this.chunks)];
  }
}
