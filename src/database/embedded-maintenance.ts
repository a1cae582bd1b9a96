import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { describeError } from '../logging/describe-error.js';
import { Logger } from '../logging/logger.js';
import { DatabaseConnection } from './database-connection.js';

const INTERVAL_MS = 6 * 3_600_000;

/**
 * Does for the embedded database what a server's autovacuum does: reclaims space and keeps the planner's statistics,
 * without which lists of a large catalog scan whole tables. Runs at start and every six hours, in the owning process.
 */
@Injectable()
export class EmbeddedMaintenance implements OnApplicationBootstrap {
  private timer?: NodeJS.Timeout;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly connection: DatabaseConnection,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.connection.owner) return;
    this.timer = setInterval(() => this.begin(), INTERVAL_MS).unref();
    this.connection.beforeClose(() => this.stop());
    this.begin();
  }

  private begin(): void {
    this.running = this.database.query('VACUUM (ANALYZE)').then(
      () => undefined,
      (error: unknown) => this.logger.event('warn', 'vacuum failed', describeError(error)),
    );
  }

  private async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }
}
