import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Config } from '../config/config.js';
import { Logger } from '../logging/logger.js';
import { dataSourceOptions } from './data-source-options.js';
import { EmbeddedMaintenance } from './embedded-maintenance.js';
import { DatabaseConnection } from './database-connection.js';
import { DatabaseConnectionModule } from './database-connection.module.js';
import { openDataSource } from './open-data-source.js';

/**
 * The database: embedded, or the server of `DATABASE_URL`. Nothing sees it before all migrations have run. A feature
 * imports `TypeOrmModule.forFeature([Entity])` and injects the repository.
 */
@Global()
@Module({
  imports: [
    DatabaseConnectionModule,
    TypeOrmModule.forRootAsync({
      imports: [DatabaseConnectionModule],
      inject: [DatabaseConnection, Config, Logger],
      useFactory: (database: DatabaseConnection, config: Config, logger: Logger) => ({
        ...dataSourceOptions(database.settings, config.databasePoolSize, (error) =>
          logger.event('warn', 'a database connection broke', { error: error.message }),
        ),
        autoLoadEntities: true,
        toRetry: isDatabaseStarting,
      }),
      dataSourceFactory: openDataSource,
    }),
  ],
  providers: [EmbeddedMaintenance],
  exports: [DatabaseConnectionModule, TypeOrmModule],
})
export class DatabaseModule {
  constructor(connection: DatabaseConnection, dataSource: DataSource) {
    connection.beforeClose(async () => {
      if (dataSource.isInitialized) await dataSource.destroy();
    });
  }
}

/** Whether trying again in a moment makes sense: the server refuses connections (08…, ECONNREFUSED) or starts (57P03). */
function isDatabaseStarting(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === '57P03' || code.startsWith('08');
}
