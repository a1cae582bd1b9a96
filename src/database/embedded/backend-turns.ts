/** The one session that PGlite has. */
export interface Backend {
  /** Runs whole messages and hands out the replies as they come; the bytes are only valid during the call. */
  execute(messages: Uint8Array, onReply: (bytes: Uint8Array) => void): Promise<void>;
  /** Whether a transaction block is open, failed ones included. */
  inTransaction(): boolean;
  /** Ends whatever the session is in the middle of, without effect. */
  rollBack(): Promise<void>;
}

/** A connection that wants its turns. */
export interface BackendClient {
  reply(bytes: Uint8Array): void;
  /** Ends the connection with an error, which makes it `leave`; `code` is an SQLSTATE. */
  expel(code: string, reason: string): void;
}

interface Turn {
  readonly client: BackendClient;
  readonly messages: Uint8Array;
  /** Whether the messages end with a Sync or are a simple query, so that the session is idle or in a transaction after. */
  readonly complete: boolean;
}

/**
 * Shares the one backend session among many connections, so that each sees a Postgres of its own:
 *
 * - a *turn* is everything from one synchronisation point of the protocol to the next, never a part of it, so unnamed
 *   statements and portals of two clients cannot mix;
 * - while a transaction is open its client alone gets turns. Transactions are therefore serial, and a client that waits
 *   inside a transaction for something that needs another connection would wait for ever: who holds a transaction,
 *   says nothing for `idleInTransactionMs` and keeps others waiting is rolled back and disconnected (SQLSTATE 25P03).
 *
 * What belongs to a session and not to a transaction is shared by all: `SET` (use `SET LOCAL`), named prepared
 * statements, temporary tables, `LISTEN`, session advisory locks (use `pg_advisory_xact_lock`).
 */
export class BackendTurns {
  private backend?: Backend;
  private queue: Turn[] = [];
  private holder?: BackendClient;
  private running = false;
  private idleTimer?: NodeJS.Timeout;
  private idleWaiters: (() => void)[] = [];
  private readonly gone = new WeakSet<BackendClient>();

  constructor(private readonly options: { readonly idleInTransactionMs: number }) {}

  /** Begins to give turns; those asked for before have waited. */
  start(backend: Backend): void {
    this.backend = backend;
    void this.run();
  }

  /** Queues messages of a client; its replies come in order through `client.reply`. */
  request(turn: Turn): void {
    this.queue.push(turn);
    void this.run();
  }

  /** Forgets a client that has gone; a transaction it holds is rolled back. */
  leave(client: BackendClient): void {
    this.gone.add(client);
    this.queue = this.queue.filter((turn) => turn.client !== client);
    void this.run();
  }

  /** Resolves when no turn waits or runs and no transaction is open. */
  async whenIdle(): Promise<void> {
    if (this.busy()) await new Promise<void>((resolve) => this.idleWaiters.push(resolve));
  }

  private busy(): boolean {
    return this.running || this.holder !== undefined || this.queue.length > 0;
  }

  private async run(): Promise<void> {
    const { backend } = this;
    if (this.running || !backend) return;
    this.running = true;
    for (;;) {
      if (this.holder && this.gone.has(this.holder)) await this.release(backend);
      const turn = this.next();
      if (!turn) break;
      this.disarm();
      await this.give(backend, turn);
    }
    this.running = false;
    if (this.holder) this.arm();
    if (!this.busy()) for (const resolve of this.idleWaiters.splice(0)) resolve();
  }

  private next(): Turn | undefined {
    const index = this.holder ? this.queue.findIndex((turn) => turn.client === this.holder) : 0;
    return index < 0 ? undefined : this.queue.splice(index, 1)[0];
  }

  private async give(backend: Backend, { client, messages, complete }: Turn): Promise<void> {
    try {
      await backend.execute(messages, (bytes) => client.reply(bytes));
      this.holder = !complete || backend.inTransaction() ? client : undefined;
    } catch (error) {
      this.holder = client;
      client.expel(
        'XX000',
        `the embedded database failed: ${error instanceof Error ? error.name : 'unknown'}`,
      );
    }
  }

  private async release(backend: Backend): Promise<void> {
    this.disarm();
    try {
      await backend.rollBack();
    } finally {
      this.holder = undefined;
    }
  }

  private arm(): void {
    this.idleTimer ??= setTimeout(() => this.endIdleTransaction(), this.options.idleInTransactionMs);
  }

  private disarm(): void {
    clearTimeout(this.idleTimer);
    this.idleTimer = undefined;
  }

  private endIdleTransaction(): void {
    this.disarm();
    if (!this.holder) return;
    if (this.queue.length === 0) this.arm();
    else
      this.holder.expel(
        '25P03',
        'terminating connection: it held a transaction of the embedded database, was silent and kept others waiting',
      );
  }
}
