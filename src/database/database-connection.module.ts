import { Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Logger } from '../logging/logger.js';
import { DatabaseConnection } from './database-connection.js';

/** Opens the database once for everything that connects to it. Needs the global configuration and logging modules. */
@Module({
  providers: [
    {
      provide: DatabaseConnection,
      inject: [Config, Logger],
      useFactory: (config: Config, logger: Logger) => DatabaseConnection.open(config, logger),
    },
  ],
  exports: [DatabaseConnection],
})
export class DatabaseConnectionModule {}
