import { Module } from '@nestjs/common';
import { ExpiringRegistry } from './expiring.js';
import { OrphanSweep } from './orphan-sweep.js';
import { SweepService } from './sweep.service.js';

/** Ends what has expired. A feature imports it to register what that is. */
@Module({
  providers: [ExpiringRegistry, OrphanSweep, SweepService],
  exports: [ExpiringRegistry, SweepService],
})
export class SweepModule {}
