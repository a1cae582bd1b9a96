import type { DataSourceOptions } from 'typeorm';
import type { DatabaseSettings } from './database-settings.js';
import { MIGRATIONS } from './migration-list.js';
import { SnakeNamingStrategy } from './snake-naming-strategy.js';

/**
 * The one set of TypeORM options. The schema is changed by migrations alone, run by `openDataSource`; UUIDs come from
 * `gen_random_uuid()`, which needs no extension.
 * @param onPoolError told of connections that break while nobody uses them; the pool replaces them
 */
export function dataSourceOptions(
  settings: DatabaseSettings,
  poolSize: number,
  onPoolError: (error: Error) => void,
): DataSourceOptions {
  return {
    type: 'postgres',
    ...(settings.kind === 'url' ? { url: settings.url } : settings.connection),
    ...(settings.kind === 'embedded' && { username: settings.connection.user }),
    applicationName: 'tryflow',
    poolSize,
    poolErrorHandler: onPoolError,
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    synchronize: false,
    migrationsRun: false,
    migrations: [...MIGRATIONS],
    namingStrategy: new SnakeNamingStrategy(),
  };
}
