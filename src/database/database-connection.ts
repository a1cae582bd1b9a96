import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Config } from '../config/config.js';
import type { Logger } from '../logging/logger.js';
import type { DatabaseSettings } from './database-settings.js';
import { EmbeddedPostgres } from './embedded/embedded-postgres.js';

/** The database of this process: the server of `DATABASE_URL`, or the embedded one, opened here and closed last. */
@Injectable()
export class DatabaseConnection implements OnApplicationShutdown {
  private readonly users: (() => Promise<void>)[] = [];

  private constructor(
    /** How to reach it. */
    readonly settings: DatabaseSettings,
    private readonly embedded?: EmbeddedPostgres,
  ) {}

  /** Resolves when clients can connect to the embedded database; a server is not contacted yet. */
  static async open(
    config: Pick<Config, 'dataDir' | 'databaseUrl'>,
    logger: Pick<Logger, 'event'>,
  ): Promise<DatabaseConnection> {
    if (config.databaseUrl) return new DatabaseConnection({ kind: 'url', url: config.databaseUrl });
    const embedded = await EmbeddedPostgres.open({ dataDir: config.dataDir, logger });
    return new DatabaseConnection({ kind: 'embedded', connection: embedded.connection }, embedded);
  }

  /** Whether this process runs the embedded database that others may attach to. */
  get owner(): boolean {
    return this.embedded?.owner ?? false;
  }

  /** Registers what must be closed before the database, such as a pool of connections; the latest is closed first. */
  beforeClose(close: () => Promise<void>): void {
    this.users.unshift(close);
  }

  /** Closes the connections of this process and then, if it owns it, the embedded database. */
  async onApplicationShutdown(): Promise<void> {
    for (const close of this.users.splice(0)) await close();
    await this.embedded?.close();
  }
}
