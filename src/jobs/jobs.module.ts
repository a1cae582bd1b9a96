import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DatabaseConnectionModule } from '../database/database-connection.module.js';
import { JobQueue } from './job-queue.js';
import { JobRegistry } from './job-registry.js';
import { JobTimings } from './job-timings.js';

/** Durable background jobs. `JobQueue` is injectable everywhere; the process's entry calls its `start`. */
@Global()
@Module({
  imports: [DiscoveryModule, DatabaseConnectionModule],
  providers: [JobQueue, JobRegistry, JobTimings],
  exports: [JobQueue],
})
export class JobsModule {}
