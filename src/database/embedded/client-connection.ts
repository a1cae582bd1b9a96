import { createHash, timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import type { BackendClient, BackendTurns } from './backend-turns.js';
import { FrameReader, ProtocolError } from './frame-reader.js';
import {
  CANCEL_REQUEST,
  CLEARTEXT_PASSWORD_REQUEST,
  GSS_ENCRYPTION_REQUEST,
  PROTOCOL_3,
  SSL_REQUEST,
  fatalError,
  messageText,
  messageType,
  startupCode,
} from './wire-messages.js';

/** Time in milliseconds that a client gets to tell its password. */
const AUTHENTICATION_MS = 10_000;

/** Time in milliseconds that an expelled client gets to read why. */
const FAREWELL_MS = 1_000;

/** Message types after which the backend answers: Query, Sync, FunctionCall (all complete) and Flush (not complete). */
const ENDS_TURN = new Set(['Q', 'S', 'F', 'H']);

/** What connections of one database have in common. */
export interface ConnectionOptions {
  readonly turns: BackendTurns;
  /** Replies of the backend to a startup message, from AuthenticationOk to ReadyForQuery, once it runs. */
  readonly greeting: Promise<Buffer>;
  /** Asked for when set; where the socket's folder keeps others out there is none. */
  readonly password?: string;
}

/** One client's socket: the startup phase, then messages gathered into turns of the backend. */
export class ClientConnection implements BackendClient {
  private readonly reader = new FrameReader();
  private phase: 'startup' | 'password' | 'greeting' | 'open' | 'closed' = 'startup';
  private batch: Buffer[] = [];
  private readonly authenticationTimer?: NodeJS.Timeout;

  constructor(
    private readonly socket: Socket,
    private readonly options: ConnectionOptions,
  ) {
    socket.setNoDelay(true);
    if (options.password !== undefined) {
      this.authenticationTimer = setTimeout(
        () => this.expel('08P01', 'authentication took too long'),
        AUTHENTICATION_MS,
      );
    }
    socket.on('data', (chunk) => this.receive(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.close());
  }

  reply(bytes: Uint8Array): void {
    if (this.phase !== 'closed') this.socket.write(Uint8Array.from(bytes));
  }

  expel(code: string, reason: string): void {
    if (this.phase === 'closed') return;
    this.socket.end(fatalError(code, reason));
    setTimeout(() => this.socket.destroy(), FAREWELL_MS).unref();
    this.close();
  }

  private close(): void {
    if (this.phase === 'closed') return;
    this.phase = 'closed';
    clearTimeout(this.authenticationTimer);
    this.options.turns.leave(this);
  }

  private receive(chunk: Buffer): void {
    if (this.phase === 'closed') return;
    this.reader.push(chunk);
    try {
      while (this.readOne());
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.expel('08P01', error.message);
    }
  }

  /** Reads one frame, if there is one and this phase reads any. */
  private readOne(): boolean {
    switch (this.phase) {
      case 'startup': {
        const packet = this.reader.nextStartupPacket();
        if (packet) this.startUp(startupCode(packet));
        return packet !== undefined;
      }
      case 'password': {
        const message = this.reader.nextMessage();
        if (message) this.checkPassword(message);
        return message !== undefined;
      }
      case 'open': {
        const message = this.reader.nextMessage();
        if (message) this.gather(message);
        return message !== undefined;
      }
      case 'greeting':
      case 'closed':
        return false;
    }
  }

  private startUp(code: number): void {
    if (code === SSL_REQUEST || code === GSS_ENCRYPTION_REQUEST) {
      this.socket.write('N');
    } else if (code === CANCEL_REQUEST) {
      this.socket.end();
    } else if (code !== PROTOCOL_3) {
      throw new ProtocolError('unsupported protocol version; 3.0 is spoken here');
    } else if (this.options.password !== undefined) {
      this.phase = 'password';
      this.socket.write(CLEARTEXT_PASSWORD_REQUEST);
    } else {
      this.greet();
    }
  }

  private checkPassword(message: Buffer): void {
    const given = messageType(message) === 'p' ? messageText(message) : '';
    if (timingSafeEqual(digest(given), digest(this.options.password ?? ''))) this.greet();
    else this.expel('28P01', 'password authentication failed');
  }

  private greet(): void {
    clearTimeout(this.authenticationTimer);
    this.phase = 'greeting';
    this.options.greeting.then(
      (greeting) => {
        if (this.phase !== 'greeting') return;
        this.socket.write(greeting);
        this.phase = 'open';
        this.receive(Buffer.alloc(0));
      },
      () => this.expel('57P03', 'the embedded database could not start'),
    );
  }

  private gather(message: Buffer): void {
    const type = messageType(message);
    if (type === 'X') {
      this.socket.end();
      return;
    }
    this.batch.push(message);
    if (!ENDS_TURN.has(type)) return;
    this.options.turns.request({
      client: this,
      messages: Buffer.concat(this.batch),
      complete: type !== 'H',
    });
    this.batch = [];
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
