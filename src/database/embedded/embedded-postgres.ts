import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Logger } from '../../logging/logger.js';
import { STABLE_PORT, connectionOf } from './connection-of.js';
import { type Endpoint, isListening, socketPath } from './endpoint.js';
import { OwnerClaims } from './owner-claim.js';
import type { CloseRequest, OwnerOptions, OwnerReport, PostgresConnection } from './owner-messages.js';

/** Options of an embedded database. */
export interface EmbeddedPostgresOptions {
  /** The server's data folder; the database lives in `database/` below it. Must be on a disk of this machine. */
  readonly dataDir: string;
  readonly logger: Pick<Logger, 'event'>;
  /** Default: unix sockets, on Windows loopback TCP. */
  readonly transport?: 'unix' | 'tcp';
  /** Silence in milliseconds after which a transaction that keeps others waiting is rolled back. Default 15 000. */
  readonly idleInTransactionMs?: number;
  /** Compiled entry of the database's thread. Default: the one beside this file. */
  readonly workerEntry?: URL;
}

/** Time in milliseconds that an owner may take from its claim until clients can connect under the stable name. */
const OPENING_MS = 30_000;
const RETRY_MS = 50;
/** Time in milliseconds that clients of other processes get when the owner closes; they are told and reconnect. */
const CLOSE_GRACE_MS = 2_000;

/**
 * A Postgres without a server to install: PGlite in a thread of its own, spoken to over a socket with plain `pg`.
 *
 * Of several processes on one data folder one owns the database and the others attach to it; when the owner ends, one
 * of them takes over (over TCP they must be restarted instead). A transaction that was acknowledged survives the kill
 * of any process and a power cut.
 *
 * Limits, since all connections share one session (see `BackendTurns`): transactions run one after the other; no
 * `statement_timeout`, no cancelling of a running statement, no COPY over the connection, no LISTEN; `SET LOCAL` only.
 */
export class EmbeddedPostgres {
  /** How `pg` connects; stays valid when another process takes the database over (unix sockets). */
  readonly connection: PostgresConnection;
  private worker?: Worker;
  private closing = false;
  private stopWatching?: () => void;
  private takeover?: Promise<void>;

  private constructor(
    private readonly options: EmbeddedPostgresOptions,
    start: Started,
  ) {
    this.connection = start.connection;
    this.follow(start);
  }

  /**
   * Opens the database, creating it on first use (seconds), and resolves when clients can connect. Throws when the
   * cluster cannot be opened.
   */
  static async open(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    return new EmbeddedPostgres(options, await start(options));
  }

  /** Whether this process runs the database. */
  get owner(): boolean {
    return this.worker !== undefined;
  }

  /** Ends this process's part. An owner lets running transactions finish, writes a checkpoint and gives the database up. */
  async close(): Promise<void> {
    this.closing = true;
    this.stopWatching?.();
    await this.takeover;
    const { worker } = this;
    if (!worker) return;
    const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    const request: CloseRequest = { type: 'close', graceMs: CLOSE_GRACE_MS };
    worker.postMessage(request);
    await exited;
    this.worker = undefined;
  }

  private follow({ worker, endpoint }: Started): void {
    this.worker = worker;
    if (worker) {
      worker.once('exit', () => this.lose('the thread of the embedded database ended'));
      worker.once('error', (error) =>
        this.options.logger.event('error', 'embedded database failed', { error: error.message }),
      );
    } else if (endpoint) {
      this.stopWatching = watch(endpoint, () => this.lose('the owner of the embedded database is gone'));
    }
  }

  /** Tries to own the database or to find its new owner, until it works or this process closes. */
  private lose(event: string): void {
    if (this.closing) return;
    this.worker = undefined;
    this.options.logger.event('warn', event);
    if (this.connection.password !== undefined) {
      this.options.logger.event(
        'error',
        'restart this process: its connection to the embedded database is void',
      );
      return;
    }
    this.takeover = this.takeOver();
  }

  private async takeOver(): Promise<void> {
    while (!this.closing) {
      try {
        const started = await start(this.options);
        this.follow(started);
        this.options.logger.event('info', 'embedded database reached again', { owner: this.owner });
        return;
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        this.options.logger.event('error', 'embedded database cannot be opened', { error: message });
        await pause(1_000);
      }
    }
  }
}

interface Started {
  readonly connection: PostgresConnection;
  /** The database's thread, in the process that owns it. */
  readonly worker?: Worker;
  /** Where the owner listens, in the others. */
  readonly endpoint?: Endpoint;
}

async function start(options: EmbeddedPostgresOptions): Promise<Started> {
  const folder = join(options.dataDir, 'database');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const claims = new OwnerClaims(join(folder, 'claims'));
  const deadline = Date.now() + OPENING_MS;
  for (;;) {
    const endpoint = (await claims.current())?.endpoint;
    if (!endpoint || !(await isListening(endpoint))) {
      const owned = await contend(folder, options);
      if (owned) return owned;
    } else if (await isListening(stableName(endpoint))) {
      return { connection: connectionOf(endpoint), endpoint };
    }
    if (Date.now() > deadline)
      throw new Error(`the owner of the database in ${folder} does not answer; end it and try again`);
    await pause(RETRY_MS);
  }
}

/** Starts a thread that tries to own the database; undefined when another process does. */
async function contend(folder: string, options: EmbeddedPostgresOptions): Promise<Started | undefined> {
  const workerData: OwnerOptions = {
    folder,
    transport: options.transport ?? (process.platform === 'win32' ? 'tcp' : 'unix'),
    idleInTransactionMs: options.idleInTransactionMs ?? 15_000,
  };
  const entry = options.workerEntry ?? new URL('./embedded-postgres.worker.js', import.meta.url);
  // Flags of the process, such as --eval, are not the thread's.
  const worker = new Worker(entry, { workerData, execArgv: [] });
  const report = await new Promise<OwnerReport>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread of the embedded database ended early')));
  });
  worker.removeAllListeners();
  if (report.type === 'ready') return { connection: report.connection, worker };
  if (report.type === 'failed')
    throw new Error(`the embedded database in ${folder} cannot be opened: ${report.message}`);
  return undefined;
}

function stableName(endpoint: Endpoint): Endpoint {
  return endpoint.kind === 'unix' ? { ...endpoint, port: STABLE_PORT } : endpoint;
}

/** Calls back when the owner's socket closes, which it does with its process. */
function watch(endpoint: Endpoint, onGone: () => void): () => void {
  const socket =
    endpoint.kind === 'unix'
      ? connect(socketPath(endpoint.folder, endpoint.port))
      : connect(endpoint.port, endpoint.host);
  socket.on('error', () => socket.destroy());
  socket.once('close', onGone);
  socket.resume();
  socket.unref();
  return () => {
    socket.off('close', onGone);
    socket.destroy();
  };
}
