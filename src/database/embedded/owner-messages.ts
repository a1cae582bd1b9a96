/** What the thread that runs the embedded database is started with. */
export interface OwnerOptions {
  /** Folder of the cluster, the claims and the sockets. */
  readonly folder: string;
  readonly transport: 'unix' | 'tcp';
  readonly idleInTransactionMs: number;
}

/** What the thread reports. */
export type OwnerReport =
  /** Another process owns the database, or was faster to claim it; the thread ends. */
  | { readonly type: 'lost' }
  /** Clients can connect. */
  | { readonly type: 'ready'; readonly connection: PostgresConnection }
  /** The cluster could not be opened; the thread ends. */
  | { readonly type: 'failed'; readonly message: string };

/** What the thread is told: finish what runs, write a checkpoint, give the database up and end. */
export interface CloseRequest {
  readonly type: 'close';
  /** Time in milliseconds that clients get to finish. */
  readonly graceMs: number;
}

/** How `pg` reaches a Postgres; `host` is the folder of a unix socket when it begins with a slash. */
export interface PostgresConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password?: string;
  readonly database: string;
}
