/** Longest startup packet that is read, in bytes; the limit of Postgres itself. */
const MAX_STARTUP_BYTES = 10_000;

/** Longest message that is read, in bytes; Postgres refuses values beyond 1 GiB, PGlite's memory ends earlier. */
const MAX_MESSAGE_BYTES = 256 * 1024 * 1024;

/** Thrown when a client sends what cannot be the Postgres protocol. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

/**
 * Cuts the byte stream of one client into frames of the Postgres frontend protocol, version 3.0
 * (https://www.postgresql.org/docs/18/protocol-message-formats.html): first untyped packets (length, body), then typed
 * messages (type, length, body).
 */
export class FrameReader {
  private chunks: Buffer[] = [];
  private size = 0;

  /** Takes bytes as they arrive from the socket. */
  push(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.size += chunk.length;
  }

  /** The next packet of the startup phase, whole and with its length field, or undefined until it has arrived. */
  nextStartupPacket(): Buffer | undefined {
    if (this.size < 8) return undefined;
    const length = this.head(4).readInt32BE(0);
    if (length < 8 || length > MAX_STARTUP_BYTES) throw new ProtocolError('not a Postgres startup packet');
    return this.take(length);
  }

  /** The next message, whole and with its type and length field, or undefined until it has arrived. */
  nextMessage(): Buffer | undefined {
    if (this.size < 5) return undefined;
    const length = this.head(5).readInt32BE(1);
    if (length < 4 || length > MAX_MESSAGE_BYTES) throw new ProtocolError('message length out of range');
    return this.take(1 + length);
  }

  private take(length: number): Buffer | undefined {
    if (this.size < length) return undefined;
    const all = this.joined();
    const rest = all.subarray(length);
    this.chunks = rest.length > 0 ? [rest] : [];
    this.size = rest.length;
    return all.subarray(0, length);
  }

  /** At least the first bytes, without joining a long message anew for each packet that arrives. */
  private head(length: number): Buffer {
    const first = this.chunks[0];
    return first && first.length >= length ? first : this.joined();
  }

  private joined(): Buffer {
    const all = this.chunks.length === 1 && this.chunks[0] ? this.chunks[0] : Buffer.concat(this.chunks);
    this.chunks = [all];
    return all;
  }
}
