import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Logger } from './logger.js';

/** Makes the process's one logger injectable everywhere. */
@Global()
@Module({
  providers: [
    { provide: Logger, useFactory: (config: Config) => new Logger(config.logLevel), inject: [Config] },
  ],
  exports: [Logger],
})
export class LoggingModule {}
