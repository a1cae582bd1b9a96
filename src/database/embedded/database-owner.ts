import { readdir, rename, rm, symlink } from 'node:fs/promises';
import { type Server, type Socket, createServer } from 'node:net';
import { basename, join } from 'node:path';
import { BackendTurns } from './backend-turns.js';
import { ClientConnection } from './client-connection.js';
import { Cluster } from './cluster.js';
import { STABLE_PORT, connectionOf } from './connection-of.js';
import { type Endpoint, isListening, listenOnLoopback, listenOnSocket, socketPath } from './endpoint.js';
import { type Claim, OwnerClaims } from './owner-claim.js';
import type { OwnerOptions, PostgresConnection } from './owner-messages.js';
import { openSocketFolder } from './socket-folder.js';

const SOCKET_NAME = /^\.s\.PGSQL\.(\d+)$/;

/**
 * A process as the owner of an embedded database: listens first, then claims, then opens the cluster, so that others
 * can tell at any moment whether the owner lives. Clients that connect early wait for the cluster.
 */
export class DatabaseOwner {
  private readonly turns: BackendTurns;
  private readonly clients = new Set<ClientConnection>();
  private readonly greeting = new Greeting();
  private readonly claims: OwnerClaims;
  private server?: Server;
  private endpoint?: Endpoint;
  private claim?: Claim;
  private cluster?: Cluster;

  constructor(private readonly options: OwnerOptions) {
    this.turns = new BackendTurns({ idleInTransactionMs: options.idleInTransactionMs });
    this.claims = new OwnerClaims(join(options.folder, 'claims'));
  }

  /** Tries to become the owner; answers false when another process is. */
  async tryClaim(): Promise<boolean> {
    this.endpoint = await this.listen();
    const current = await this.claims.current();
    if (!current?.endpoint || !(await isListening(current.endpoint))) {
      this.claim = await this.claims.next(current, this.endpoint);
      // A process that tidied up may have taken the socket of one that had not claimed yet.
      if (this.claim && (await isListening(this.endpoint))) return true;
    }
    await this.close(0);
    return false;
  }

  /** Opens the cluster and serves it; answers how clients connect. */
  async serve(): Promise<PostgresConnection> {
    const { endpoint } = this;
    if (!endpoint || !this.claim) throw new Error('not the owner');
    try {
      if (endpoint.kind === 'unix') await this.takeStableName(endpoint);
      this.cluster = await Cluster.open(this.options.folder);
      this.greeting.resolve(await this.cluster.greeting());
    } catch (error) {
      this.greeting.reject(error);
      throw error;
    }
    this.turns.start(this.cluster);
    return connectionOf(endpoint);
  }

  /** Takes no new clients, lets the present ones finish for a while, closes the cluster and gives the claim up. */
  async close(graceMs: number): Promise<void> {
    const { server } = this;
    const closed = server && new Promise<void>((resolve) => server.close(() => resolve()));
    if (graceMs > 0) await Promise.race([closed, pause(graceMs)]);
    for (const client of this.clients) client.expel('57P01', 'the embedded database is shutting down');
    await closed;
    if (this.cluster) {
      await this.turns.whenIdle();
      await this.cluster.close();
    }
    if (this.claim) await this.claims.release(this.claim);
  }

  private async listen(): Promise<Endpoint> {
    this.server = createServer((socket) => this.accept(socket));
    if (this.options.transport === 'unix')
      return listenOnSocket(this.server, await openSocketFolder(this.options.folder));
    return listenOnLoopback(this.server);
  }

  private accept(socket: Socket): void {
    const password = this.endpoint?.kind === 'tcp' ? this.endpoint.password : undefined;
    const { turns } = this;
    const client = new ClientConnection(socket, { turns, greeting: this.greeting.promise, password });
    this.clients.add(client);
    socket.once('close', () => this.clients.delete(client));
  }

  /** Points the stable name at this owner's socket and removes what dead processes left. */
  private async takeStableName(endpoint: Extract<Endpoint, { kind: 'unix' }>): Promise<void> {
    const { folder, port } = endpoint;
    const link = join(folder, `link-${port}`);
    await rm(link, { force: true });
    await symlink(basename(socketPath(folder, port)), link);
    await rename(link, socketPath(folder, STABLE_PORT));
    for (const name of await readdir(folder)) {
      const other = Number(SOCKET_NAME.exec(name)?.[1]);
      if (Number.isNaN(other) || other === port || other === STABLE_PORT) continue;
      if (!(await isListening({ kind: 'unix', folder, port: other })))
        await rm(join(folder, name), { force: true });
    }
  }
}

/** The backend's greeting, which clients may await before there is one. */
class Greeting {
  resolve!: (greeting: Buffer) => void;
  reject!: (reason: unknown) => void;
  readonly promise = new Promise<Buffer>((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });

  constructor() {
    this.promise.catch(() => undefined);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
